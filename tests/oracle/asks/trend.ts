import { type Asks, before, parameter } from "./ask.js";

export const TREND: Asks = {
  talib: {
    SAR: ({ v, bars }, entry) => {
      const values = { step: parameter(entry, "acceleration"), maximum: parameter(entry, "maximum") };
      return { sar: v.indicator("parabolic-sar", bars, values)["value"] };
    },
  },
  other: {
    DONCHIAN: ({ v, bars }, entry) => {
      const period = parameter(entry, "period");
      const upper = v.indicator("highest", bars, { period }, "high")["highest"] as Float64Array;
      const lower = v.indicator("lowest", bars, { period }, "low")["lowest"] as Float64Array;
      const middle = upper.map((value, i) => (value + (lower[i] as number)) / 2);
      return { upper, lower, middle, upperPrior: before(upper), lowerPrior: before(lower) };
    },
  },
};
