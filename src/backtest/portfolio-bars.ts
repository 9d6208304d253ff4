import type { Bars } from "../contracts/bars.js";
import type { AccountColumns } from "../kernel/portfolio-runner.js";
import { timeframeMs } from "../market/timeframes.js";
import type { Leg } from "./portfolio.js";

/** When a bar is over, ms UTC. */
function endOf({ timestamp, timeframe }: Bars, bar: number): number {
  return Math.min((timestamp[bar] as number) + timeframeMs(timeframe), timestamp[bar + 1] ?? Number.POSITIVE_INFINITY);
}

/** Index of the account's mark at the end of each bar (nBars). */
export function marksOfBars(bars: Bars, { moment }: AccountColumns): Float64Array {
  let row = 0;
  return Float64Array.from({ length: bars.length }, (_, bar) => {
    const end = endOf(bars, bar);
    while (row < moment.length - 1 && (moment[row] as number) < end) row++;
    return row;
  });
}

/**
 * The account's marks as bars, for what compares with a benchmark: every sleeve's symbol held by its weight from its first open on, the rest in
 * cash. Of a portfolio on one series they are that series.
 */
export function accountBars(legs: readonly Leg[], account: AccountColumns, finest: Bars): Bars {
  if (legs.every(({ source }) => source.bars === finest)) return finest;
  const close = new Float64Array(account.length).fill(1);
  for (const { source, sleeve, other } of legs) {
    const { bars } = source;
    const weight = other < 0 ? sleeve.weight : sleeve.weight / 2;
    const first = bars.open[0] as number;
    let bar = -1;
    for (let row = 0; row < account.length; row++) {
      const moment = account.moment[row] as number;
      while (bar + 1 < bars.length && endOf(bars, bar + 1) <= moment) bar++;
      if (bar >= 0) close[row] = (close[row] as number) + weight * ((bars.close[bar] as number) / first - 1);
    }
  }
  const before = new Float64Array(account.length);
  before.set(close.subarray(0, -1), 1);
  before[0] = 1;
  return Object.freeze({
    symbol: "portfolio",
    timeframe: finest.timeframe,
    length: account.length,
    timestamp: account.timestamp,
    open: before,
    high: close,
    low: close,
    close,
    volume: new Float64Array(account.length),
    quality: finest.quality,
    sha256: "",
  });
}

/** What the capital would have become in every sleeve's symbol by its weight, without costs (nMarks). */
export function accountBenchmark({
  benchmark,
  config,
}: {
  benchmark: Bars;
  config: { capital: number };
}): Float64Array {
  const first = benchmark.open[0] as number;
  return benchmark.close.map((close) => (config.capital * close) / first);
}
