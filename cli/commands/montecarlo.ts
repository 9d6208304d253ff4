import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type Bars,
  type EquityCurve,
  load,
  type MonteCarlo,
  type MonteCarloMethod,
  type MonteCarloOptions,
  type MonteCarloRun,
  monteCarloHtml,
  monteCarloJson,
  monteCarloRunOf,
  type ResultJson,
  type Varanus,
  VaranusError,
} from "../../src/index.js";
import { files } from "../../src/runtime/node/files.js";
import { assembleDocument } from "../document.js";
import { readEquity } from "../equity.js";
import { numberOf } from "../flags.js";
import { MONTE_CARLO_SOURCES, monteCarloHelp } from "../help.js";
import { readJson } from "../json-file.js";
import { monteCarloOnThreads } from "../monte-carlo-run.js";
import { monteCarloText } from "../monte-carlo-text.js";
import { has, noWords, type Parsed, parse, single, type Takes, usage } from "../parse.js";
import { workersOf } from "../workers.js";
import { type Source, signalsOf, sourceBars, split } from "./backtest.js";

/** Options by their flags. */
const NUMBERS = [
  ["paths", "paths"],
  ["seed", "seed"],
  ["trial", "trial"],
  ["probability", "probability"],
  ["mean-block", "meanBlock"],
  ["noise", "noise"],
  ["ruin", "ruin"],
] as const;

/** varanus montecarlo: what could have come of a run. */
export async function monteCarloCommand(args: readonly string[]): Promise<void> {
  const takes = new Map<string, Takes>([
    ...[...MONTE_CARLO_SOURCES, ...NUMBERS.map(([name]) => ({ name }))].map(({ name }) => [name, "value"] as const),
    ...["result", "method", "equity", "workers", "config", "out"].map((name) => [name, "value"] as const),
    ...["json", "columns", "help"].map((name) => [name, "nothing"] as const),
  ]);
  const parsed = parse(args, takes);
  if (has(parsed, "help")) return void process.stdout.write(monteCarloHelp());
  noWords(parsed);
  const json = has(parsed, "json");
  if (has(parsed, "columns") && !json) throw usage("--columns", "it is for --json", "give --json too");
  const say = (line: string) => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const options = optionsOf(parsed);
  const workers = workersOf(parsed);
  const v = await load();
  try {
    const run = await runOf(v, parsed, options.method, say);
    const result = await monteCarloOnThreads(v.planMonteCarlo(run, options), workers);
    if (json) process.stdout.write(`${JSON.stringify(monteCarloJson(result, { columns: has(parsed, "columns") }))}\n`);
    else process.stdout.write(monteCarloText(result));
    const out = single(parsed, "out");
    if (out !== undefined) for (const file of await write(result, out)) say(`wrote ${file}`);
  } catch (error) {
    throw error instanceof VaranusError ? inFlags(error) : error;
  }
}

function optionsOf(parsed: Parsed): MonteCarloOptions {
  const method = single(parsed, "method");
  if (method === undefined) throw usage("--method", "none is given", "shuffle, bootstrap, block, skip, noise or null");
  const numbers = NUMBERS.flatMap(([flag, key]) => {
    const text = single(parsed, flag);
    return text === undefined ? [] : [[key, numberOf(`--${flag}`, text)] as const];
  });
  return { method: method as MonteCarloMethod, ...Object.fromEntries(numbers) };
}

/** The run of --result with what the method needs beside it. */
async function runOf(
  v: Varanus,
  parsed: Parsed,
  method: MonteCarloMethod,
  say: (line: string) => void,
): Promise<MonteCarloRun> {
  const file = single(parsed, "result");
  if (file === undefined) {
    throw usage("--result", "no run is given", "name the result.json of varanus backtest --out DIR");
  }
  const json = await readResult(file);
  const { source } = split((await assembleDocument(parsed)).document);
  const bars = source.data === undefined ? undefined : await barsOf(v, json, source, say);
  if (method === "block")
    return monteCarloRunOf(json, { curve: await curveOf(json, file, single(parsed, "equity"), bars) });
  if (method !== "noise" && method !== "null") return monteCarloRunOf(json);
  if (bars === undefined) {
    const data = `${json.data.symbol} ${json.data.timeframe}, ${json.data.from} to ${json.data.to}`;
    throw usage(
      "--data",
      `${method} needs the bars of the run again (${data})`,
      "give --data FILE, or --config FILE.json that names them",
    );
  }
  if (method === "null") return monteCarloRunOf(json, { bars });
  const options = source.signals === undefined ? {} : { signals: await signalsOf(source.signals, bars) };
  if (!json.config.strategy && source.signals === undefined) {
    throw usage("--signals", "the run traded by signals of one's own, and noise runs it again", "give --signals FILE");
  }
  const run = monteCarloRunOf(json, { bars, options });
  v.planMonteCarlo(run, { method });
  const again = v.backtest(bars, json.config, options).fingerprint;
  if (again !== json.fingerprint) {
    const why =
      json.engine.kernelSha256 === v.kernelSha256 ? "data, signals or strategy are others" : "another kernel made it";
    throw new VaranusError({
      code: "config",
      path: file,
      message: `run again, its fingerprint is ${again.slice(0, 12)}, not ${json.fingerprint.slice(0, 12)}: ${why}`,
      hint: "run the backtest again, and give the files that it is given",
    });
  }
  return run;
}

/** Where results come from. */
const RESULTS = "varanus backtest --out DIR writes result.json, --json prints it";

async function readResult(file: string): Promise<ResultJson> {
  const value = (await readJson(file, RESULTS)) as Partial<ResultJson> | null;
  const { fingerprint, config, trades, metrics, data, engine } = value ?? {};
  if (typeof fingerprint === "string" && config && Array.isArray(trades) && metrics && data && engine) {
    return value as ResultJson;
  }
  throw new VaranusError({ code: "file", path: file, message: "it is no result of varanus backtest", hint: RESULTS });
}

async function barsOf(
  v: Varanus,
  { data, config }: ResultJson,
  source: Source,
  say: (line: string) => void,
): Promise<Bars> {
  const bars = await sourceBars(v, source, config.seed, say);
  if (bars.sha256 === data.sha256) return bars;
  throw usage(
    "--data",
    `these are not the bars of the run: SHA-256 ${bars.sha256.slice(0, 12)}, not ${data.sha256.slice(0, 12)}`,
    `it had ${data.bars} bars of ${data.symbol} ${data.timeframe}, ${data.from} to ${data.to}: give the same file, span and funding`,
  );
}

/** The equity of every bar: of --equity, of the result with the bars' stamps, or of equity.csv beside it. */
async function curveOf(
  json: ResultJson,
  file: string,
  given: string | undefined,
  bars: Bars | undefined,
): Promise<EquityCurve> {
  const { calendar } = json.data.quality;
  if (given === undefined && json.equity && bars) {
    return { timestamp: bars.timestamp, equity: Float64Array.from(json.equity), calendar };
  }
  const beside = join(dirname(file), "equity.csv");
  const path = given ?? (existsSync(beside) ? beside : undefined);
  if (path === undefined) {
    throw usage(
      "--equity",
      `block needs the equity of every bar with its time, and ${json.equity ? "the result has no times" : "the result has none"}`,
      "run the backtest with --out DIR, which writes equity.csv beside result.json, or give --equity FILE",
    );
  }
  const curve = readEquity(new TextDecoder().decode(await files.readBytes(path)), path);
  const last = curve.equity[curve.equity.length - 1];
  if (curve.equity.length === json.data.bars && last === json.metrics["finalEquity"]) return { ...curve, calendar };
  throw new VaranusError({
    code: "file",
    path,
    message: `this is not the equity of the run: ${curve.equity.length} bars that end at ${last}, not ${json.data.bars} that end at ${json.metrics["finalEquity"]}`,
    hint: "give the equity.csv that was written with the result",
  });
}

async function write(result: MonteCarlo, folder: string): Promise<string[]> {
  const contents: [string, string][] = [
    ["montecarlo.json", `${JSON.stringify(monteCarloJson(result, { columns: true }))}\n`],
    ["montecarlo.html", await monteCarloHtml(result)],
  ];
  for (const [name, content] of contents) await files.writeWhole(join(folder, name), content);
  return contents.map(([name]) => join(folder, name));
}

/** The path of an error as the flag that gave the value. */
function inFlags(error: VaranusError): VaranusError {
  const flag = [...NUMBERS, ["method", "method"] as const].find(([, key]) => key === error.path)?.[0];
  return flag === undefined ? error : new VaranusError({ ...error.toDetail(), path: `--${flag}` });
}
