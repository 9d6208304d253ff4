import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { number, type Subject } from "./subject.js";

const side = fc.integer({ min: 1, max: 6 });
const sides = { left: side, right: side };

export const STRUCTURE: Record<string, Subject> = {
  "swing-points": {
    parameters: fc.record(sides),
    expected: (prices, p) => reference.swingPoints(prices, number(p, "left"), number(p, "right")),
    power: 1,
    gaps: true,
    exact: ["swingHigh", "swingLow", "lastHigh", "lastLow"],
  },
  "market-structure": {
    parameters: fc.record(sides),
    expected: (prices, p) => reference.marketStructure(prices, number(p, "left"), number(p, "right")),
    power: 0,
    exact: ["break", "direction", "change"],
  },
  "order-blocks": {
    parameters: fc.record(sides),
    expected: (prices, p) => reference.orderBlocks(prices, number(p, "left"), number(p, "right")),
    power: 1,
    gaps: true,
    exact: ["bullTop", "bullBottom", "bearTop", "bearBottom"],
  },
  "support-resistance": {
    parameters: fc.record({
      ...sides,
      swings: fc.integer({ min: 1, max: 12 }),
      tolerance: fc.constantFrom(0, 0.001, 0.05),
    }),
    expected: (prices, p) =>
      reference.supportResistance(
        prices,
        number(p, "left"),
        number(p, "right"),
        number(p, "swings"),
        number(p, "tolerance"),
      ),
    power: 1,
    powerOf: { supportTouches: 0, resistanceTouches: 0 },
    gaps: true,
    exact: ["support", "resistance", "supportTouches", "resistanceTouches"],
  },
  "pivot-points": {
    parameters: fc.record({
      kind: fc.constantFrom("classic", "woodie", "fibonacci", "camarilla"),
      session: fc.constantFrom("day", "week", "month"),
    }),
    expected: (prices, p) => reference.pivotPoints(prices, p["kind"] as string, p["session"] as string),
    power: 1,
    gaps: true,
  },
  "candle-pattern": {
    parameters: fc.record({
      pattern: fc.constantFrom(
        "doji",
        "marubozu",
        "inside-bar",
        "outside-bar",
        "engulfing",
        "harami",
        "piercing",
        "three-soldiers",
        "three-inside",
        "three-outside",
      ),
      share: fc.constantFrom(0, 0.05, 0.3),
    }),
    expected: (prices, p) => ({
      pattern: reference.candlePattern(prices, p["pattern"] as string, number(p, "share")),
    }),
    power: 0,
    gaps: true,
    exact: ["pattern"],
  },
};
