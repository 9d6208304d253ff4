import { existsSync, writeFileSync } from "node:fs";
import { type Bars, load } from "../../src/index.js";
import {
  FILES,
  GOLDEN_FILE,
  type GoldenFile,
  goldenOf,
  goldenRuns,
  readGoldenFile,
  readSeries,
  SAMPLES,
} from "./runs.js";

const shared = process.env["VARANUS_SHARED"] ?? "../shared";
const before: GoldenFile = existsSync(GOLDEN_FILE) ? readGoldenFile() : {};
const varanus = await load();

const series: Record<string, () => Bars | Promise<Bars>> = Object.fromEntries([
  ...Object.entries(SAMPLES).map(([name, options]) => [name, () => varanus.sample(options)]),
  ...FILES.map((file) => [file, () => readSeries(shared, file)]),
]);

const after: GoldenFile = {};
let moved = 0;
for (const [name, barsOf] of Object.entries(series)) {
  if (FILES.includes(name) && !existsSync(shared)) {
    console.log(`${name}: there is no folder ${shared}, its runs stay as they were`);
    after[name] = before[name] ?? {};
    continue;
  }
  const runs = goldenRuns(varanus, await barsOf());
  after[name] = Object.fromEntries(Object.entries(runs).map(([run, result]) => [run, goldenOf(result())]));
  moved += report(name);
}
writeFileSync(GOLDEN_FILE, `${JSON.stringify(after, null, 2)}\n`);
console.log(moved === 0 ? "nothing moved" : `${moved} runs moved`);

/** Prints what is new, gone, or has moved in a series' runs; how many. */
function report(name: string): number {
  const old = before[name] ?? {};
  const now = after[name] ?? {};
  let count = 0;
  for (const run of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [was, is] = [old[run], now[run]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    count++;
    console.log(`${name}, ${run}: ${was === undefined ? "new" : is === undefined ? "gone" : "moved"}`);
    for (const key of ["fillsSha256", "trades", "finalEquity"] as const) {
      if (was?.[key] !== is?.[key]) console.log(`  ${key}: ${was?.[key] ?? "-"} -> ${is?.[key] ?? "-"}`);
    }
  }
  return count;
}
