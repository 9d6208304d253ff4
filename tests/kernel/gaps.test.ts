import { beforeAll, describe, expect, it } from "vitest";
import type { Bars } from "../../src/contracts/bars.js";
import { specOf } from "../../src/contracts/parameters.js";
import { AVERAGES } from "../../src/indicators/averages/index.js";
import type { Indicator } from "../../src/indicators/define.js";
import { MOMENTUM } from "../../src/indicators/momentum/index.js";
import { Engine } from "../../src/kernel/engine.js";
import { sourceHandle } from "../../src/kernel/node.js";
import { evaluated, randoms, rawBars } from "./columns.js";

/** A bar that has no numbers: from the bar after it on an indicator is what it is of the bars from there on alone. */

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.load();
});

const LENGTH = 400;
const GAP = 150;
const NAMES = ["open", "high", "low", "close", "volume"] as const;
/** They read the value of one bar before, so those before the gap stay. */
const FROM_ONE_BAR = ["roc", "momentum"];
/** Those whose recursions are the kernel's, which an infinite number does not leave. */
const RECURSIVE = ["ema", "dema", "rma", "rsi", "macd", "apo", "ppo", "stochastic-rsi"];

function market(): Record<(typeof NAMES)[number], Float64Array> {
  const random = randoms(5);
  let price = 100;
  const close = Float64Array.from({ length: LENGTH }, () => {
    price *= 1 + 0.02 * (random() - 0.5);
    return price;
  });
  return {
    open: close.map((x) => x * (1 + 0.004 * (random() - 0.5))),
    high: close.map((x) => x * (1 + 0.01 * random())),
    low: close.map((x) => x * (1 - 0.01 * random())),
    close,
    volume: close.map(() => 1 + random()),
  };
}

function valuesOf(indicator: Indicator, bars: Bars): Float64Array[] {
  const inputs = indicator.inputs.map((name) => sourceHandle(name === "series" ? "close" : name, "series"));
  const values = Object.entries(indicator.parameters).map(([name, schema]) => [name, specOf(schema).default]);
  const handles = indicator.build(inputs, Object.fromEntries(values));
  return evaluated(engine, bars, handles, { whole: true }) as Float64Array[];
}

const cases = [...AVERAGES, ...MOMENTUM]
  .filter(({ name }) => !FROM_ONE_BAR.includes(name))
  .map((indicator) => [indicator.name, indicator] as const);

describe.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("a bar of %d", (nothing) => {
  // sums with an infinite number in them are infinite or none
  const isNothing = Number.isNaN(nothing) ? Number.isNaN : (value: number) => !Number.isFinite(value);
  const recursive = Number.isNaN(nothing) ? [] : RECURSIVE;
  it.each(cases.filter(([name]) => !recursive.includes(name)))("%s", (_, indicator) => {
    const whole = market();
    const from = (start: number) => rawBars(Object.fromEntries(NAMES.map((name) => [name, whole[name].slice(start)])));
    const later = valuesOf(indicator, from(GAP + 1));
    for (const name of NAMES) whole[name][GAP] = nothing;
    const values = valuesOf(indicator, from(0));
    values.forEach((column, k) => {
      expect(column[GAP]).toSatisfy(isNothing);
      column.subarray(GAP + 1).forEach((value, i) => {
        const alone = later[k]?.[i] as number;
        if (Number.isNaN(alone)) expect(value, `bar ${i}`).toSatisfy(isNothing);
        else expect(Math.abs(value - alone), `bar ${i}`).toBeLessThanOrEqual(1e-9 * Math.max(100, Math.abs(alone)));
      });
    });
  });
});
