import { type Asks, parameter } from "./ask.js";

export const VOLUME: Asks = {
  talib: {
    OBV: ({ v, bars }) => v.indicator("obv", bars),
    AD: ({ v, bars }) => v.indicator("ad", bars),
    ADOSC: ({ v, bars }, entry) =>
      v.indicator("adosc", bars, { fast: parameter(entry, "fastPeriod"), slow: parameter(entry, "slowPeriod") }),
  },
  other: {
    CMF: ({ v, bars }, entry) => v.indicator("cmf", bars, { period: parameter(entry, "period") }),
    VWAP: ({ v, bars }) => {
      const by = (anchor: string) => v.indicator("vwap", bars, { anchor })["vwap"];
      return { cumulative: by("cumulative"), daily: by("session") };
    },
  },
};
