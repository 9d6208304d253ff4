import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/backtest/resolve.js";
import { EXIT_REASONS, REJECT_REASONS } from "../../src/contracts/result.js";
import { runOf } from "./candles/candle.js";
import { expectCandles } from "./candles/outcome.js";
import { CANDLES } from "./candles.js";
import { referenceBacktest } from "./engine.js";
import { OF_PORTFOLIOS_ALONE } from "./reasons.js";

describe.each(Object.entries(CANDLES))("candles by hand, the reference engine: %s", (_, cases) => {
  it.each(cases.map((one) => [one.title, one] as const))("%s", (_, one) => {
    const { bars, signals, extras, config, script } = runOf(one);
    const withOrders = script ? { ...extras, script } : extras;
    expectCandles(one, referenceBacktest(bars, signals, resolveConfig(config), withOrders));
  });
});

describe("candles by hand", () => {
  it("have every reason to exit and to reject", () => {
    const cases = Object.values(CANDLES).flat();
    const found = new Set<string>([
      ...cases.flatMap(({ fills }) => fills.map(([, , , , why]) => why)),
      ...cases.flatMap(({ also }) => Object.keys(also?.rejected ?? {})),
    ]);
    const wanted = [...EXIT_REASONS, ...REJECT_REASONS].filter((reason) => !OF_PORTFOLIOS_ALONE.includes(reason));
    expect(wanted.filter((reason) => !found.has(reason))).toEqual([]);
  });

  it("have candles that can be: low, open, close, high in order", () => {
    for (const { title, candles } of Object.values(CANDLES).flat()) {
      for (const candle of candles) {
        if (typeof candle === "number") continue;
        const [open, high, low, close] = candle;
        expect(low <= Math.min(open, close) && high >= Math.max(open, close), title).toBe(true);
      }
    }
  });
});
