import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  describeBars,
  type ParameterValue,
  parseValues,
  SWEEP_METRICS,
  type SweepMetric,
  type SweepResult,
  sweepGrid,
  sweepIdentity,
  VaranusError,
} from "../../src/index.js";
import { createPool, files, SweepParts, spawnThread, sweepOnPool } from "../../src/runtime/node/index.js";
import { assembleDocument, documentFlags } from "../document.js";
import { sweepHelp } from "../help.js";
import { has, noWords, type Parsed, parse, single, usage } from "../parse.js";
import { progressOn } from "../progress.js";
import { jsonOf, writeSweep } from "../sweep-outputs.js";
import { sweepText } from "../sweep-text.js";
import { workersOf } from "../workers.js";
import { type Prepared, prepare, split } from "./backtest.js";

/** Folder within --out in which a sweep keeps what is finished of it. */
const PARTS = "sweep.parts";

/** varanus sweep: one strategy with every combination of values. */
export async function sweepCommand(args: readonly string[]): Promise<void> {
  const takes = documentFlags()
    .set("json", "nothing")
    .set("metric", "value")
    .set("workers", "value")
    .set("out", "value")
    .set("resume", "nothing")
    .set("help", "nothing");
  const given = parse(args, takes);
  if (has(given, "help")) return void process.stdout.write(sweepHelp());
  noWords(given);
  const json = has(given, "json");
  const say = (line: string) => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const metric = metricOf(single(given, "metric") ?? "sharpe");
  const workers = workersOf(given);
  const out = single(given, "out");
  const resume = has(given, "resume");
  if (resume && out === undefined) throw usage("--resume", "nothing says where the sweep was kept", "give its --out");
  const { fixed, params } = varied(given);
  const { document, explain } = await assembleDocument(fixed);
  if (document.signals !== undefined) throw usage("--signals", "a sweep varies a strategy", "give --strategy NAME");
  try {
    const prepared = await prepare(document, say, { varied: true });
    const { bars, config, options } = prepared;
    const { size } = sweepGrid(config, params);
    const identity = sweepIdentity({ bars, finer: options.finer }, config, params);
    const parts = out === undefined ? undefined : await SweepParts.open(files, join(out, PARTS), identity, resume);
    say(`${size} combinations on ${bars.length} bars, ${workers} ${workers === 1 ? "worker" : "workers"}`);
    if (resume) say(`${parts?.finished} of them are finished already`);
    const result = await run(prepared, params, { size, workers, parts });
    if (json) await pipeline(Readable.from(jsonOf(result)), process.stdout, { end: false });
    else process.stdout.write(sweepText(result, metric));
    if (out === undefined) return;
    const page = { metric, data: describeBars(bars), source: split(document).source };
    for (const file of await writeSweep(result, page, out)) say(`wrote ${file}`);
    await parts?.remove();
  } catch (error) {
    throw error instanceof VaranusError ? inFlags(explain(error)) : error;
  }
}

interface Work {
  size: number;
  workers: number;
  parts: SweepParts | undefined;
}

/** The sweep on threads of its own, which Ctrl-C stops. */
async function run(
  { bars, config, options: { finer } }: Prepared,
  params: Record<string, ParameterValue[]>,
  { size, workers, parts }: Work,
): Promise<SweepResult> {
  const pool = createPool({ spawn: spawnThread(), size: workers });
  const progress = progressOn(process.stderr, `${size} combinations`);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt);
  try {
    const options = { signal: stop.signal, onProgress: progress.show, finer, keeping: parts };
    return await sweepOnPool(pool, bars, config, params, options);
  } catch (error) {
    const stopped = error instanceof VaranusError && error.code === "cancelled";
    if (!stopped || !parts?.finished) throw error;
    const hint = `${parts.finished} of ${size} combinations are kept: the same command with --resume goes on`;
    throw new VaranusError({ ...error.toDetail(), hint });
  } finally {
    progress.end();
    process.off("SIGINT", interrupt);
    await pool.close();
  }
}

/** Parameters with several values vary, and those that are named by their place in the configuration; the others belong to the strategy. */
function varied(given: Parsed): { fixed: Parsed; params: Record<string, ParameterValue[]> } {
  const params: Record<string, ParameterValue[]> = {};
  const flags = given.flags.filter((flag) => {
    const [, name = "", text = ""] = /^([^=]+)=([\s\S]*)$/.exec(flag.value) ?? [];
    const several = text.includes("..") || text.includes(",");
    if (flag.name !== "param" || !(several || name.includes("."))) return true;
    if (name in params) throw usage(`--param ${flag.value}`, `${name} is given twice`);
    params[name] = parseValues(text, `--param ${flag.value}`);
    return false;
  });
  if (!Object.values(params).some((values) => values.length > 1)) {
    throw usage("--param", "no parameter has several values", "give --param NAME=a..b[:step] or NAME=a,b,c");
  }
  return { fixed: { ...given, flags }, params };
}

function metricOf(text: string): SweepMetric {
  const metric = SWEEP_METRICS.find((name) => name === text);
  if (metric) return metric;
  throw usage(`--metric ${text}`, "a sweep has no such column", `one of ${SWEEP_METRICS.join(", ")}`);
}

/** The path of an error as the flag that gave the value. */
function inFlags(error: VaranusError): VaranusError {
  const name = /(?:^|: )params\.(.+)$/.exec(error.path)?.[1];
  return name === undefined ? error : new VaranusError({ ...error.toDetail(), path: `--param ${name}` });
}
