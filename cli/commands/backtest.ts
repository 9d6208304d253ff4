import {
  type BacktestInput,
  type BacktestOptions,
  type Bars,
  configError,
  cutBars,
  finerCover,
  fundBars,
  load,
  type MonteCarloMethod,
  type MonteCarloOptions,
  type MonteCarloPlan,
  monteCarloJson,
  parseSpan,
  type Result,
  type RunDocument,
  readBars,
  readFunding,
  readSignals,
  resolveConfig,
  type SignalColumns,
  sourceSchema,
  type Varanus,
  VaranusError,
} from "../../src/index.js";
import { files } from "../../src/runtime/node/files.js";
import { assembleDocument, documentFlags } from "../document.js";
import { numberOf } from "../flags.js";
import { backtestHelp } from "../help.js";
import { monteCarloOnThreads } from "../monte-carlo-run.js";
import { monteCarloText } from "../monte-carlo-text.js";
import { writeOutputs } from "../outputs.js";
import { has, noWords, type Parsed, parse, single } from "../parse.js";
import { summary } from "../summary.js";
import { workersOf } from "../workers.js";

/** varanus backtest: one strategy, or signals of your own, over one series of bars. */
export async function backtestCommand(args: readonly string[]): Promise<void> {
  const takes = documentFlags()
    .set("json", "nothing")
    .set("equity", "nothing")
    .set("bounds", "nothing")
    .set("monte-carlo", "value")
    .set("workers", "value")
    .set("out", "value")
    .set("help", "nothing");
  const parsed = parse(args, takes);
  if (has(parsed, "help")) return void process.stdout.write(backtestHelp());
  noWords(parsed);
  const json = has(parsed, "json");
  const say = (line: string) => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const monteCarlo = monteCarloOf(parsed);
  const workers = workersOf(parsed);
  const { document, explain } = await assembleDocument(parsed);
  try {
    const { v, bars, config, options } = await prepare(document, say);
    const result = v.backtest(bars, config, options);
    const paths = monteCarlo && (await monteCarloOnThreads(planOf(v, result, monteCarlo), workers));
    const bounds = has(parsed, "bounds") ? v.ambiguityBounds(bars, config, options) : undefined;
    const out = single(parsed, "out");
    const written = out === undefined ? [] : await writeOutputs(result, out, paths);
    if (json) {
      const further = paths ? { monteCarlo: monteCarloJson(paths) } : {};
      const whole = { ...result.toJSON({ equity: has(parsed, "equity"), bounds }), ...further };
      process.stdout.write(`${JSON.stringify(whole)}\n`);
    } else process.stdout.write(summary(result, bounds) + (paths ? monteCarloText(paths) : ""));
    for (const file of written) say(`wrote ${file}`);
  } catch (error) {
    throw error instanceof VaranusError ? explain(error) : error;
  }
}

/** METHOD or METHOD:PATHS. */
function monteCarloOf(parsed: Parsed): MonteCarloOptions | undefined {
  const text = single(parsed, "monte-carlo");
  if (text === undefined) return undefined;
  const [method = "", paths] = text.split(":");
  const number = paths === undefined ? {} : { paths: numberOf(`--monte-carlo ${text}`, paths) };
  return { method: method as MonteCarloMethod, ...number };
}

function planOf(v: Varanus, result: Result, options: MonteCarloOptions): MonteCarloPlan {
  try {
    return v.planMonteCarlo(result, options);
  } catch (error) {
    throw error instanceof VaranusError ? new VaranusError({ ...error.toDetail(), path: "--monte-carlo" }) : error;
  }
}

/** Runs a document; `say` hears what was found in the files. */
export async function run(document: RunDocument, say: (line: string) => void): Promise<Result> {
  const { v, bars, config, options } = await prepare(document, say);
  return v.backtest(bars, config, options);
}

export interface Prepared {
  v: Varanus;
  bars: Bars;
  config: BacktestInput;
  options: Pick<BacktestOptions, "signals" | "finer">;
}

/** Reads everything that a document names. `varied`: as of resolveConfig. */
export async function prepare(
  document: RunDocument,
  say: (line: string) => void,
  { varied = false }: { varied?: boolean } = {},
): Promise<Prepared> {
  const { source, config } = split(document);
  // everything that can be refused is refused before a file is read
  resolveConfig(config, undefined, { varied });
  if (source.data === undefined) {
    throw new VaranusError({
      code: "config",
      path: "data",
      message: "no data are given",
      hint: "name a file of bars, or sample for the embedded market",
    });
  }
  if (!config.strategy && source.signals === undefined) {
    throw new VaranusError({
      code: "config",
      path: "strategy",
      message: "there is nothing to trade by: neither a strategy nor signals are given",
      hint: "give --strategy NAME (varanus strategies lists them) or --signals FILE",
    });
  }
  if (config.strategy && source.signals !== undefined) {
    throw new VaranusError({
      code: "config",
      path: "signals",
      message: "both a strategy and a file of signals are given",
      hint: "give one of them",
    });
  }
  parseSpan(source);
  const v = await load();
  const bars = await sourceBars(v, source, config.seed ?? 0, say);
  const signals = source.signals === undefined ? undefined : await signalsOf(source.signals, bars);
  const finer = source.finer === undefined ? undefined : await finerOf(source.finer, source, bars, config, say);
  return { v, bars, config, options: { ...(signals ? { signals } : {}), ...(finer ? { finer } : {}) } };
}

/** The bars that a document names: its span of them, with funding if there is any. */
export async function sourceBars(v: Varanus, source: Source, seed: number, say: (line: string) => void): Promise<Bars> {
  return fundedBars(cutBars(await barsOf(v, source, seed, say), source), source, say);
}

export type Source = Pick<RunDocument, keyof typeof sourceSchema.shape>;

export function split(document: RunDocument): { source: Source; config: BacktestInput } {
  const source: Record<string, unknown> = {};
  const config: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(document)) {
    (key in sourceSchema.shape ? source : config)[key] = value;
  }
  const checked = sourceSchema.safeParse(source);
  if (!checked.success) throw configError(checked.error, source);
  return { source: source as Source, config: config as BacktestInput };
}

async function barsOf(v: Varanus, source: Source, seed: number, say: (line: string) => void): Promise<Bars> {
  const { data, symbol, timeframe } = source;
  if (data === "sample") {
    const bars = v.sample({
      seed,
      ...(source.sampleBars === undefined ? {} : { bars: source.sampleBars }),
      ...(symbol === undefined ? {} : { symbol }),
      ...(timeframe === undefined ? {} : { timeframe }),
    });
    say(`sample: ${bars.length} synthetic bars of ${bars.timeframe}, seed ${seed}`);
    return bars;
  }
  const { bars, notes } = await readBars(await files.readBytes(data as string), {
    file: data,
    symbol,
    timeframe,
    calendar: source.calendar,
    utcOffset: source.utcOffset,
    now: Date.now(),
  });
  for (const note of notes) say(`${data}: ${note}`);
  return bars;
}

/** The bars of a lower timeframe, of the same symbol and clock. */
export async function finerOf(
  file: string,
  source: Source,
  coarse: Bars,
  { tickSize }: BacktestInput,
  say: (line: string) => void,
): Promise<Bars> {
  const { bars, notes } = await readBars(await files.readBytes(file), {
    file,
    symbol: source.symbol,
    calendar: source.calendar,
    utcOffset: source.utcOffset,
    now: Date.now(),
  });
  for (const note of notes) say(`${file}: ${note}`);
  const { covered, complete } = finerCover(coarse, bars, tickSize);
  const others = covered > complete ? `; of ${covered - complete} more the prices differ` : "";
  say(`${file}: ${bars.length} bars of ${bars.timeframe} make up ${complete} of ${coarse.length} bars${others}`);
  return bars;
}

/** The bars with the funding that the user has given, if any. */
async function fundedBars(bars: Bars, { funding, fundingSymbol }: Source, say: (line: string) => void): Promise<Bars> {
  if (funding === undefined) return bars;
  const series = await readFunding(await files.readBytes(funding), { file: funding, symbol: fundingSymbol });
  const { bars: funded, charged } = fundBars(bars, series, funding);
  say(`${funding}: ${series.rate.length} funding rates, ${charged} of ${bars.length} bars have one`);
  return funded;
}

export async function signalsOf(file: string, bars: Bars): Promise<SignalColumns> {
  return readSignals(await files.readBytes(file), bars, { file });
}
