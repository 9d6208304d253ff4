import { type Ask, type Asks, type Entry, input, one, parameter } from "./ask.js";

/** TA-Lib's numbers of moving averages that we have too. */
const AVERAGES = ["sma", "ema"] as const;

function average(entry: Entry, name: string): (typeof AVERAGES)[number] | undefined {
  return AVERAGES[parameter(entry, name)];
}

const roc =
  (form: string, output: string): Ask =>
  (market, entry) => {
    const values = { period: parameter(entry, "timePeriod"), form };
    return { [output]: market.v.indicator("roc", market.bars, values, input(market, entry))["roc"] };
  };

/** The shorter window is TA-Lib's fast one, whatever it is called. */
const difference =
  (name: string): Ask =>
  (market, entry) => {
    const kind = average(entry, "maType");
    if (kind === undefined) return undefined;
    const windows = [parameter(entry, "fastPeriod"), parameter(entry, "slowPeriod")];
    const values = { fast: Math.min(...windows), slow: Math.max(...windows), average: kind };
    return market.v.indicator(name, market.bars, values, input(market, entry));
  };

export const MOMENTUM: Asks = {
  talib: {
    RSI: one("rsi", "rsi"),
    MACD: (market, entry) => {
      const [fast, slow, signal] = ["fastPeriod", "slowPeriod", "signalPeriod"].map((name) => parameter(entry, name));
      const values = { fast: fast as number, slow: slow as number, signal: signal as number };
      return market.v.indicator("macd", market.bars, values, input(market, entry));
    },
    STOCHRSI: (market, entry) => {
      const dAverage = average(entry, "fastDMaType");
      if (dAverage === undefined) return undefined;
      const values = {
        period: parameter(entry, "timePeriod"),
        kPeriod: parameter(entry, "fastKPeriod"),
        dPeriod: parameter(entry, "fastDPeriod"),
        dAverage,
      };
      return market.v.indicator("stochastic-rsi", market.bars, values, input(market, entry));
    },
    STOCH: ({ v, bars }, entry) => {
      const kAverage = average(entry, "slowKMaType");
      const dAverage = average(entry, "slowDMaType");
      if (kAverage === undefined || dAverage === undefined) return undefined;
      const values = {
        period: parameter(entry, "fastKPeriod"),
        kPeriod: parameter(entry, "slowKPeriod"),
        dPeriod: parameter(entry, "slowDPeriod"),
        kAverage,
        dAverage,
      };
      return v.indicator("stochastic", bars, values);
    },
    STOCHF: ({ v, bars }, entry) => {
      const dAverage = average(entry, "fastDMaType");
      if (dAverage === undefined) return undefined;
      const values = { period: parameter(entry, "fastKPeriod"), dPeriod: parameter(entry, "fastDPeriod"), dAverage };
      return v.indicator("stochastic-fast", bars, values);
    },
    WILLR: one("williams-r", "willr"),
    CCI: one("cci", "cci"),
    CMO: one("cmo", "cmo"),
    MFI: one("mfi", "mfi"),
    MOM: one("momentum", "mom"),
    ROC: roc("percent", "roc"),
    ROCP: roc("fraction", "rocp"),
    ROCR: roc("ratio", "rocr"),
    ROCR100: roc("ratio-percent", "rocr100"),
    TRIX: one("trix", "trix"),
    ULTOSC: ({ v, bars }, entry) => {
      // TA-Lib puts them in order
      const [shortPeriod, mediumPeriod, longPeriod] = [1, 2, 3]
        .map((k) => parameter(entry, `timePeriod${k}`))
        .sort((a, b) => a - b) as [number, number, number];
      const values = { shortPeriod, mediumPeriod, longPeriod };
      return { ultosc: v.indicator("ultimate-oscillator", bars, values)["ultimateOscillator"] };
    },
    APO: difference("apo"),
    PPO: difference("ppo"),
    BOP: one("balance-of-power", "bop", ""),
  },
  other: {
    AO: ({ v, bars }, entry) => {
      const values = { fast: parameter(entry, "fast"), slow: parameter(entry, "slow") };
      return { ao: v.indicator("awesome-oscillator", bars, values)["awesomeOscillator"] };
    },
  },
};
