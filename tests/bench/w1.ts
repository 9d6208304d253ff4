import { type BacktestInput, load, type Result, resolveConfig } from "../../src/index.js";
import { referenceBacktest } from "../reference/engine.js";
import { ema } from "../reference/indicators/index.js";
import { barsOf, columnsOf } from "./data.js";
import { type Checks, w1JavaScript } from "./w1-javascript.js";
import type { Contestant } from "./workload.js";

/** W1 through the engine's own switches. */
const CONFIG: BacktestInput = {
  strategy: { name: "ewmac", params: { fast: 12, slow: 26, seed: "first" } },
  sizer: { name: "fixed-amount", params: { amount: 10 } },
  stops: [{ name: "percentage", params: { stop: 0.02, target: 0.05 } }],
  capital: 1_000_000,
  commissionBps: 10,
  slippageBps: 2,
  fill: "close",
  stopAnchor: "signal-close",
  slipTargets: true,
  entryOnStopBar: false,
  returns: "bar",
  riskFree: 0,
};
const BARS = 1_000_000;
/** The slow reference keeps an object a bar: a tenth of the bars, multiplied up. */
const REFERENCE_BARS = 100_000;

/** One backtest of 1,000,000 bars through the public API, and what stands beside it. */
export async function w1(): Promise<Contestant[]> {
  const v = await load();
  const columns = columnsOf(v, BARS);
  const bars = barsOf(columns);
  // as native and plain JavaScript do, ours writes into the memory of the run before
  let last: Result | undefined;
  const curve = new Float64Array(BARS);
  const few = columnsOf(v, REFERENCE_BARS);
  return [
    {
      k: "w1_varanus",
      checks: (): Checks => {
        // no column is left over from the run before
        v.clear();
        const result = v.backtest(bars, CONFIG, last ? { recycle: last } : {});
        last = result;
        return {
          equity: result.equity[BARS - 1] as number,
          sharpe: result.metrics["sharpe"] as number,
          mdd: -(result.metrics["maxDrawdown"] as number),
          orders: result.fills.length,
        };
      },
    },
    { k: "w1_js", checks: () => w1JavaScript(columns, curve) },
    {
      k: "w1_reference",
      note: "slow reference engine, 100,000 bars x 10",
      scale: BARS / REFERENCE_BARS,
      once: true,
      checks: () => {
        const closes = few.close;
        const fast = ema(closes, 12, "first");
        const slow = ema(closes, 26, "first");
        const up = closes.map((_, i) =>
          Number(
            i > 0 && (fast[i - 1] as number) <= (slow[i - 1] as number) && (fast[i] as number) > (slow[i] as number),
          ),
        );
        const down = closes.map((_, i) =>
          Number(
            i > 0 && (fast[i - 1] as number) >= (slow[i - 1] as number) && (fast[i] as number) < (slow[i] as number),
          ),
        );
        const config = resolveConfig(CONFIG);
        const run = referenceBacktest(few, { longEntry: up, longExit: down, shortEntry: down, shortExit: up }, config);
        return { equity: run.equity.at(-1) as number, orders: run.fills.length };
      },
    },
  ];
}
