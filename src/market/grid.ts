import type { Timeframe } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import type { Grid } from "../kernel/node.js";
import { DAY } from "./civil.js";
import { openFrom, parseTimeframe, timeframeMs } from "./timeframes.js";

/** A timeframe as the longer one of two: its bars begin where `isOnGrid` says, and are made of whole shorter ones. */
export function gridOf(name: Timeframe): Grid {
  const timeframe = parseTimeframe(name, "strategy");
  return {
    name: timeframe,
    endOf: (ms) => openFrom(ms + 1, timeframe),
    lengthOf: (of) => {
      const shorter = parseTimeframe(of, "strategy");
      const length = timeframeMs(shorter);
      // months and weeks are made of days
      const unit = timeframe === "1M" || timeframe === "1w" ? DAY : timeframeMs(timeframe);
      if (shorter !== timeframe && length < timeframeMs(timeframe) && unit % length === 0) return length;
      throw new VaranusError({
        code: "config",
        path: "strategy",
        message: `bars of ${timeframe} cannot be made of bars of ${shorter}`,
        hint: "a longer timeframe is a whole multiple of the bars' own",
      });
    },
  };
}
