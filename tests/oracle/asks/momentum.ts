import { type Asks, input, one, parameter } from "./ask.js";

export const MOMENTUM: Asks = {
  talib: {
    RSI: one("rsi", "rsi"),
    MACD: (market, entry) => {
      const [fast, slow, signal] = ["fastPeriod", "slowPeriod", "signalPeriod"].map((name) => parameter(entry, name));
      const values = { fast: fast as number, slow: slow as number, signal: signal as number };
      return market.v.indicator("macd", market.bars, values, input(market, entry));
    },
  },
};
