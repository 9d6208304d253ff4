import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { number, of, period, type Subject } from "./subject.js";

const withMultiple = fc.record({ period: period.map(of), multiple: fc.constantFrom(0.7, 3, 7) });

function directional(outputs: readonly ("adx" | "adxr" | "dx" | "plusDi" | "minusDi")[]): Subject {
  return {
    parameters: period,
    expected: ({ high, low, close }, p) => {
      const all = reference.directional(high, low, close, of(p));
      return Object.fromEntries(outputs.map((output) => [output, all[output]]));
    },
    power: 0,
  };
}

export const TREND: Record<string, Subject> = {
  "parabolic-sar": {
    parameters: fc.record({
      step: fc.constantFrom(0.001, 0.02, 0.05, 0.3),
      maximum: fc.constantFrom(0.01, 0.2, 1),
    }),
    expected: ({ high, low }, p) => ({
      value: reference.parabolicSar(high, low, number(p, "step"), number(p, "maximum")),
    }),
    power: 1,
  },
  "chandelier-exit": {
    parameters: withMultiple,
    expected: ({ high, low, close }, p) => reference.chandelierRatchet(high, low, close, of(p), number(p, "multiple")),
    power: 1,
    powerOf: { direction: 0 },
    exact: ["direction"],
  },
  supertrend: {
    parameters: withMultiple,
    expected: ({ high, low, close }, p) => reference.supertrend(high, low, close, of(p), number(p, "multiple")),
    power: 1,
    powerOf: { direction: 0 },
    exact: ["direction"],
  },
  adx: directional(["adx", "plusDi", "minusDi"]),
  adxr: directional(["adxr"]),
  dx: directional(["dx"]),
  "directional-movement": {
    parameters: period,
    expected: ({ high, low }, p) => reference.directionalMovement(high, low, of(p)),
    power: 1,
  },
  aroon: {
    parameters: period,
    expected: ({ high, low }, p) => reference.aroon(high, low, of(p)),
    power: 0,
  },
  vortex: {
    parameters: period,
    expected: ({ high, low, close }, p) => reference.vortex(high, low, close, of(p)),
    power: 0,
    size: ({ close }) => close.map(() => 1),
    gaps: true,
  },
  donchian: {
    parameters: period,
    expected: ({ high, low }, p) => reference.donchian(high, low, of(p)),
    power: 1,
  },
  ichimoku: {
    parameters: fc.record({
      tenkanPeriod: period.map(of),
      kijunPeriod: period.map(of),
      senkouPeriod: period.map(of),
      displacement: fc.integer({ min: 0, max: 30 }),
    }),
    expected: ({ high, low }, p) => {
      const periods = {
        tenkan: number(p, "tenkanPeriod"),
        kijun: number(p, "kijunPeriod"),
        senkou: number(p, "senkouPeriod"),
      };
      return reference.ichimoku(high, low, periods, number(p, "displacement"));
    },
    power: 1,
  },
  "instantaneous-trendline": {
    parameters: fc.record({ alpha: fc.constantFrom(0.02, 0.07, 0.3, 1), price: fc.constantFrom("median", "series") }),
    expected: ({ high, low, close }, p) => {
      const price = p["price"] === "series" ? close : high.map((top, i) => (top + (low[i] as number)) / 2);
      return reference.instantaneousTrendline(price, number(p, "alpha"));
    },
    power: 1,
  },
  "ht-trendline": {
    parameters: fc.constant({}),
    expected: ({ close }) => ({ trendline: reference.htTrendline(close) }),
    power: 1,
  },
  squeeze: {
    parameters: fc.record({
      period: period.map(of),
      width: fc.constantFrom(0.5, 2, 3.5),
      keltnerPeriod: period.map(of),
      atrPeriod: period.map(of),
      multiple: fc.constantFrom(0.5, 1.5, 4),
    }),
    expected: ({ high, low, close }, p) => reference.squeeze(high, low, close, p as never),
    power: 0,
    exact: ["on", "released"],
  },
  "heikin-ashi": {
    parameters: fc.constant({}),
    expected: ({ open, high, low, close }) => reference.heikinAshi(open, high, low, close),
    power: 1,
  },
};
