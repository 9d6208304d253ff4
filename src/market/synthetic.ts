import type { Bars, Timeframe } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import type { Engine } from "../kernel/engine.js";
import { createBars } from "./bars.js";
import { LATEST, type PriceColumns } from "./check-rows.js";
import { DAY, HOUR } from "./civil.js";
import { openFrom, timeframeMs } from "./timeframes.js";
import { formatTime } from "./times.js";

/** The embedded market of the demo and of `--data sample`. */
export interface SyntheticOptions {
  /** 0 to 2^32 - 1; the same seed gives the same bytes in every host. */
  seed?: number;
  /** Number of the series under this seed: other symbols of the same market. */
  series?: number;
  symbol?: string;
  timeframe?: Timeframe;
  /** Number of bars; 6570 if not given, or as many as 18 years hold. */
  bars?: number;
  /** ms UTC, open of the first bar; bars longer than a day begin with their first open from here on. */
  start?: number;
  /** Open of the first bar, quote currency. */
  price?: number;
  /** Prices are multiples of 1 / ticksPerUnit. */
  ticksPerUnit?: number;
}

/** 2021-01-01T00:00:00Z, a Friday. */
const START = 1_609_459_200_000;
const BARS = 6_570;
/** 18 years of days. */
const LONGEST = BARS * DAY; // ms

/** Bars longer than a day are put together from bars of this length. */
const PART = 4 * HOUR; // ms
/** Of log(price / first price) this part is taken back a day. */
const PULL = 0.0004;
/** Long bars span decades, over which prices would wander by factors of thousands at PULL; at this one by less than 100. */
const LONG_BAR_PULL = 0.004;

/**
 * A seeded synthetic market: four regimes (bull, bear, calm, turbulent), clustered volatility, jumps, volume that follows
 * activity. For demonstrations and tests. Its returns have momentum, and strategies that follow trends live on it: their
 * autocorrelation at lag 1 is about 0.13 in bars up to a day (0.06 to 0.22 over 100 seeds), 0.05 at 3d, 0.02 at 1w and -0.05 at
 * 1M; at lag 2 of bars up to a day it is still about 0.09.
 */
export function syntheticBars(engine: Engine, options: SyntheticOptions = {}): Bars {
  const { symbol = "SAMPLE", timeframe = "4h", start = START } = options;
  const length = timeframeMs(timeframe);
  const { bars = sampleLength(timeframe) } = options;
  if (openFrom(start, timeframe, bars - 1) > LATEST) {
    throw new VaranusError({
      code: "config",
      path: "bars",
      message: `${bars} bars of ${timeframe} from ${formatTime(start)} go beyond the year 2199`,
      hint: "make fewer bars or shorter ones",
    });
  }
  const columns =
    length > DAY ? longBars(engine, options, timeframe, start, bars) : walk(engine, options, start, length, bars);
  return createBars({ symbol, timeframe, ...columns, calendar: "24/7" });
}

/** Bars of a sample whose number is not given. */
export function sampleLength(timeframe: Timeframe): number {
  return Math.min(BARS, Math.floor(LONGEST / timeframeMs(timeframe)));
}

/** Bars of equal length, at most a day. */
function walk(
  { kernel }: Engine,
  { seed = 1, series = 0, price = 30_000, ticksPerUnit = 100 }: SyntheticOptions,
  start: number, // ms UTC
  length: number, // ms
  bars: number,
  pull = PULL,
): PriceColumns {
  const columns = Array.from({ length: 6 }, () => kernel.column("series", bars));
  const addresses = columns.map((column) => column.address) as [number, number, number, number, number, number];
  kernel.call.synthesise(seed, series, bars, start, length, price, pull, ticksPerUnit, ...addresses);
  const [timestamp, open, high, low, close, volume] = columns.map((column) => kernel.copy(column)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  kernel.free(...columns);
  return { timestamp, open, high, low, close, volume };
}

/** Bars of 3d, 1w and 1M; months by the calendar. */
function longBars(
  engine: Engine,
  options: SyntheticOptions,
  timeframe: Timeframe,
  start: number, // ms UTC
  bars: number,
): PriceColumns {
  const opens = Float64Array.from({ length: bars + 1 }, (_, k) => openFrom(start, timeframe, k));
  const first = opens[0] as number;
  const partOf = opens.map((open) => (open - first) / PART);
  const parts = walk(engine, options, first, PART, partOf[bars] as number, LONG_BAR_PULL);
  const perBar = (value: (from: number, to: number) => number) =>
    Float64Array.from({ length: bars }, (_, k) => value(partOf[k] as number, partOf[k + 1] as number));
  return {
    timestamp: opens.slice(0, bars),
    open: perBar((from) => parts.open[from] as number),
    high: perBar((from, to) => Math.max(...parts.high.subarray(from, to))),
    low: perBar((from, to) => Math.min(...parts.low.subarray(from, to))),
    close: perBar((_, to) => parts.close[to - 1] as number),
    volume: perBar((from, to) => thousandths(parts.volume.subarray(from, to).reduce((sum, part) => sum + part, 0))),
  };
}

function thousandths(volume: number): number {
  return Math.round(volume * 1_000) / 1_000;
}
