import {
  type Bars,
  formatTime,
  INDICATOR_SERIES,
  INDICATORS,
  type Indicator,
  type IndicatorSeries,
  indicatorNamed,
  indicatorParams,
  load,
  type ParameterValues,
  parseSpan,
  recordedInputs,
  resolveConfig,
  unknownName,
  type Varanus,
  VaranusError,
} from "../../src/index.js";
import { files } from "../../src/runtime/node/index.js";
import { assembleDocument, parametersGiven } from "../document.js";
import { INDICATOR_SOURCES, indicatorHelp } from "../help.js";
import { has, type Parsed, parse, single, type Takes, usage } from "../parse.js";
import { sourceBars, split } from "./backtest.js";

/** Bars that are shown when neither a file nor JSON is asked for. */
const SHOWN = 20;
const DIGITS = 8;

/** varanus indicator NAME: its values on a series of bars. */
export async function indicatorCommand(args: readonly string[]): Promise<void> {
  const takes = new Map<string, Takes>(INDICATOR_SOURCES.map((flag) => [flag.name, "value"]));
  for (const name of ["param", "series", "other", "seed", "out"]) takes.set(name, "value");
  takes.set("json", "nothing").set("help", "nothing");
  const parsed = parse(args, takes);
  if (has(parsed, "help")) return void process.stdout.write(indicatorHelp());
  const indicator = askedFor(parsed);
  const json = has(parsed, "json");
  const out = single(parsed, "out");
  // a table on stdout is read by people; what goes to a file or a program is not mixed with words
  const say = (line: string) => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  // everything that can be refused is refused before a file is read
  const params = paramsOf(parsed, indicator);
  const [series, other] = [seriesOf(parsed, "series") ?? "close", seriesOf(parsed, "other")];
  const v = await load();
  const bars = await barsOf(v, parsed, say);
  const columns = v.indicator(indicator.name, bars, params, series, other);
  if (json) process.stdout.write(`${jsonOf(indicator, params, bars, columns)}\n`);
  else if (out === undefined) process.stdout.write(tableOf(indicator, bars, columns));
  if (out === undefined) return;
  await files.writeWhole(out, csvOf(bars, columns));
  say(`wrote ${out}`);
}

function askedFor({ words }: Parsed): Indicator {
  const [name, further] = words;
  if (name === undefined) {
    throw usage("indicator", "which one is not said", "give its name: varanus indicators lists them");
  }
  if (further !== undefined) throw usage(further, "a flag was expected here", "flags begin with --");
  const indicator = indicatorNamed(name);
  const recorded = recordedInputs(indicator);
  if (recorded.length === 0) return indicator;
  throw usage(
    name,
    `it reads ${recorded.slice(0, 2).join(", ")}${recorded.length > 2 ? " and others" : ""}, which files of bars do not have`,
    "compute it in a module: v.indicators(bars, [{ name, columns }])",
  );
}

/** The bars that the flags name, with errors in the words of the flags. */
async function barsOf(v: Varanus, parsed: Parsed, say: (line: string) => void): Promise<Bars> {
  const flags = parsed.flags.filter(({ name }) => name !== "param");
  const { document, explain } = await assembleDocument({ ...parsed, flags });
  try {
    const { source, config } = split(document);
    const { seed } = resolveConfig(config);
    if (source.data === undefined) {
      throw usage("--data", "no data are given", "name a file of bars, or sample for the embedded market");
    }
    parseSpan(source);
    return await sourceBars(v, source, seed, say);
  } catch (error) {
    throw error instanceof VaranusError ? explain(error) : error;
  }
}

/** Every parameter's value. */
function paramsOf(parsed: Parsed, { name }: Indicator): ParameterValues {
  try {
    return indicatorParams(name, parametersGiven(parsed, "param", INDICATORS, name, "indicator"));
  } catch (error) {
    if (!(error instanceof VaranusError) || !error.path.startsWith("indicator.params.")) throw error;
    throw new VaranusError({ ...error.toDetail(), path: `--param ${error.path.split(".").at(-1)}` });
  }
}

function seriesOf(parsed: Parsed, flag: "series" | "other"): IndicatorSeries | undefined {
  const name = single(parsed, flag) as (typeof INDICATOR_SERIES)[number] | undefined;
  if (name !== undefined && !INDICATOR_SERIES.includes(name)) {
    throw unknownName("column", name, INDICATOR_SERIES, `--${flag}`);
  }
  return name;
}

function jsonOf(
  { name }: Indicator,
  params: ParameterValues,
  bars: Bars,
  columns: Record<string, Float64Array>,
): string {
  const known = (values: Float64Array) => Array.from(values, (value) => (Number.isFinite(value) ? value : null));
  return JSON.stringify({
    name,
    params,
    symbol: bars.symbol,
    timeframe: bars.timeframe,
    bars: bars.length,
    timestamp: Array.from(bars.timestamp),
    outputs: Object.fromEntries(Object.entries(columns).map(([output, values]) => [output, known(values)])),
  });
}

/** One line a bar; nothing where there is no value. */
function csvOf(bars: Bars, columns: Record<string, Float64Array>): string {
  const values = Object.values(columns);
  const lines = [["timestamp", "time", ...Object.keys(columns)].join(",")];
  for (let i = 0; i < bars.length; i++) {
    const stamp = bars.timestamp[i] as number;
    lines.push([stamp, formatTime(stamp), ...values.map((column) => text(column[i] as number))].join(","));
  }
  return `${lines.join("\n")}\n`;
}

const text = (value: number) => (Number.isNaN(value) ? "" : String(value));

/** The last bars, in columns. */
function tableOf({ title, source }: Indicator, bars: Bars, columns: Record<string, Float64Array>): string {
  const first = Math.max(0, bars.length - SHOWN);
  const rows = [["time", "close", ...Object.keys(columns)]];
  for (let i = first; i < bars.length; i++) {
    const numbers = [bars.close, ...Object.values(columns)].map((column) => short(column[i] as number));
    rows.push([formatTime(bars.timestamp[i] as number), ...numbers]);
  }
  const widths = (rows[0] as string[]).map((_, k) => Math.max(...rows.map((row) => (row[k] as string).length)));
  const lines = rows.map((row) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] as number) : cell.padStart(widths[k] as number))).join("  "),
  );
  const shown = bars.length > SHOWN ? `the last ${SHOWN} of ${bars.length} bars; --out FILE.csv or --json for all` : "";
  return `${title}: ${source}\n${lines.join("\n")}\n${shown === "" ? "" : `${shown}\n`}`;
}

const short = (value: number) => (Number.isNaN(value) ? "-" : String(Number(value.toPrecision(DIGITS))));
