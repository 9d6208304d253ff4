import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { of, period, type Subject } from "./subject.js";

export const MOMENTUM: Record<string, Subject> = {
  rsi: { parameters: period, expected: ({ close }, p) => ({ rsi: rsi(close, of(p)) }), power: 0 },
  macd: {
    parameters: fc.record({
      fast: period.map(of),
      slow: period.map(of),
      signal: period.map(of),
      seed: fc.constantFrom("sma", "first"),
    }),
    expected: ({ close }, { fast, slow, signal, seed }) =>
      reference.macd(close, fast as number, slow as number, signal as number, seed as "sma" | "first"),
    power: 1,
  },
};

/** Without the reference's rule, TA-Lib's, that averages below 1e-14 are 0: of prices about 1e-8 that is most of them. NaN: too small to say. */
function rsi(close: Float64Array, n: number): number[] {
  const change = Array.from(close, (price, i) => price - (close[i - 1] ?? Number.NaN));
  const average = (sign: number) =>
    reference.rma(
      change.map((c) => (Number.isNaN(c) ? c : Math.max(sign * c, 0))),
      n,
    );
  const loss = average(-1);
  return average(1).map((gain, i) => {
    const moved = gain + (loss[i] as number);
    if (moved === 0) return 0;
    return moved < 1e-290 ? Number.NaN : (100 * gain) / moved;
  });
}
