import fc from "fast-check";
import { type BacktestInput, END_OF_DATA, FILLS, PROFILES, STOP_ANCHORS } from "../../src/contracts/config.js";

/**
 * Random runs: bars, signals, the columns that stops, sizers and funding read, and a configuration with every switch set. Prices are whole steps, so that opens, extremes,
 * closes and levels are often exactly equal; what is random per bar lies together, so that a case shrinks by dropping bars.
 */

export interface RandomBars {
  /** Quote currency (nBars). */
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  /** Base units (nBars). */
  volume: Float64Array;
  /** ms UTC, bar open (nBars). */
  timestamp: Float64Array;
  /** Length of a bar, ms. */
  barMs: number;
}

export interface RandomSignals {
  /** 0 or 1 (nBars). */
  longEntry: Uint8Array;
  longExit: Uint8Array;
  shortEntry: Uint8Array;
  shortExit: Uint8Array;
  /** NaN = none (nBars). */
  stop: Float64Array;
  target: Float64Array;
  size: Float64Array;
  atr: Float64Array;
  confidence: Float64Array;
}

/** NaN = none; of funding 0 (nBars). */
export interface RandomExtras {
  /** Annual volatility, fraction. */
  sizerInput: Float64Array;
  /** Quote currency. */
  sar: Float64Array;
  chandelierLong: Float64Array;
  chandelierShort: Float64Array;
  bandLong: Float64Array;
  bandShort: Float64Array;
  /** Fractions of the notional. */
  fundingAtOpen: Float64Array;
  fundingLater: Float64Array;
}

export interface RandomRun {
  bars: RandomBars;
  signals: RandomSignals;
  extras: RandomExtras;
  config: BacktestInput;
}

/** A price of that many steps; Math.PI / 100 keeps prices off every decimal grid. */
const STEPS: readonly ((count: number) => number)[] = [
  (count) => count,
  (count) => count / 2,
  (count) => count / 100,
  (count) => count * (Math.PI / 100),
];

export interface BarDraw {
  /** Steps from the close before to the open. */
  gap: number;
  /** Factor on the price before the gap: a crash or a spike; mostly 1. */
  jump: number;
  /** Steps from open to close. */
  body: number;
  /** Steps beyond open and close. */
  above: number;
  below: number;
  flags: readonly [boolean, boolean, boolean, boolean];
  /** Steps from the close to stop and target; null = none. */
  stop: number | null;
  target: number | null;
  /** Base units; null = by the sizer. */
  size: number | null;
  /** Steps; null = none. */
  atr: number | null;
  /** Base units. */
  volume: number;
  /** Bars that are missing before this one. */
  missing: number;
  /** null = none. */
  confidence: number | null;
  volatility: number | null;
  /** Steps from the close to the columns of indicator stops; null = none. */
  sar: number | null;
  chandelier: readonly [long: number | null, short: number | null];
  band: readonly [long: number | null, short: number | null];
  /** Rates; 0 = none. */
  funding: readonly [atOpen: number, later: number];
}

const none = fc.constant(null);

export function often<T>(usual: fc.Arbitrary<T>, usualWeight: number, rare: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: usualWeight }, { arbitrary: rare, weight: 1 });
}

/** True in `percent` of the draws. */
export function flag(percent: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 99 }).map((draw) => draw >= 100 - percent);
}

/** A value in `percent` of the draws. */
export function given(percent: number, value: fc.Arbitrary<number>): fc.Arbitrary<number | null> {
  return flag(percent).chain((is): fc.Arbitrary<number | null> => (is ? value : none));
}

const shapes: readonly fc.Arbitrary<Pick<BarDraw, "gap" | "body" | "above" | "below">>[] = [
  fc.record({
    gap: fc.integer({ min: -3, max: 3 }),
    body: fc.integer({ min: -5, max: 5 }),
    above: fc.integer({ min: 0, max: 4 }),
    below: fc.integer({ min: 0, max: 4 }),
  }),
  fc.constant({ gap: 0, body: 0, above: 0, below: 0 }),
  fc.record({
    gap: fc.integer({ min: -40, max: 40 }),
    body: fc.integer({ min: -60, max: 60 }),
    above: fc.integer({ min: 0, max: 30 }),
    below: fc.integer({ min: 0, max: 30 }),
  }),
];

function barDraw(entries: number, exits: number, levels: number): fc.Arbitrary<BarDraw> {
  const level = fc.integer({ min: -12, max: 12 });
  // mostly on the losing side, below the close for longs
  const below = given(85, fc.integer({ min: -15, max: 3 }));
  const above = given(85, fc.integer({ min: -3, max: 15 }));
  const rate = often(fc.constant(0), 4, fc.constantFrom(0.0001, -0.0001, 0.01, -0.01, 0.3, -0.3));
  return fc
    .tuple(
      fc.oneof(
        { arbitrary: shapes[0] as (typeof shapes)[0], weight: 6 },
        { arbitrary: shapes[1] as (typeof shapes)[0], weight: 2 },
        { arbitrary: shapes[2] as (typeof shapes)[0], weight: 2 },
      ),
      fc.record({
        jump: often(fc.constant(1), 30, fc.constantFrom(0.2, 0.5, 0.9, 1.1, 2, 5)),
        flags: fc.tuple(flag(entries), flag(exits), flag(entries), flag(exits)),
        stop: given(levels, level),
        target: given(levels, level),
        size: given(levels / 3, fc.constantFrom(0.5, 1, 2, 3.7, 10, 100, 1e-7, 0, -1, Number.POSITIVE_INFINITY)),
        atr: often<number | null>(
          fc.double({ min: 0.1, max: 20, noNaN: true }),
          8,
          fc.constantFrom<(number | null)[]>(null, 0, -1, Number.POSITIVE_INFINITY),
        ),
      }),
      fc.record({
        volume: fc.constantFrom(0, 1, 7.5, 100, 1e4, 1e9),
        missing: often(fc.constant(0), 20, fc.constantFrom(1, 2, 50)),
        confidence: given(90, fc.constantFrom(0, 0.25, 0.5, 0.9, 1, -0.5, 1.5, Number.POSITIVE_INFINITY)),
        volatility: given(90, fc.constantFrom(0.01, 0.1, 0.15, 0.4, 3, 0, -1, Number.POSITIVE_INFINITY)),
        sar: given(85, fc.integer({ min: -15, max: 15 })),
        chandelier: fc.tuple(below, above),
        band: fc.tuple(below, above),
        funding: fc.tuple(rate, rate),
      }),
    )
    .map(([shape, rest, columns]) => ({ ...shape, ...rest, ...columns }));
}

/** From a quiet series with a rare signal to contradictory signals on every bar. */
const density = fc.constantFrom([3, 3, 0], [10, 10, 0], [10, 5, 50], [25, 10, 30], [40, 40, 60], [90, 50, 100]);

/** Bars, and something else that is drawn for each. */
export function drawsWith<Extra>(extra: fc.Arbitrary<Extra>): fc.Arbitrary<{ bar: BarDraw; extra: Extra }[]> {
  return density.chain(([entries, exits, levels]) =>
    fc.array(fc.record({ bar: barDraw(entries as number, exits as number, levels as number), extra }), {
      minLength: 1,
      maxLength: 80,
      size: "max",
    }),
  );
}

const draws: fc.Arbitrary<BarDraw[]> = density.chain(([entries, exits, levels]) =>
  fc.array(barDraw(entries as number, exits as number, levels as number), {
    minLength: 1,
    maxLength: 80,
    size: "max",
  }),
);

const HOUR_MS = 3_600_000;

export interface Market {
  /** Steps. */
  start: number;
  step: (count: number) => number;
  barMs: number;
  /** Bars from the first on without indicators: a warm-up, and a stretch in the middle. */
  warmUp: number;
  silent: readonly [from: number, length: number];
}

export const market: fc.Arbitrary<Market> = fc.record({
  start: fc.constantFrom(5, 40, 100, 1000, 20_000),
  step: fc.constantFrom(...STEPS),
  barMs: fc.constantFrom(HOUR_MS, HOUR_MS, HOUR_MS / 60, 24 * HOUR_MS),
  warmUp: fc.constantFrom(0, 0, 3, 14),
  silent: fc.tuple(fc.integer({ min: 0, max: 80 }), fc.constantFrom(0, 1, 5, 20)),
});

export function columnsOf(
  bars: readonly BarDraw[],
  { start, step, barMs, warmUp, silent }: Market,
): { bars: RandomBars; signals: RandomSignals; extras: RandomExtras } {
  let close = start;
  const rows = bars.map((bar) => {
    const open = Math.max(1, Math.round(close * bar.jump) + bar.gap);
    close = Math.max(1, open + bar.body);
    const high = Math.max(open, close) + bar.above;
    const low = Math.max(1, Math.min(open, close) - bar.below);
    return { open, high, low, close, bar };
  });
  const prices = (steps: (row: (typeof rows)[0]) => number) => Float64Array.from(rows, (row) => step(steps(row)));
  const level = (offset: (bar: BarDraw) => number | null) =>
    Float64Array.from(rows, (row) => {
      const steps = offset(row.bar);
      return steps === null ? Number.NaN : step(row.close + steps);
    });
  const [silentFrom, silentBars] = silent;
  const speaks = (i: number) => i >= warmUp && (i < silentFrom || i >= silentFrom + silentBars);
  const indicator = (offset: (bar: BarDraw) => number | null) =>
    level(offset).map((value, i) => (speaks(i) ? value : Number.NaN));
  const values = (value: (bar: BarDraw) => number | null) =>
    Float64Array.from(rows, (row) => value(row.bar) ?? Number.NaN);
  let opened = 1_700_000_000_000 - barMs;
  const timestamp = Float64Array.from(rows, ({ bar }) => {
    opened += barMs * (1 + bar.missing);
    return opened;
  });
  const flags = (k: 0 | 1 | 2 | 3) => Uint8Array.from(rows, (row) => (row.bar.flags[k] ? 1 : 0));
  return {
    bars: {
      open: prices((row) => row.open),
      high: prices((row) => row.high),
      low: prices((row) => row.low),
      close: prices((row) => row.close),
      volume: values((bar) => bar.volume),
      timestamp,
      barMs,
    },
    signals: {
      longEntry: flags(0),
      longExit: flags(1),
      shortEntry: flags(2),
      shortExit: flags(3),
      stop: level((bar) => bar.stop),
      target: level((bar) => bar.target),
      size: values((bar) => bar.size),
      atr: Float64Array.from(rows, (row) => (row.bar.atr === null ? Number.NaN : step(row.bar.atr))),
      confidence: values((bar) => bar.confidence),
    },
    extras: {
      sizerInput: values((bar) => bar.volatility),
      sar: indicator((bar) => bar.sar),
      chandelierLong: indicator((bar) => bar.chandelier[0]),
      chandelierShort: indicator((bar) => bar.chandelier[1]),
      bandLong: indicator((bar) => bar.band[0]),
      bandShort: indicator((bar) => bar.band[1]),
      fundingAtOpen: values((bar) => bar.funding[0]),
      fundingLater: values((bar) => bar.funding[1]),
    },
  };
}

const usualSizer: fc.Arbitrary<NonNullable<BacktestInput["sizer"]>> = fc.oneof(
  fc.constantFrom(0.1, 0.5, 1, 3, 20).map((fraction) => ({ name: "fixed-fractional", params: { fraction } })),
  fc.constantFrom(0.1, 0.5, 1 - 2 ** -52, 1).map((fraction) => ({ name: "all-in", params: { fraction } })),
  fc.constantFrom(0.01, 1, 7.3, 100).map((amount) => ({ name: "fixed-amount", params: { amount } })),
  fc
    .record({ risk: fc.constantFrom(0.01, 0.1, 1), multiple: fc.constantFrom(0.5, 2) })
    .map((params) => ({ name: "atr-risk", params })),
);

const sizer: typeof usualSizer = fc.oneof(
  { arbitrary: usualSizer, weight: 4 },
  { arbitrary: fc.constantFrom(0.1, 0.5, 1).map((share) => ({ name: "optimal-f", params: { share } })), weight: 2 },
  {
    arbitrary: fc
      .record({ fraction: fc.constantFrom(0.05, 1), least: fc.constantFrom(0, 0.5), most: fc.constantFrom(0.2, 1.5) })
      .map((params) => ({ name: "ml-confidence", params })),
    weight: 1,
  },
  {
    arbitrary: fc
      .record({ target: fc.constantFrom(0.05, 0.15, 1), bars: fc.constant(60) })
      .map((params) => ({ name: "volatility-target", params })),
    weight: 1,
  },
);

const percentage = fc
  .record({ stop: fc.constantFrom(0, 0.01, 0.05, 0.5), target: fc.constantFrom(0, 0.01, 0.1, 2) })
  .filter(({ stop, target }) => stop > 0 || target > 0)
  .map((params) => ({ name: "percentage", params }));
const atrStop = fc.constantFrom(0.5, 2).map((multiple) => ({ name: "atr", params: { multiple } }));
const trailing = fc
  .constantFrom(0.005, 0.02, 0.1, 0.5)
  .map((percent) => ({ name: "trailing-percent", params: { percent } }));

const breakEven = fc
  .record({
    trigger: fc.constantFrom(0.005, 0.02, 0.1),
    offset: fc.constantFrom(0, 0, 0.004, -0.01, -0.5, 0.05),
  })
  .filter(({ trigger, offset }) => offset < trigger)
  .map((params) => ({ name: "break-even", params }));
const tripleBarrier = fc
  .record({
    target: fc.constantFrom(0, 0.5, 2, 10),
    stop: fc.constantFrom(0, 0.5, 1, 10),
    days: fc.constantFrom(0, 0.01, 1 / 24, 5 / 24, 1, 10),
  })
  .map((params) => ({ name: "triple-barrier", params }));
const sar = fc.constant({ name: "parabolic-sar", params: {} });
const chandelier = fc.constant({ name: "chandelier", params: {} });
const band = fc.constantFrom("fixed", "outer", "middle").map((mode) => ({ name: "volatility-band", params: { mode } }));

type Stops = NonNullable<BacktestInput["stops"]>;

/** Any of these at once, each in one of four draws. */
function anyOf(choices: readonly fc.Arbitrary<Stops[number]>[]): fc.Arbitrary<Stops> {
  return fc
    .tuple(...choices.map((stop) => fc.oneof({ arbitrary: none, weight: 3 }, { arbitrary: stop, weight: 1 })))
    .map((chosen) => chosen.filter((stop) => stop !== null));
}

const stops = anyOf([percentage, atrStop, trailing, breakEven, tripleBarrier, sar, chandelier, band]);

const slippage: fc.Arbitrary<NonNullable<BacktestInput["slippage"]>> = fc.oneof(
  { arbitrary: fc.constant({ name: "fixed", params: {} }), weight: 2 },
  {
    arbitrary: fc
      .record({ baseBps: fc.constantFrom(0, 1, 100), factor: fc.constantFrom(0, 0.1, 10) })
      .map((params) => ({ name: "volatility", params })),
    weight: 1,
  },
  {
    arbitrary: fc
      .record({ factor: fc.constantFrom(0, 0.02, 1), impact: fc.constantFrom("linear", "square-root") })
      .map((params) => ({ name: "volume", params })),
    weight: 1,
  },
);

const margin = fc
  .record({
    leverage: often(fc.constant(1), 1, fc.constantFrom(1.5, 2, 5, 20, 50)),
    share: fc.constantFrom(0, 0, 0.25, 0.9),
  })
  .map(({ leverage, share }) => ({ leverage, maintenanceMargin: Math.min(0.5, share / leverage) }));

type Tiers = NonNullable<BacktestInput["marginTiers"]>;

/** Tiers for a leverage: rates rise, and maintenance stays below initial margin. */
function tiersFor(leverage: number): fc.Arbitrary<Tiers> {
  return fc
    .record({
      first: fc.constantFrom(100, 5_000, 1e6),
      initial: fc.constantFrom([0, 0, 0.2], [0, 0.1, 1], [0.05, 0.5, 0.5], [1, 1, 1]),
      share: fc.constantFrom(0, 0.25, 0.9),
      count: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ first, initial, share, count }) =>
      [0, first, first * 5].slice(0, count).map((notional, k) => {
        const initialMargin = initial[k] as number;
        return { notional, initialMargin, maintenanceMargin: share * Math.max(initialMargin, 1 / leverage) };
      }),
    );
}

const marginWithTiers = margin.chain((flat) =>
  fc.oneof(
    { arbitrary: fc.constant({ ...flat, marginTiers: [] as Tiers }), weight: 2 },
    {
      arbitrary: tiersFor(flat.leverage).map((marginTiers) => ({ ...flat, maintenanceMargin: 0, marginTiers })),
      weight: 1,
    },
  ),
);

const choice = <const Value>(...values: Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);

/** Every switch of the first slice. */
const firstSwitches = fc
  .tuple(
    fc.record({
      profile: choice(...PROFILES),
      capital: choice(50, 1_000, 10_000, 1e6),
      commissionBps: choice(0, 10, 2.5, 200, 5_000),
      slippageBps: choice(0, 0, 2, 100, 5_000),
      tickSize: choice(0, 0, 0.01, 0.5, 3, 0.07),
      lotSize: choice(0, 0, 1, 0.1, 1e-6, 0.3, 25),
      longOnly: flag(20),
      reverse: fc.boolean(),
      fill: choice(...FILLS),
      intrabar: choice("pessimistic", "optimistic", "ohlc"),
      stopAnchor: choice(...STOP_ANCHORS),
      sizeAt: choice("fill", "signal"),
    }),
    fc.record({
      gapThroughTarget: choice("target", "stop-first"),
      slipTargets: fc.boolean(),
      slipExits: fc.boolean(),
      entryOnStopBar: fc.boolean(),
      exitWithOppositeEntry: choice("reverse", "exit"),
      entryWithExit: choice("enter", "cancel"),
      sameSideEntry: choice("ignore", "replace"),
      markCloseFills: choice("after", "before"),
      liquidation: choice("intrabar", "close", "none"),
      marginCheck: fc.boolean(),
      firstDecisionBar: choice(0, 0, 1, 5),
      decideOnLastBar: fc.boolean(),
      endOfData: choice(...END_OF_DATA),
    }),
  )
  .map(([first, second]) => ({ ...first, ...second }));

/** Every switch is set, so that the profile gives its name alone. */
export const configs: fc.Arbitrary<BacktestInput> = fc
  .tuple(
    firstSwitches,
    marginWithTiers,
    fc.record({
      sizer,
      stops,
      slippage,
      makerCommissionBps: choice(undefined, 0, 1, 300),
      minimumFee: choice(0, 0, 0, 0.01, 1, 25),
      minimumNotional: choice(0, 0, 10, 500),
      liquidationFeeBps: choice(0, 0, 50, 5_000),
      borrowRate: choice(0, 0, 0.1, 50),
    }),
  )
  .map(([first, second, third]) => ({ ...first, ...second, ...third }));

const series = fc.tuple(draws, market).map(([bars, where]) => columnsOf(bars, where));

/** Anything that the schema allows. */
export const runs: fc.Arbitrary<RandomRun> = fc
  .tuple(series, configs)
  .map(([columns, config]) => ({ ...columns, config }));

/** Runs whose configuration has these values. */
export function runsWith(fixed: BacktestInput): fc.Arbitrary<RandomRun> {
  return runs.map((run) => ({ ...run, config: { ...run.config, ...fixed } }));
}
