import { resolve } from "node:path";
import { type BacktestInput, load, type SweepColumns } from "../../src/index.js";
import { spawnThread } from "../../src/runtime/node/spawn.js";
import { createPool } from "../../src/runtime/pool.js";
import { sweepOnPool } from "../../src/runtime/sweep.js";
import { barsOf, columnsOf } from "./data.js";
import type { Contestant } from "./workload.js";

/** W2 through the engine's own switches: always in the market after the first crossing, no stops. */
const CONFIG: BacktestInput = {
  strategy: { name: "ewmac", params: { seed: "first" } },
  sizer: { name: "fixed-amount", params: { amount: 10 } },
  capital: 1_000_000,
  commissionBps: 10,
  slippageBps: 2,
  fill: "close",
  returns: "bar",
  riskFree: 0,
};
const BARS = 100_000;
const from = (first: number) => Array.from({ length: 50 }, (_, k) => first + k);

const PARAMS = { fast: from(5), slow: from(60) };

/** 2,500 backtests of 100,000 bars through the public API. */
export async function w2(): Promise<Contestant[]> {
  const v = await load();
  const bars = barsOf(columnsOf(v, BARS));
  return [
    {
      k: "w2_varanus",
      checks: () => {
        // no column is left over from the sweep before
        v.clear();
        return sums(v.sweep(bars, CONFIG, { params: PARAMS }).columns);
      },
    },
  ];
}

/** The same on two workers, which have been started before. */
export async function w2OnWorkers(): Promise<Contestant[]> {
  const pool = createPool({ spawn: spawnThread(resolve("dist/worker.js")), size: 2 });
  const bars = barsOf(columnsOf(await load(), BARS));
  const { sha256 } = bars;
  let runs = 0;
  /** Seconds of the clock, and of processors. */
  const spent = { clock: 0, processors: 0 };
  return [
    {
      k: "w2_varanus_2",
      get note() {
        const share = spent.processors / spent.clock;
        const free = share > 1.8 ? "" : ": two cores were not free";
        return `two workers on ${share.toFixed(2)} cores${free}`;
      },
      checks: async () => {
        // bars that the workers have not seen: no column is left over from the sweep before
        const unseen = { ...bars, sha256, symbol: `BENCH ${runs++}` };
        const [started, before] = [performance.now(), process.cpuUsage()];
        const { columns } = await sweepOnPool(pool, unseen, CONFIG, PARAMS);
        const { user, system } = process.cpuUsage(before);
        spent.clock += (performance.now() - started) / 1e3;
        spent.processors += (user + system) / 1e6;
        return sums(columns);
      },
      close: () => pool.close(),
    },
  ];
}

function sums({ finalEquity, sharpe, maxDrawdown, fills }: SweepColumns) {
  const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
  return {
    sumEquity: sum(finalEquity),
    sumSharpe: sum(sharpe),
    sumMdd: -sum(maxDrawdown),
    orders: sum(fills),
  };
}
