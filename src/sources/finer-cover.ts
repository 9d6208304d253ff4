import type { Bars } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import { finerBars } from "../market/finer.js";
import { timeframeMs } from "../market/timeframes.js";
import { formatTime } from "../market/times.js";

/** How far a finer series makes up the bars. */
export interface FinerCover {
  /** Bars all of whose finer bars are there. */
  readonly covered: number;
  /** Those of them whose prices the finer bars give, so that they can be replayed. */
  readonly complete: number;
}

/** For a file that the user gave: finer bars that make up none of the bars are a mistake, and refused. */
export function finerCover(bars: Bars, finer: Bars, tick = 0): FinerCover {
  const among = (tolerance: number) => finerBars(bars, finer, tolerance).complete.reduce((sum, flag) => sum + flag, 0);
  const covered = among(Number.POSITIVE_INFINITY);
  if (covered === 0) {
    throw new VaranusError({
      code: "data",
      path: "finer",
      message: `no bar has all of its finer bars: these are of ${extentOf(finer)}, the bars of ${extentOf(bars)}`,
      hint: "give finer bars of that time",
    });
  }
  return { covered, complete: among(tick) };
}

function extentOf({ timestamp, length, timeframe }: Bars): string {
  const end = (timestamp[length - 1] as number) + timeframeMs(timeframe);
  return `${formatTime(timestamp[0] as number)} to ${formatTime(end)}`;
}
