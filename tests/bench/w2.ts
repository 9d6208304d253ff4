import { type BacktestInput, load } from "../../src/index.js";
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

/** 2,500 backtests of 100,000 bars through the public API. */
export async function w2(): Promise<Contestant[]> {
  const v = await load();
  const bars = barsOf(columnsOf(v, BARS));
  const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
  return [
    {
      k: "w2_varanus",
      checks: () => {
        // no column is left over from the sweep before
        v.clear();
        const { columns } = v.sweep(bars, CONFIG, { params: { fast: from(5), slow: from(60) } });
        return {
          sumEquity: sum(columns.finalEquity),
          sumSharpe: sum(columns.sharpe),
          sumMdd: -sum(columns.maxDrawdown),
          orders: sum(columns.fills),
        };
      },
    },
  ];
}
