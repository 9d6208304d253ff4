import { expect, it } from "vitest";
import { type AnyStrategy, createBars, defineStrategy, load } from "../../src/index.js";

/** The trace shows brackets and other orders against a position as it shows levels. */

it("a trace has the nearest orders against what is held", async () => {
  const v = await load();
  const price = [100, 100, 102, 104, 103, 99, 99];
  const column = Float64Array.from(price);
  const bars = createBars({
    symbol: "X",
    timeframe: "1h",
    timestamp: Float64Array.from(price, (_, i) => 1_699_999_200_000 + i * 3_600_000),
    open: column,
    high: column,
    low: column,
    close: column,
    volume: Float64Array.from(price, () => 1_000),
  });
  const strategy = defineStrategy({
    name: "bracketed",
    title: "",
    description: "",
    source: "",
    parameters: {},
    onBar(turn) {
      if (turn.bar === 0) turn.place({ side: "buy", size: 1, stop: 95, target: 120 });
      if (turn.bar === 2) turn.place({ side: "sell", type: "trailing-stop", trailPercent: 0.03, reduceOnly: true });
      if (turn.bar === 3) turn.place({ side: "sell", type: "limit", limit: 110, reduceOnly: true });
    },
  }) as unknown as AnyStrategy;
  const result = v.backtest(bars, { commissionBps: 0, slippageBps: 0 }, { strategy });
  const { stop, target } = result.trace();
  expect([...stop]).toEqual([Number.NaN, 95, 102 * 0.97, 104 * 0.97, 104 * 0.97, Number.NaN, Number.NaN]);
  expect([...target]).toEqual([Number.NaN, 120, 120, 110, 110, Number.NaN, Number.NaN]);
  expect(result.metrics.exits).toEqual({ "trailing-stop": 1 });
});
