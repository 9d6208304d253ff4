import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/backtest/resolve.js";
import type { BacktestConfig } from "../../src/contracts/config.js";
import { EXIT_REASONS } from "../../src/contracts/result.js";
import { referenceBacktest } from "../reference/engine.js";
import type { ReferenceFill, ReferenceResult } from "../reference/model.js";
import { type RandomRun, runs, runsWith } from "./arbitraries.js";
import { cases } from "./settings.js";

/** What has to hold for every run of the reference engine, whatever its configuration. */

function play(run: RandomRun): { config: BacktestConfig; result: ReferenceResult } {
  const config = resolveConfig(run.config);
  return { config, result: referenceBacktest(run.bars, run.signals, config) };
}

describe("the reference engine", () => {
  it("conserves money on every bar", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { config, result } = play(run);
        result.equity.forEach((equity, i) => {
          const before = result.fills.filter((fill) => isInEquity(fill, i, result, config));
          const cash = config.capital - sum(before.map((fill) => fill.quantity * fill.price + fill.commission));
          const held = sum(before.map((fill) => fill.quantity));
          const bankruptBar = result.bankruptBar ?? Number.POSITIVE_INFINITY;
          const gone = i > bankruptBar || (i === bankruptBar && equity === 0);
          const booked = gone ? result.badDebt : 0;
          const turnover = sum(before.map((fill) => Math.abs(fill.quantity * fill.price)));
          const open = held * (run.bars.close[i] as number);
          near(cash + booked + (gone ? 0 : open), equity, 1e-9, Math.max(config.capital, turnover * 1e-3));
        });
      }),
      cases(400),
    );
  });

  it("books in trades what it earned: start + realised + open profit + bad debt = final equity", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { config, result } = play(run);
        const { trades, openPosition, badDebt, fills } = result;
        const realised = sum(trades.map((trade) => trade.pnl));
        const lastClose = run.bars.close[run.bars.close.length - 1] as number;
        const open =
          openPosition === null
            ? 0
            : openPosition.quantity * (lastClose - openPosition.entryPrice) - openPosition.entryCommission;
        const fillsAfterMark = fills.filter((fill) => !isInEquity(fill, result.equity.length - 1, result, config));
        if (fillsAfterMark.length > 0) return; // the last mark came before the last fill
        const turnover = sum(fills.map((fill) => Math.abs(fill.quantity * fill.price)));
        const scale = Math.max(config.capital, turnover * 1e-3);
        near(config.capital + realised + open + badDebt, result.equity.at(-1) as number, 1e-9, scale);
      }),
      cases(400),
    );
  });

  it("holds the sum of its fills", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { fills, openPosition } = play(run).result;
        const scale = sum(fills.map((fill) => Math.abs(fill.quantity)));
        near(sum(fills.map((fill) => fill.quantity)), openPosition?.quantity ?? 0, 1e-12, scale);
      }),
      cases(300),
    );
  });

  it("does not look ahead: bars after k change nothing up to k", () => {
    const marked = runsWith({ endOfData: "mark", decideOnLastBar: true });
    fc.assert(
      fc.property(marked, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (run, share) => {
        const k = Math.floor(share * run.bars.close.length);
        const whole = play(run).result;
        const part = play(truncated(run, k)).result;
        expect(part.equity).toEqual(whole.equity.slice(0, k + 1));
        expect(part.fills).toEqual(whole.fills.filter((fill) => fill.bar <= k));
        expect(part.trades).toEqual(whole.trades.filter((trade) => trade.exitBar <= k));
      }),
      cases(400),
    );
  });

  it("gives the same trades when every price and the capital are four times as high", () => {
    fc.assert(
      fc.property(runsWith({ tickSize: 0 }), (run) => {
        const { result } = play(run);
        const scaled = play(withPrices(run, 4)).result;
        expect(scaled.fills).toEqual(
          result.fills.map((fill) => ({ ...fill, price: fill.price * 4, commission: fill.commission * 4 })),
        );
        expect(scaled.equity).toEqual(result.equity.map((equity) => equity * 4));
        const fractions = ({ trades }: ReferenceResult) =>
          trades.map(({ mae, mfe, exitReason }) => [mae, mfe, exitReason]);
        expect(fractions(scaled)).toEqual(fractions(result));
      }),
      cases(300),
    );
  });

  it("trades twice the size with twice the capital, where sizing is scale-free", () => {
    const scaleFree = runsWith({ lotSize: 0 }).filter(
      ({ config, signals }) =>
        typeof config.sizer === "object" &&
        config.sizer.name !== "fixed-amount" &&
        signals.size.every((size) => Number.isNaN(size)),
    );
    fc.assert(
      fc.property(scaleFree, (run) => {
        const { config, result } = play(run);
        const doubled = play({ ...run, config: { ...run.config, capital: config.capital * 2 } }).result;
        expect(doubled.fills).toEqual(
          result.fills.map((fill) => ({ ...fill, quantity: fill.quantity * 2, commission: fill.commission * 2 })),
        );
        expect(doubled.equity).toEqual(result.equity.map((equity) => equity * 2));
      }),
      cases(200),
    );
  });

  it("makes sane trades: one after the other, each with an end after its beginning", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { config, result } = play(run);
        let freeFrom = 0;
        for (const trade of result.trades) {
          expect(trade.entryBar).toBeGreaterThanOrEqual(freeFrom);
          expect(trade.exitBar).toBeGreaterThanOrEqual(trade.entryBar);
          expect(trade.quantity).toBeGreaterThan(0);
          expect(trade.entryPrice).toBeGreaterThan(0);
          expect(trade.commission).toBeGreaterThanOrEqual(0);
          expect(trade.mae).toBeLessThanOrEqual(0);
          expect(trade.mfe).toBeGreaterThanOrEqual(0);
          if (config.longOnly) expect(trade.side).toBe(1);
          freeFrom = trade.exitBar;
        }
        if (result.bankruptBar !== null) {
          expect(result.openPosition).toBeNull();
          expect(result.equity.slice(result.bankruptBar + 1).every((equity) => equity === 0)).toBe(true);
        }
        expect(result.equity.length).toBe(run.bars.close.length);
      }),
      cases(400),
    );
  });
});

describe("the random runs", () => {
  it("reach every exit, every rejection, conflicts, ambiguous bars, bankruptcy and bad debt", () => {
    const reached = new Set<string>();
    for (const run of fc.sample(runs, cases(1500))) {
      const { result } = play(run);
      for (const { exitReason } of result.trades) reached.add(exitReason);
      for (const [reason, count] of Object.entries(result.rejected)) if (count > 0) reached.add(reason);
      if (result.conflicts > 0) reached.add("conflict");
      if (result.ambiguousBars > 0) reached.add("ambiguous");
      if (result.badDebt > 0) reached.add("bad debt");
    }
    const others = ["zero-size", "insufficient-margin", "invalid-atr", "conflict", "ambiguous", "bad debt"];
    expect([...EXIT_REASONS, ...others].filter((name) => !reached.has(name))).toEqual([]);
  });
});

/** Whether the equity of bar i contains a fill: with `markCloseFills: before` a close fill of this bar's decision is not. */
function isInEquity(
  fill: ReferenceFill,
  i: number,
  { fills, equity }: ReferenceResult,
  config: BacktestConfig,
): boolean {
  const ends = ({ kind }: ReferenceFill) => EXIT_REASONS[kind - 1] === "end";
  const finalized = config.endOfData === "finalize" && fills.some(ends);
  if (finalized && i === equity.length - 1) return true;
  if (finalized && ends(fill)) return false;
  if (fill.bar !== i) return fill.bar < i;
  // what closes with the data is in the last equity
  if (config.endOfData === "close" && i === equity.length - 1) return true;
  const byDecision = fill.kind === 0 || ["signal", "reverse"].includes(EXIT_REASONS[fill.kind - 1] as string);
  return !(config.fill === "close" && config.markCloseFills === "before" && byDecision);
}

function truncated({ bars, signals, config }: RandomRun, last: number): RandomRun {
  const cut = <Columns extends object>(columns: Columns): Columns =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.slice(0, last + 1)])) as Columns;
  return { bars: cut(bars), signals: cut(signals), config };
}

/** Every price and the capital times a power of two: exact in binary. */
function withPrices({ bars, signals, config }: RandomRun, factor: number): RandomRun {
  const times = (column: Float64Array) => column.map((value) => value * factor);
  const { open, high, low, close } = bars;
  const { stop, target, atr } = signals;
  return {
    bars: { open: times(open), high: times(high), low: times(low), close: times(close) },
    signals: { ...signals, stop: times(stop), target: times(target), atr: times(atr) },
    config: { ...config, capital: (config.capital as number) * factor },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function near(value: number, expected: number, relative: number, scale: number): void {
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(relative * scale);
}
