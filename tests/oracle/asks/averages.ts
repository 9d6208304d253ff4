import { type Asks, input, one, parameter } from "./ask.js";

export const AVERAGES: Asks = {
  talib: {
    SMA: one("sma", "sma"),
    EMA: one("ema", "ema"),
    WMA: one("wma", "wma"),
    DEMA: one("dema", "dema"),
    // TA-Lib's fast and slow ends are fixed
    KAMA: one("kama", "kama"),
    TEMA: one("tema", "tema"),
    TRIMA: one("trima", "trima"),
    T3: (market, entry) => {
      const values = { period: parameter(entry, "timePeriod"), volumeFactor: parameter(entry, "vFactor") };
      return market.v.indicator("t3", market.bars, values, input(market, entry));
    },
  },
  other: {
    HMA: one("hma", "hma", "period"),
    VWMA: one("vwma", "vwma", "period"),
  },
};
