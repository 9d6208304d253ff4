import { join } from "node:path";
import {
  accountCsv,
  accountFillsCsv,
  type Bars,
  configError,
  keysOfPortfolio,
  load,
  type PortfolioDocument,
  type PortfolioInput,
  type PortfolioResult,
  parseSpan,
  portfolioDocumentSchema,
  portfolioHtml,
  type SleeveSource,
  type SleeveSources,
  sleeveTradesCsv,
  sourceSchema,
  type Varanus,
  VaranusError,
} from "../../src/index.js";
import { files } from "../../src/runtime/node/files.js";
import { portfolioHelp } from "../help.js";
import { inFile, readJson } from "../json-file.js";
import { has, noWords, parse, single, type Takes, usage } from "../parse.js";
import { portfolioText } from "../portfolio-text.js";
import { progressOn } from "../progress.js";
import { finerOf, type Source, signalsOf, sourceBars } from "./backtest.js";

/** Moments that are taken between two looks at whether somebody wants to stop. */
const PORTION = 2_000;

/** varanus portfolio: one account, many sleeves. */
export async function portfolioCommand(args: readonly string[]): Promise<void> {
  const takes = new Map<string, Takes>([
    ["config", "value"],
    ["out", "value"],
    ["json", "nothing"],
    ["equity", "nothing"],
    ["help", "nothing"],
  ]);
  const parsed = parse(args, takes);
  if (has(parsed, "help")) return void process.stdout.write(portfolioHelp());
  noWords(parsed);
  const file = single(parsed, "config");
  if (file === undefined) throw usage("--config", "no portfolio is given", "name a JSON file; --help shows one");
  const json = has(parsed, "json");
  const say = (line: string) => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const document = await readDocument(file);
  try {
    const v = await load();
    const { config, sources } = await sourcesOf(v, document, say);
    const result = await run(v, config, sources);
    const out = single(parsed, "out");
    if (json) process.stdout.write(`${JSON.stringify(result.toJSON({ equity: has(parsed, "equity") }))}\n`);
    else process.stdout.write(portfolioText(result));
    for (const path of out === undefined ? [] : await write(result, out)) say(`wrote ${path}`);
  } catch (error) {
    throw error instanceof VaranusError ? inFile(error, file) : error;
  }
}

/** Runs it in portions, so that Ctrl-C and progress have their turn. */
async function run(v: Varanus, config: PortfolioInput, sources: readonly SleeveSources[]): Promise<PortfolioResult> {
  const running = v.startPortfolio(config, sources);
  const progress = progressOn(process.stderr, `${sources.length} sleeves`);
  let stopped = false;
  const interrupted = () => {
    stopped = true;
  };
  process.once("SIGINT", interrupted);
  try {
    while (running.advance(PORTION)) {
      progress.show(running.progress);
      await new Promise((resolve) => setImmediate(resolve));
      if (stopped) throw new VaranusError({ code: "cancelled", message: "stopped as asked" });
    }
    return running.finish();
  } catch (error) {
    running.dispose();
    throw error;
  } finally {
    progress.end();
    process.removeListener("SIGINT", interrupted);
  }
}

async function readDocument(file: string): Promise<PortfolioDocument> {
  const value = await readJson(file, "it has to be one object with an array of sleeves");
  const checked = portfolioDocumentSchema.safeParse(value);
  if (!checked.success) throw inFile(configError(checked.error, value, [], keysOfPortfolio), file);
  // as it was written: defaults are the engine's affair
  return value as PortfolioDocument;
}

type Leg = Record<string, unknown>;

/** What the document says of files, and the configuration that is left. */
async function sourcesOf(
  v: Varanus,
  document: PortfolioDocument,
  say: (line: string) => void,
): Promise<{ config: PortfolioInput; sources: SleeveSources[] }> {
  const { sleeves, ...whole } = document as unknown as Record<string, unknown> & { sleeves: Leg[] };
  const common = split(whole);
  // a file that several sleeves name is read once, and is one series
  const series = new Map<string, Bars>();
  const sources: SleeveSources[] = [];
  const settings: Record<string, unknown>[] = [];
  for (const [k, sleeve] of sleeves.entries()) {
    const { legs, ...rest } = sleeve as Leg & { legs?: [Leg, Leg] };
    const own = split(rest);
    settings.push(own.settings);
    const config = { ...common.settings, ...own.settings };
    const read = (leg: Leg, path: string) =>
      sourceOf(v, { ...common.files, ...own.files, ...leg } as Files, config, series, say).catch((error: unknown) => {
        throw error instanceof VaranusError ? at(error, path) : error;
      });
    const [first, second] = legs ?? [];
    if (first && second) {
      sources.push([await read(first, `sleeves.${k}.legs.0`), await read(second, `sleeves.${k}.legs.1`)]);
    } else sources.push(await read({}, `sleeves.${k}`));
  }
  return { config: { ...common.settings, sleeves: settings } as unknown as PortfolioInput, sources };
}

type Files = Source & { sampleSeed?: number };

function split(keys: Leg): { files: Leg; settings: Leg } {
  const isFile = (key: string) => key in sourceSchema.shape || key === "sampleSeed";
  const of = (wanted: boolean) => Object.fromEntries(Object.entries(keys).filter(([key]) => isFile(key) === wanted));
  return { files: of(true), settings: of(false) };
}

async function sourceOf(
  v: Varanus,
  { sampleSeed, signals, finer, ...source }: Files,
  config: Leg,
  series: Map<string, Bars>,
  say: (line: string) => void,
): Promise<SleeveSource> {
  if (source.data === undefined) {
    throw new VaranusError({
      code: "config",
      path: "data",
      message: "no data are given",
      hint: "name a file of bars, or sample for the embedded market",
    });
  }
  parseSpan(source);
  const seed = sampleSeed ?? (config["seed"] as number | undefined) ?? 0;
  const key = JSON.stringify([source, source.data === "sample" ? seed : 0]);
  const bars = series.get(key) ?? (await sourceBars(v, source, seed, say));
  series.set(key, bars);
  return {
    bars,
    ...(signals === undefined ? {} : { signals: await signalsOf(signals, bars) }),
    ...(finer === undefined ? {} : { finer: await finerOf(finer, source, bars, config as never, say) }),
  };
}

/** An error of a file is the file's own; any other is of the key under this path. */
function at(error: VaranusError, path: string): VaranusError {
  if (error.code !== "config") return new VaranusError({ ...error.toDetail(), path: `${path}: ${error.path}` });
  return new VaranusError({ ...error.toDetail(), path: error.path === "" ? path : `${path}.${error.path}` });
}

async function write(result: PortfolioResult, folder: string): Promise<string[]> {
  const contents: [string, () => string | Promise<string>][] = [
    ["result.json", () => `${JSON.stringify(result.toJSON({ equity: true }), null, 2)}\n`],
    ["account.csv", () => accountCsv(result)],
    ["fills.csv", () => accountFillsCsv(result)],
    ["trades.csv", () => sleeveTradesCsv(result)],
    ["report.html", () => portfolioHtml(result)],
  ];
  for (const [name, content] of contents) await files.writeWhole(join(folder, name), await content());
  return contents.map(([name]) => join(folder, name));
}
