import { expect, it } from "vitest";
import { resolveConfig } from "../../src/backtest/resolve.js";
import { EXIT_REASONS } from "../../src/contracts/result.js";
import { buy, type CandleCase, runOf } from "./candles/candle.js";
import { referenceBacktest } from "./engine.js";
import type { FinerBar } from "./model.js";

/** ORDERS.md, "lower-timeframe": one bar whose finer bars are known. */

const finerBar = (open: number, high: number, low: number, close: number): FinerBar => ({ open, high, low, close });

/** Fills as bar, quantity, price, reason; bar 1 is made up of these. */
function play(script: CandleCase["script"], finer: FinerBar[]) {
  const highs = finer.map(({ high }) => high);
  const lows = finer.map(({ low }) => low);
  const whole = [finer[0]?.open ?? 0, Math.max(...highs), Math.min(...lows), finer.at(-1)?.close ?? 0] as const;
  const run = runOf({ title: "", candles: [100, whole], ...(script ? { script } : {}), fills: [] });
  const extras = { ...run.extras, finer: [null, finer], script: run.script ?? [] };
  const config = resolveConfig({ ...run.config, intrabar: "lower-timeframe" });
  const { fills, ambiguousBars } = referenceBacktest(run.bars, run.signals, config, extras);
  const made = fills.map(({ quantity, price, kind }) => [
    quantity,
    price,
    kind === 0 ? "entry" : EXIT_REASONS[kind - 1],
  ]);
  return { made, ambiguousBars };
}

const bracket = { 0: [buy({ type: "limit", limit: 98, stop: 95, target: 105 })] };

it("bought in one finer bar, the target in the next: nothing is ambiguous", () => {
  const { made, ambiguousBars } = play(bracket, [finerBar(100, 101, 97, 99), finerBar(99, 106, 99, 105)]);
  expect(made).toEqual([
    [1, 98, "entry"],
    [-1, 105, "target"],
  ]);
  expect(ambiguousBars).toBe(0);
});

it("bought and stopped in one finer bar: pessimistic, ambiguous", () => {
  const { made, ambiguousBars } = play(bracket, [finerBar(100, 101, 94, 99), finerBar(99, 106, 99, 105)]);
  expect(made).toEqual([
    [1, 98, "entry"],
    [-1, 95, "stop"],
  ]);
  expect(ambiguousBars).toBe(1);
});

it("a trailing order moves after each finer bar", () => {
  const trailing = { 0: [buy({ type: "trailing-stop", trailPercent: 0.1 })] };
  const { made } = play(trailing, [finerBar(100, 101, 90, 92), finerBar(92, 100, 92, 99)]);
  expect(made).toEqual([[1, expect.closeTo(99, 9), "entry"]]);
});
