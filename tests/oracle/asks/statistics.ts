import { type Ask, type Asks, input, one, parameter } from "./ask.js";

/** One output of the line through the entry's input. */
function line(output: string, ours: string): Ask {
  return (market, entry) => {
    const period = parameter(entry, "timePeriod");
    const values = market.v.indicator("linear-regression", market.bars, { period }, input(market, entry));
    return { [output]: values[ours] };
  };
}

/** An indicator of the entry's two inputs. */
function two(name: string): Ask {
  return (market, entry) => {
    const period = parameter(entry, "timePeriod");
    const [first, second] = [input(market, entry), input(market, entry, 1)];
    const values = market.v.indicator(name, market.bars, { period }, first, second);
    return { [entry.function?.toLowerCase() ?? name]: Object.values(values)[0] };
  };
}

export const STATISTICS: Asks = {
  talib: {
    MAX: one("highest", "max"),
    MIN: one("lowest", "min"),
    STDDEV: (market, entry) => {
      const period = parameter(entry, "timePeriod");
      const values = market.v.indicator("standard-deviation", market.bars, { period }, input(market, entry));
      const width = parameter(entry, "nbDev");
      return { stddev: values["standardDeviation"]?.map((value) => width * value) };
    },
    // TA-Lib takes nbDev here too, and makes nothing of it
    VAR: one("variance", "var"),
    LINEARREG: line("linearreg", "value"),
    LINEARREG_SLOPE: line("slope", "slope"),
    LINEARREG_INTERCEPT: line("intercept", "intercept"),
    LINEARREG_ANGLE: line("angleDegrees", "angle"),
    TSF: line("tsf", "forecast"),
    CORREL: two("correlation"),
    BETA: two("beta"),
  },
  other: {
    ZSCORE: (market, entry) => {
      const period = parameter(entry, "period");
      const by = (divisor: string) =>
        market.v.indicator("z-score", market.bars, { period, divisor }, input(market, entry))["zScore"];
      return { zscoreSample: by("sample"), zscorePopulation: by("population") };
    },
  },
};
