import { type IndicatorColumns, type IndicatorRequest, load } from "../../src/index.js";
import { barsOf, columnsOf } from "./data.js";
import type { Contestant } from "./workload.js";

const BARS = 1_000_000;
const REQUESTS: readonly IndicatorRequest[] = [
  { name: "rsi", params: { period: 14 } },
  { name: "atr", params: { period: 14 } },
  { name: "bollinger", params: { period: 20, width: 2 } },
  { name: "macd", params: { fast: 12, slow: 26, signal: 9, seed: "first" } },
];

/** Four indicators with eight columns on 1,000,000 bars through the public API, copied out. */
export async function w4(): Promise<Contestant[]> {
  const v = await load();
  const bars = barsOf(columnsOf(v, BARS));
  // as native does, ours writes into the memory of the run before
  let last: readonly IndicatorColumns[] = [];
  return [
    {
      k: "w4_varanus",
      checks: () => {
        // no column is left over from the run before
        v.clear();
        last = v.indicators(bars, REQUESTS, { recycle: last });
        const [rsi, atr, bands, macd] = last.map(
          (columns) => (output: string) => columns[output]?.[BARS - 1] as number,
        );
        return {
          rsi: rsi?.("rsi"),
          atr: atr?.("atr"),
          up: bands?.("upper"),
          lo: bands?.("lower"),
          macd: macd?.("macd"),
          sig: macd?.("signal"),
        };
      },
    },
  ];
}
