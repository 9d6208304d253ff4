import { type Asks, input, one, parameter } from "./ask.js";

export const VOLATILITY: Asks = {
  talib: {
    TRANGE: one("true-range", "trange", ""),
    ATR: one("atr", "atr"),
    NATR: one("natr", "natr"),
    MIDPOINT: one("midpoint", "midpoint"),
    MIDPRICE: one("midprice", "midprice"),
    BBANDS: (market, entry) => {
      const period = parameter(entry, "timePeriod");
      const [up, down] = [parameter(entry, "nbDevUp"), parameter(entry, "nbDevDn")];
      const type = entry.parameters["maType"];
      const asked = (name: string, params: Record<string, number>) =>
        market.v.indicator(name, market.bars, params, input(market, entry));
      if (type === 0) {
        const { upper, middle } = asked("bollinger", { period, width: up });
        return { upper, middle, lower: asked("bollinger", { period, width: down })["lower"] };
      }
      if (type !== 1) return undefined;
      // the deviations stay those from the simple mean
      const middle = asked("ema", { period })["ema"] as Float64Array;
      const deviation = asked("standard-deviation", { period })["standardDeviation"] as Float64Array;
      const band = (width: number) => middle.map((value, i) => value + width * (deviation[i] as number));
      return { upper: band(up), middle, lower: band(-down) };
    },
  },
  other: {
    KELTNER: ({ v, bars }, entry) => {
      const values = {
        period: parameter(entry, "emaPeriod"),
        atrPeriod: parameter(entry, "atrPeriod"),
        multiple: parameter(entry, "multiplier"),
      };
      return v.indicator("keltner", bars, values);
    },
    REALISED_VOLATILITY: ({ v, bars }, entry) => {
      const values = { period: parameter(entry, "period"), barsPerYear: parameter(entry, "barsPerYear") };
      return v.indicator("rolling-volatility", bars, values);
    },
    CHOP: one("choppiness", "chop", "period"),
    PARKINSON: one("parkinson", "perBar", "period"),
    GARMAN_KLASS: one("garman-klass", "perBar", "period"),
    ROGERS_SATCHELL: one("rogers-satchell", "perBar", "period"),
    YANG_ZHANG: one("yang-zhang", "perBar", "period"),
  },
};
