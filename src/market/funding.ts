import type { BarFunding, Bars } from "../contracts/bars.js";
import { canonicalColumns, sha256, sha256Text } from "../contracts/canonical.js";
import { VaranusError } from "../contracts/errors.js";
import { timeframeMs } from "./timeframes.js";
import { formatTime } from "./times.js";

/** A series of funding rates as an exchange gives it, in any order of its stamps. */
export interface FundingSeries {
  /** ms UTC (nStamps). */
  timestamp: Float64Array;
  /** Fraction of the position's value per stamp; positive: longs pay shorts (nStamps). */
  rate: Float64Array;
}

/** The largest rate that is believed: 100 % of the position at one stamp. */
const LARGEST_RATE = 1;

/**
 * The bars with the funding that falls into them: a stamp belongs to the bar that is open then, the last bar ends after its timeframe.
 * Stamps outside the bars are left out. Rates that are not finite or beyond 1, and stamps that come twice, are refused.
 */
export function withFunding(bars: Bars, series: FundingSeries, origin = "funding"): Bars {
  const order = Array.from(series.timestamp.keys()).sort(
    (a, b) => (series.timestamp[a] as number) - (series.timestamp[b] as number),
  );
  const atOpen = new Float64Array(bars.length);
  const later = new Float64Array(bars.length);
  const end = (bars.timestamp[bars.length - 1] as number) + timeframeMs(bars.timeframe);
  let bar = -1;
  let before = Number.NaN;
  for (const k of order) {
    const stamp = series.timestamp[k] as number;
    const rate = series.rate[k] as number;
    if (stamp === before) {
      throw refused(origin, `two rates for ${formatTime(stamp)}`, "give one rate a stamp, of one symbol");
    }
    if (!(Math.abs(rate) <= LARGEST_RATE)) {
      throw refused(origin, `the rate ${rate} at ${formatTime(stamp)}`, "rates are fractions between -1 and 1");
    }
    before = stamp;
    while (bar + 1 < bars.length && (bars.timestamp[bar + 1] as number) <= stamp) bar++;
    if (bar < 0 || stamp >= end) continue;
    const column = bars.timestamp[bar] === stamp ? atOpen : later;
    column[bar] = (column[bar] as number) + rate;
  }
  return attach(bars, barFunding(atOpen, later));
}

/** Funding by bar out of its two columns. */
export function barFunding(atOpen: Float64Array, later: Float64Array): BarFunding {
  return { atOpen, later, charged: Uint8Array.from(atOpen, (rate, i) => (rate !== 0 || later[i] !== 0 ? 1 : 0)) };
}

/** Bars that carry this funding; it is part of their hash. */
export function attach(bars: Bars, funding: BarFunding): Bars {
  let hash: string | undefined;
  const { sha256: _, ...columns } = Object.getOwnPropertyDescriptors(bars);
  return Object.freeze(
    Object.defineProperties(
      {},
      {
        ...columns,
        funding: { value: Object.freeze(funding), enumerable: true },
        sha256: {
          enumerable: true,
          get(): string {
            hash ??= sha256Text(`${bars.sha256}|${sha256(canonicalColumns([funding.atOpen, funding.later]))}`);
            return hash;
          },
        },
      },
    ),
  ) as Bars;
}

function refused(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "data", path, message, hint });
}
