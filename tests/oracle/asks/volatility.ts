import { type Asks, input, one, parameter } from "./ask.js";

export const VOLATILITY: Asks = {
  talib: {
    TRANGE: one("true-range", "trange", ""),
    ATR: one("atr", "atr"),
    BBANDS: (market, entry) => {
      if (entry.parameters["maType"] !== 0) return undefined;
      const period = parameter(entry, "timePeriod");
      const band = (width: number) =>
        market.v.indicator("bollinger", market.bars, { period, width }, input(market, entry));
      const up = band(parameter(entry, "nbDevUp"));
      return { upper: up["upper"], middle: up["middle"], lower: band(parameter(entry, "nbDevDn"))["lower"] };
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
  },
};
