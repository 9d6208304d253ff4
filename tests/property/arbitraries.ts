import fc from "fast-check";
import {
  type BacktestInput,
  END_OF_DATA,
  FILLS,
  INTRABARS,
  PROFILES,
  STOP_ANCHORS,
} from "../../src/contracts/config.js";

/**
 * Random runs: bars, signals and a configuration with every switch set. Prices are whole steps, so that opens, extremes,
 * closes and levels are often exactly equal; what is random per bar lies together, so that a case shrinks by dropping bars.
 */

export interface RandomBars {
  /** Quote currency (nBars). */
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
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
}

export interface RandomRun {
  bars: RandomBars;
  signals: RandomSignals;
  config: BacktestInput;
}

/** A price of that many steps; Math.PI / 100 keeps prices off every decimal grid. */
const STEPS: readonly ((count: number) => number)[] = [
  (count) => count,
  (count) => count / 2,
  (count) => count / 100,
  (count) => count * (Math.PI / 100),
];

interface BarDraw {
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
}

const none = fc.constant(null);

function often<T>(usual: fc.Arbitrary<T>, usualWeight: number, rare: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: usualWeight }, { arbitrary: rare, weight: 1 });
}

/** True in `percent` of the draws. */
function flag(percent: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 99 }).map((draw) => draw >= 100 - percent);
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
  const given = (percent: number, value: fc.Arbitrary<number>): fc.Arbitrary<number | null> =>
    flag(percent).chain((is): fc.Arbitrary<number | null> => (is ? value : none));
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
    )
    .map(([shape, rest]) => ({ ...shape, ...rest }));
}

/** From a quiet series with a rare signal to contradictory signals on every bar. */
const draws: fc.Arbitrary<BarDraw[]> = fc
  .constantFrom([3, 3, 0], [10, 10, 0], [10, 5, 50], [25, 10, 30], [40, 40, 60], [90, 50, 100])
  .chain(([entries, exits, levels]) =>
    fc.array(barDraw(entries as number, exits as number, levels as number), {
      minLength: 1,
      maxLength: 80,
      size: "max",
    }),
  );

const market = fc.record({ start: fc.constantFrom(5, 40, 100, 1000, 20_000), step: fc.constantFrom(...STEPS) });

function columnsOf(
  bars: readonly BarDraw[],
  { start, step }: { start: number; step: (count: number) => number },
): { bars: RandomBars; signals: RandomSignals } {
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
  const flags = (k: 0 | 1 | 2 | 3) => Uint8Array.from(rows, (row) => (row.bar.flags[k] ? 1 : 0));
  return {
    bars: {
      open: prices((row) => row.open),
      high: prices((row) => row.high),
      low: prices((row) => row.low),
      close: prices((row) => row.close),
    },
    signals: {
      longEntry: flags(0),
      longExit: flags(1),
      shortEntry: flags(2),
      shortExit: flags(3),
      stop: level((bar) => bar.stop),
      target: level((bar) => bar.target),
      size: Float64Array.from(rows, (row) => row.bar.size ?? Number.NaN),
      atr: Float64Array.from(rows, (row) => (row.bar.atr === null ? Number.NaN : step(row.bar.atr))),
    },
  };
}

const sizer: fc.Arbitrary<NonNullable<BacktestInput["sizer"]>> = fc.oneof(
  fc.constantFrom(0.1, 0.5, 1, 3, 20).map((fraction) => ({ name: "fixed-fractional", params: { fraction } })),
  fc.constantFrom(0.1, 0.5, 1 - 2 ** -52, 1).map((fraction) => ({ name: "all-in", params: { fraction } })),
  fc.constantFrom(0.01, 1, 7.3, 100).map((amount) => ({ name: "fixed-amount", params: { amount } })),
  fc
    .record({ risk: fc.constantFrom(0.01, 0.1, 1), multiple: fc.constantFrom(0.5, 2) })
    .map((params) => ({ name: "atr-risk", params })),
);

const percentage = fc
  .record({ stop: fc.constantFrom(0, 0.01, 0.05, 0.5), target: fc.constantFrom(0, 0.01, 0.1, 2) })
  .filter(({ stop, target }) => stop > 0 || target > 0)
  .map((params) => ({ name: "percentage", params }));
const atrStop = fc.constantFrom(0.5, 2).map((multiple) => ({ name: "atr", params: { multiple } }));
const trailing = fc
  .constantFrom(0.005, 0.02, 0.1, 0.5)
  .map((percent) => ({ name: "trailing-percent", params: { percent } }));

/** None, one, or several at once. */
const stops: fc.Arbitrary<NonNullable<BacktestInput["stops"]>> = fc
  .tuple(fc.option(percentage, { freq: 2 }), fc.option(atrStop, { freq: 2 }), fc.option(trailing, { freq: 2 }))
  .map((chosen) => chosen.filter((stop) => stop !== null));

const margin = fc
  .record({
    leverage: often(fc.constant(1), 1, fc.constantFrom(1.5, 2, 5, 20, 50)),
    share: fc.constantFrom(0, 0, 0.25, 0.9),
  })
  .map(({ leverage, share }) => ({ leverage, maintenanceMargin: Math.min(0.5, share / leverage) }));

const choice = <const Value>(...values: Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);

/** Every switch is set, so that the profile gives its name alone. */
export const configs: fc.Arbitrary<BacktestInput> = fc
  .tuple(
    fc.record({
      profile: choice(...PROFILES),
      sizer,
      stops,
      capital: choice(50, 1_000, 10_000, 1e6),
      commissionBps: choice(0, 10, 2.5, 200, 5_000),
      slippageBps: choice(0, 0, 2, 100, 5_000),
      tickSize: choice(0, 0, 0.01, 0.5, 3, 0.07),
      lotSize: choice(0, 0, 1, 0.1, 1e-6, 0.3, 25),
      longOnly: flag(20),
      reverse: fc.boolean(),
      fill: choice(...FILLS),
      intrabar: choice(...INTRABARS),
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
    margin,
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
