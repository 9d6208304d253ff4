import { type Asks, input, one, parameter } from "./ask.js";

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
  },
};
