import type { Bars, Timeframe } from "../contracts/bars.js";
import type { Engine } from "../kernel/engine.js";
import { createBars } from "./bars.js";
import { timeframeMs } from "./timeframes.js";

/** The embedded market of the demo and of `--data sample`. */
export interface SyntheticOptions {
  /** 0 to 2^32 - 1; the same seed gives the same bytes in every host. */
  seed?: number;
  /** Number of the series under this seed: other symbols of the same market. */
  series?: number;
  symbol?: string;
  timeframe?: Timeframe;
  /** Number of bars. */
  bars?: number;
  /** ms UTC, open of the first bar. */
  start?: number;
  /** Open of the first bar, quote currency. */
  price?: number;
  /** Prices are multiples of 1 / ticksPerUnit. */
  ticksPerUnit?: number;
}

/** 2021-01-01T00:00:00Z, a Friday. */
const START = 1_609_459_200_000;

/**
 * A seeded synthetic market: four regimes (bull, bear, calm, turbulent), clustered volatility, jumps, volume that follows
 * activity. For demonstrations and tests; nothing in it can be forecast but what its slight momentum leaves.
 */
export function syntheticBars(engine: Engine, options: SyntheticOptions = {}): Bars {
  const {
    seed = 1,
    series = 0,
    symbol = "SAMPLE",
    timeframe = "4h",
    bars = 6_570,
    start = START,
    price = 30_000,
    ticksPerUnit = 100,
  } = options;
  const { kernel } = engine;
  const columns = Array.from({ length: 6 }, () => kernel.column("series", bars));
  const addresses = columns.map((column) => column.address) as [number, number, number, number, number, number];
  kernel.call.synthesise(seed, series, bars, start, timeframeMs(timeframe), price, ticksPerUnit, ...addresses);
  const [timestamp, open, high, low, close, volume] = columns.map((column) => kernel.copy(column)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  kernel.free(...columns);
  return createBars({ symbol, timeframe, timestamp, open, high, low, close, volume, calendar: "24/7" });
}
