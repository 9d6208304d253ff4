import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  type ParameterValue,
  parseValues,
  SWEEP_METRICS,
  type SweepColumns,
  type SweepMetric,
  type SweepResult,
  sweepGrid,
  VaranusError,
} from "../../src/index.js";
import { createPool, files, spawnThread, sweepOnPool } from "../../src/runtime/node/index.js";
import { assembleDocument, documentFlags } from "../document.js";
import { sweepHelp } from "../help.js";
import { has, noWords, type Parsed, parse, single, usage } from "../parse.js";
import { progressOn } from "../progress.js";
import { workersOf } from "../workers.js";
import { prepare } from "./backtest.js";

/** Rows of the summary. */
const BEST = 10;

/** varanus sweep: one strategy with every combination of values. */
export async function sweepCommand(args: readonly string[]): Promise<void> {
  const takes = documentFlags()
    .set("json", "nothing")
    .set("metric", "value")
    .set("workers", "value")
    .set("out", "value")
    .set("help", "nothing");
  const given = parse(args, takes);
  if (has(given, "help")) return void process.stdout.write(sweepHelp());
  noWords(given);
  const json = has(given, "json");
  const say = (line: string) => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const metric = metricOf(single(given, "metric") ?? "sharpe");
  const workers = workersOf(given);
  const { fixed, params } = split(given);
  const { document, explain } = await assembleDocument(fixed);
  if (document.signals !== undefined) throw usage("--signals", "a sweep varies a strategy", "give --strategy NAME");
  const pool = createPool({ spawn: spawnThread(), size: workers });
  const stop = new AbortController();
  const interrupted = () => stop.abort();
  process.once("SIGINT", interrupted);
  try {
    const { bars, config, options } = await prepare(document, say, { varied: true });
    const size = sweepGrid(config, params).size;
    say(`${size} combinations on ${bars.length} bars, ${workers} ${workers === 1 ? "worker" : "workers"}`);
    const progress = progressOn(process.stderr, `${size} combinations`);
    const { finer } = options;
    const result = await sweepOnPool(pool, bars, config, params, {
      signal: stop.signal,
      onProgress: progress.show,
      ...(finer ? { finer } : {}),
    }).finally(progress.end);
    const out = single(given, "out");
    if (json) await pipeline(Readable.from(jsonOf(result)), process.stdout, { end: false });
    else process.stdout.write(summary(result, metric));
    for (const file of out === undefined ? [] : await write(result, out)) say(`wrote ${file}`);
  } catch (error) {
    throw error instanceof VaranusError ? explain(error) : error;
  } finally {
    process.removeListener("SIGINT", interrupted);
    await pool.close();
  }
}

/** Parameters with several values vary; the others belong to the strategy. */
function split(given: Parsed): { fixed: Parsed; params: Record<string, ParameterValue[]> } {
  const params: Record<string, ParameterValue[]> = {};
  const flags = given.flags.filter((flag) => {
    const [, name = "", text = ""] = /^([^=]+)=([\s\S]*)$/.exec(flag.value) ?? [];
    if (flag.name !== "param" || !(text.includes("..") || text.includes(","))) return true;
    if (name in params) throw usage(`--param ${flag.value}`, `${name} is given twice`);
    params[name] = parseValues(text, `--param ${flag.value}`);
    return false;
  });
  if (Object.keys(params).length === 0) {
    throw usage("--param", "no parameter has several values", "give --param NAME=a..b[:step] or NAME=a,b,c");
  }
  return { fixed: { ...given, flags }, params };
}

function metricOf(text: string): SweepMetric {
  const metric = SWEEP_METRICS.find((name) => name === text);
  if (metric) return metric;
  throw usage(`--metric ${text}`, "a sweep has no such column", `one of ${SWEEP_METRICS.join(", ")}`);
}

/** Rows that are put into text at a time. */
const ROWS = 10_000;

function columnsOf({ params, fills: _, ...rows }: SweepColumns): [string, ArrayLike<ParameterValue>][] {
  return Object.entries({ ...params, ...rows });
}

/** Without a value: null. */
function plain(value: ParameterValue): ParameterValue | null {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}

/** The result as JSON, piece by piece: of a large sweep it is longer than memory should hold. */
function* jsonOf({ fingerprint, config, skipped, columns, length }: SweepResult): Generator<string> {
  const head = JSON.stringify({ fingerprint, config, skipped });
  yield `${head.slice(0, -1)},"columns":{`;
  for (const [c, [name, column]] of columnsOf(columns).entries()) {
    yield `${c > 0 ? "," : ""}${JSON.stringify(name)}:[`;
    for (let k = 0; k < length; k += ROWS) {
      const values = Array.from({ length: Math.min(ROWS, length - k) }, (_, j) =>
        plain(column[k + j] as ParameterValue),
      );
      yield `${k > 0 ? "," : ""}${JSON.stringify(values).slice(1, -1)}`;
    }
    yield "]";
  }
  yield "}}\n";
}

function* csvOf({ columns, length }: SweepResult): Generator<string> {
  const named = columnsOf(columns);
  yield `${named.map(([name]) => name).join(",")}\n`;
  for (let k = 0; k < length; k += ROWS) {
    const rows = Array.from({ length: Math.min(ROWS, length - k) }, (_, j) =>
      named.map(([, column]) => plain(column[k + j] as ParameterValue) ?? "").join(","),
    );
    yield `${rows.join("\n")}\n`;
  }
}

async function write(result: SweepResult, folder: string): Promise<string[]> {
  const contents = { "sweep.json": jsonOf(result), "sweep.csv": csvOf(result) };
  for (const [name, pieces] of Object.entries(contents)) await files.writeWhole(join(folder, name), pieces);
  return Object.keys(contents).map((name) => join(folder, name));
}

function summary({ columns, length, skipped, fingerprint }: SweepResult, metric: SweepMetric): string {
  const { params, fills: _, ...rows } = columns;
  // the least drawdown is the best
  const sign = metric === "maxDrawdown" ? 1 : -1;
  const order = Array.from(columns[metric].keys())
    .filter((k) => !Number.isNaN(columns[metric][k]))
    .sort((a, b) => sign * ((columns[metric][a] as number) - (columns[metric][b] as number)) || a - b)
    .slice(0, BEST);
  const shown = { ...params, ...rows };
  const cell = (name: string, k: number) => {
    const value = shown[name as keyof typeof shown]?.[k];
    if (typeof value !== "number" || name in params || name === "trades") return String(value);
    return value.toFixed(name === "finalEquity" ? 2 : 4);
  };
  const table = [Object.keys(shown), ...order.map((k) => Object.keys(shown).map((name) => cell(name, k)))];
  const widths = Object.keys(shown).map((_, c) => Math.max(...table.map((row) => (row[c] as string).length)));
  const lines = table.map((row) => `  ${row.map((text, c) => text.padStart(widths[c] as number)).join("  ")}`);
  const left = skipped.count > 0 ? [`${skipped.count} combinations contradict themselves: ${skipped.reason}`] : [];
  const warning = `The best of ${length} is the luckiest among them too: its ${metric} says little before it has been tested on other bars.`;
  return `${["", `best by ${metric}, of ${length}`, ...lines, "", ...left, warning, `fingerprint ${fingerprint}`, ""].join("\n")}`;
}
