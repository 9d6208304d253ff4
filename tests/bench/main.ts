import { type FeatureLine, features } from "./features.js";
import { disagreements, footnote, heading, row } from "./indicator-table.js";
import { indicators } from "./indicators.js";
import { w1 } from "./w1.js";
import { w2, w2OnWorkers } from "./w2.js";
import { w3 } from "./w3.js";
import { w4 } from "./w4.js";
import type { Contestant, Workload } from "./workload.js";
import { type Line, openYardstick } from "./yardstick.js";

// Ours and the C++ yardstick in turn, round by round, so that a machine that slows down slows both; medians and their ratios.

const args = process.argv.slice(2);
const argumentOf = (name: string) => args[args.indexOf(name) + 1];
const json = args.includes("--json");
const only = args.includes("--only") ? (argumentOf("--only") ?? "") : "";
const rounds = args.includes("--rounds") ? Number(argumentOf("--rounds")) : 9;
/** Runs of each contestant in a round. */
const RUNS = 15;
/** Until the host has compiled our TypeScript as far as it will; native code comes compiled. */
const WARM_UP = 600;

const workloads: Record<string, () => Promise<Workload>> = {
  w1: async () => ({
    name: "W1: 1,000,000 bars, EMA 12/26 cross, stop and target, costs, equity, trades, statistics",
    native: "w1_fused",
    must: 2.2,
    goal: 1.55,
    ours: "w1_varanus",
    contestants: await w1(),
    tolerance: 1e-9,
  }),
  w2: async () => ({
    name: "W2: 2,500 pairs of averages on 100,000 bars, final equity, Sharpe, drawdown, orders; one worker",
    native: "w2_plain",
    must: 1.7,
    goal: 1.2,
    ours: "w2_varanus",
    contestants: await w2(),
    warmUp: 3,
    runs: 3,
    tolerance: 1e-9,
  }),
  w2_workers: async () => ({
    name: "W2 on two workers",
    native: "w2_plain",
    must: 0.9,
    goal: 0.65,
    ours: "w2_varanus_2",
    contestants: await w2OnWorkers(),
    warmUp: 3,
    runs: 3,
    tolerance: 1e-9,
  }),
  w3_shuffle: async () => ({
    name: "W3: 10,000 Monte Carlo paths over 1,000 trades, shuffle, money added, one stream a path",
    native: "w3_shuffle",
    must: 1.2,
    goal: 0.93,
    ours: "w3_shuffle_varanus",
    contestants: await w3("shuffle", "w3_shuffle_varanus"),
    // another sample of 10,000
    tolerance: 0.02,
  }),
  w3_boot: async () => ({
    name: "W3: the same, bootstrap",
    native: "w3_boot",
    must: 1.2,
    goal: 0.86,
    ours: "w3_boot_varanus",
    contestants: await w3("bootstrap", "w3_boot_varanus"),
    tolerance: 0.02,
  }),
  w4: async () => ({
    name: "W4: RSI, ATR, Bollinger bands, MACD on 1,000,000 bars, eight columns, copied out",
    native: "w4_fused",
    must: 1.4,
    goal: 1.04,
    ours: "w4_varanus",
    contestants: await w4(),
    tolerance: 1e-9,
    decimals: 9,
  }),
};

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;
const say = (text: string) => void (json ? process.stderr : process.stdout).write(`${text}\n`);

let failures = 0;
if (only === "features") for (const line of await features()) sayFeature(line);
if (only.startsWith("indicators")) await sayIndicators(only.split(":")[1]);
for (const [key, make] of Object.entries(workloads)) {
  if (only !== "" && !key.startsWith(only)) continue;
  await measure(await make());
}
process.exitCode = failures === 0 ? 0 : 1;

/** Only when asked for: it takes a while. */
function sayFeature(line: FeatureLine): void {
  if (json) process.stdout.write(`${JSON.stringify(line)}\n`);
  const { k, nsPerBar, ratio, orders, reason = "" } = line;
  say(
    `  ${k.padEnd(44)} ${nsPerBar.toFixed(1).padStart(7)} ns a bar  ${ratio.toFixed(2).padStart(6)} x bare  ${String(orders).padStart(6)} orders  ${reason}`,
  );
}

async function sayIndicators(name: string | undefined): Promise<void> {
  say(heading());
  for await (const line of indicators(name)) {
    if (json) process.stdout.write(`${JSON.stringify(line)}\n`);
    say(row(line));
    for (const sentence of disagreements(line)) {
      say(`  CHECK FAILED: ${sentence}`);
      failures++;
    }
  }
  if (name === undefined) say(footnote());
}

async function measure(workload: Workload): Promise<void> {
  const yardstick = openYardstick();
  const seconds = new Map<string, number[]>();
  const checks = new Map<string, Record<string, number>>();
  const note = (k: string, s: number) => seconds.set(k, [...(seconds.get(k) ?? []), s]);
  const run = async (contestant: Contestant) => {
    const started = performance.now();
    const values = (await contestant.checks()) as Record<string, number>;
    note(contestant.k, ((performance.now() - started) / 1000) * (contestant.scale ?? 1));
    checks.set(contestant.k, values);
  };
  const steady = workload.contestants.filter((contestant) => !contestant.once);
  const { warmUp = WARM_UP, runs = RUNS } = workload;
  for (const contestant of steady) for (let k = 0; k < warmUp; k++) await run(contestant);
  seconds.clear();
  for (let round = 0; round < rounds; round++) {
    if (typeof yardstick !== "string") {
      for (const { k, s, ...values } of yardstick.run(workload.native.slice(0, 2), runs)) {
        note(k, s);
        checks.set(k, values as Record<string, number>);
      }
    }
    for (const contestant of steady) for (let k = 0; k < runs; k++) await run(contestant);
  }
  for (const contestant of workload.contestants) if (contestant.once) await run(contestant);

  for (const contestant of workload.contestants) await contestant.close?.();

  const lines: Line[] = [...seconds].map(([k, times]) => ({ k, s: median(times), ...checks.get(k) }));
  report(workload, lines, typeof yardstick === "string" ? yardstick : undefined);
}

function report(workload: Workload, lines: Line[], absent: string | undefined): void {
  if (json) for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
  say(`\n${workload.name}`);
  if (absent !== undefined) say(`  no ratio to C++: ${absent}`);
  const base = lines.find((line) => line.k === workload.native);
  for (const line of lines) {
    const ratio = base ? `${(line.s / base.s).toFixed(2)} x native` : "";
    const comment = workload.contestants.find((contestant) => contestant.k === line.k)?.note ?? "";
    say(`  ${line.k.padEnd(16)} ${(line.s * 1000).toFixed(3).padStart(11)} ms  ${ratio.padEnd(14)} ${comment}`);
  }
  const ours = lines.find((line) => line.k === workload.ours);
  if (ours === undefined || base === undefined) return;
  const ratio = ours.s / base.s;
  const verdict =
    ratio <= workload.goal
      ? "reaches the goal"
      : ratio <= workload.must
        ? "reaches what it must"
        : "MISSES what it must reach";
  say(`  ${ratio.toFixed(2)} x native ${verdict} (must ${workload.must}, goal ${workload.goal})`);
  if (ratio > workload.must) failures++;
  const printed = workload.decimals === undefined ? 0 : 0.51 * 10 ** -workload.decimals;
  for (const [name, expected] of Object.entries(base)) {
    if (name === "k" || name === "s" || typeof expected !== "number") continue;
    const actual = ours[name] as number;
    const agrees = Number.isInteger(expected)
      ? actual === expected
      : Math.abs(actual - expected) <= Math.max(workload.tolerance * Math.abs(expected), printed);
    if (!agrees) {
      say(`  CHECK FAILED: ${name} is ${actual}, the yardstick's ${expected}`);
      failures++;
    }
  }
}
