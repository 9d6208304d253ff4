import type { BarsInput } from "../../src/market/bars.js";

/** A quiet, sound series of n bars at price 100, for tests that then spoil it. */
export function quietSeries(n: number, step = 3_600_000, from = Date.UTC(2024, 0, 1)): BarsInput {
  const column = (value: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => value(i));
  return {
    symbol: "TEST",
    timestamp: column((i) => from + i * step),
    open: column((i) => 100 + (i % 3) * 0.1),
    high: column(() => 101),
    low: column(() => 99),
    close: column((i) => 100 + ((i + 1) % 3) * 0.1),
    volume: column((i) => 10 + i),
  };
}

/** The error that a call throws, or resolves to reject with. */
export async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error, none came");
}
