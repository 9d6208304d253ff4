import { beforeAll, describe, expect, it } from "vitest";
import { CHUNK } from "../../dist/layout.js";
import type { Bars } from "../../src/contracts/bars.js";
import { Varanus } from "../../src/index.js";
import { indicatorNamed } from "../../src/indicators/catalogue.js";
import { Engine } from "../../src/kernel/engine.js";
import { type Handle, sourceHandle } from "../../src/kernel/node.js";
import { evaluated, expectSameBits, randoms, rawBars } from "./columns.js";

/** Indicators of statistics and volume: every variant however the range is cut, and bars that are no numbers. */

let engine: Engine;
let long: Bars;

beforeAll(async () => {
  engine = await Engine.load();
  long = new Varanus(engine).sample({ seed: 11, bars: 80_000, timeframe: "5m" });
});

type Case = readonly [name: string, values: Record<string, number | string>];

const CASES: readonly Case[] = [
  ["variance", { period: 20, divisor: "sample" }],
  ["z-score", { period: 300, divisor: "population" }],
  ["z-score", { period: 2, divisor: "sample" }],
  ["rolling-quantile", { period: 1, quantile: 0.5 }],
  ["rolling-quantile", { period: 50, quantile: 0 }],
  ["rolling-quantile", { period: 301, quantile: 0.37 }],
  ["linear-regression", { period: 30 }],
  ["correlation", { period: 30 }],
  ["beta", { period: 30 }],
  ["obv", {}],
  ["ad", {}],
  ["adosc", { fast: 3, slow: 10 }],
  ["cmf", { period: 20 }],
  ["relative-volume", { period: 20 }],
  ["vwap", { anchor: "cumulative", anchorTime: 0, width: 1 }],
  ["vwap", { anchor: "session", anchorTime: 0, width: 2 }],
  ["vwap", { anchor: "anchored", anchorTime: 0, width: 2 }],
  ["volume-profile", { period: 40, bins: 24, share: 0.7 }],
  ["volume-profile", { period: 500, bins: 7, share: 0.3 }],
];

function handlesOf([name, values]: Case): Handle[] {
  const indicator = indicatorNamed(name);
  const column = { series: "close", other: "open" } as Record<string, string>;
  const inputs = indicator.inputs.map((input) => sourceHandle(column[input] ?? input, "series"));
  return indicator.build(inputs, values as never);
}

describe.each(CASES.map((each) => [`${each[0]} ${JSON.stringify(each[1])}`, each] as const))("%s", (_, each) => {
  it("in portions as in one go", () => {
    const anchored: Case = [each[0], { ...each[1], anchorTime: long.timestamp[30_000] as number }];
    const handles = handlesOf(each[1]["anchor"] === "anchored" ? anchored : each);
    const whole = evaluated(engine, long, handles, { whole: true });
    const cuts = [1, 2, 3, 299, 300, 1_023, 1_024, 1_025, CHUNK + 1, 50_001];
    const windows = evaluated(engine, long, handles, { whole: false, cuts });
    whole.forEach((column, k) => {
      expectSameBits(windows[k] as Float64Array, column, `output ${k}`);
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("after a bar of %s as from the next bar on", (bad) => {
    const length = 900;
    const random = randoms(5);
    const columns = (["open", "high", "low", "close", "volume"] as const).map((name) => {
      const base = name === "high" ? 110 : name === "low" ? 90 : 95;
      return [name, Float64Array.from({ length }, () => base + Math.floor(random() * 10))] as const;
    });
    const at = 333;
    const spoilt = columns.map(([name, values]) => [name, values.map((value, i) => (i === at ? bad : value))] as const);
    const rest = columns.map(([name, values]) => [name, values.slice(at + 1)] as const);
    const handles = handlesOf(each);
    const actual = evaluated(engine, rawBars(Object.fromEntries(spoilt)), handles, { whole: true });
    const expected = evaluated(engine, sameTimes(rawBars(Object.fromEntries(rest)), at + 1), handles, { whole: true });
    actual.forEach((column, k) => {
      expect(Number.isNaN(column[at])).toBe(true);
      expectSameBits(column.slice(at + 1), expected[k] as Float64Array, `output ${k}`);
    });
  });
});

/** Bars that begin where others have so many already. */
function sameTimes(bars: Bars, before: number): Bars {
  return { ...bars, timestamp: bars.timestamp.map((_, i) => (i + before) * 3_600_000) };
}
