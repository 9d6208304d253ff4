import { type Asks, one } from "./ask.js";

export const AVERAGES: Asks = {
  talib: {
    SMA: one("sma", "sma"),
    EMA: one("ema", "ema"),
    WMA: one("wma", "wma"),
    DEMA: one("dema", "dema"),
    // TA-Lib's fast and slow ends are fixed
    KAMA: one("kama", "kama"),
  },
};
