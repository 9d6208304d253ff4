import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/backtest/resolve.js";
import type { BacktestConfig, BacktestInput } from "../../src/contracts/config.js";
import { EXIT_REASONS, REJECT_REASONS } from "../../src/contracts/result.js";
import { referenceBacktest } from "../reference/engine.js";
import type { ReferenceFill, ReferenceResult } from "../reference/model.js";
import { OF_PORTFOLIOS_ALONE } from "../reference/reasons.js";
import { type RandomRun, runs, runsWith } from "./arbitraries.js";
import { cases } from "./settings.js";

/** What has to hold for every run of the reference engine, whatever its configuration. */

function play(run: RandomRun): { config: BacktestConfig; result: ReferenceResult } {
  const config = resolveConfig(run.config);
  return { config, result: referenceBacktest(run.bars, run.signals, config, run.extras) };
}

describe("the reference engine", () => {
  it("conserves money on every bar", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { config, result } = play(run);
        result.equity.forEach((equity, i) => {
          const before = result.fills.filter((fill) => isInEquity(fill, i, result, config));
          const charged = result.charges.filter(({ bar }) => bar <= i).map(({ amount }) => amount);
          const spent = sum(before.map((fill) => fill.quantity * fill.price + fill.commission)) + sum(charged);
          const cash = config.capital - spent;
          const held = sum(before.map((fill) => fill.quantity));
          const bankruptBar = result.bankruptBar ?? Number.POSITIVE_INFINITY;
          const gone = i > bankruptBar || (i === bankruptBar && equity === 0);
          const booked = gone ? result.badDebt : 0;
          const turnover = turnoverOf(before) + sum(charged.map(Math.abs));
          const open = held * (run.bars.close[i] as number);
          near(cash + booked + (gone ? 0 : open), equity, 1e-9, Math.max(config.capital, turnover * 1e-3));
        });
      }),
      cases(400),
    );
  });

  it("books in trades what it earned: start + realised - costs + open profit + bad debt = final equity", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { config, result } = play(run);
        const { trades, openPosition, badDebt, fills, funding, charges } = result;
        const fillsAfterMark = fills.filter((fill) => !isInEquity(fill, result.equity.length - 1, result, config));
        if (fillsAfterMark.length > 0) return; // the last mark came before the last fill
        const lastClose = run.bars.close[run.bars.close.length - 1] as number;
        const gross = sum(trades.map((trade) => trade.side * trade.quantity * (trade.exitPrice - trade.entryPrice)));
        const fees = sum(fills.map((fill) => fill.commission));
        const open = openPosition === null ? 0 : openPosition.quantity * (lastClose - openPosition.entryPrice);
        const scale = Math.max(
          config.capital,
          (turnoverOf(fills) + sum(charges.map(({ amount }) => Math.abs(amount)))) * 1e-3,
        );
        const equity = result.equity.at(-1) as number;
        near(config.capital + gross - fees - funding + open + badDebt, equity, 1e-9, scale);
        const openCosts = openPosition === null ? 0 : openPosition.entryCommission + openPosition.funding;
        const net = sum(trades.map((trade) => trade.pnl));
        near(config.capital + net + open - openCosts + badDebt, equity, 1e-9, scale);
      }),
      cases(400),
    );
  });

  it("charges funding and borrow cost to what is held then, and books every charge in its trade", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { config, result } = play(run);
        const { charges, trades, openPosition } = result;
        const size = Math.max(1, ...charges.map(({ amount }) => Math.abs(amount)));
        near(sum(charges.map(({ amount }) => amount)), result.funding, 1e-12, size * charges.length);
        const booked = sum(trades.map((trade) => trade.funding)) + (openPosition?.funding ?? 0);
        near(booked, result.funding, 1e-12, size * charges.length);
        expect(charges.filter(({ kind, amount }) => kind === "borrow" && amount <= 0)).toEqual([]);
        run.bars.close.forEach((_, i) => {
          if (i > (result.bankruptBar ?? Number.POSITIVE_INFINITY)) return;
          expectCharges(run, config, result, i);
        });
      }),
      cases(300),
    );
  });

  it("opens nothing below the minimum notional, and pays the minimum fee at least", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { config, result } = play(run);
        const { trades, openPosition, fills } = result;
        for (const { entryPrice, quantity } of openPosition ? [...trades, openPosition] : trades) {
          expect(Math.abs(quantity) * entryPrice).toBeGreaterThanOrEqual(config.minimumNotional);
        }
        for (const { commission, price } of fills) {
          // slippage by volatility can be more than the price
          if (price > 0) expect(commission).toBeGreaterThanOrEqual(config.minimumFee);
        }
      }),
      cases(300),
    );
  });

  it("leaves equity above initial margin with every order", () => {
    fc.assert(
      fc.property(runsWith({ marginCheck: true }), (run) => {
        const { config, result } = play(run);
        result.fills.forEach((fill, k) => {
          const upTo = result.fills.slice(0, k + 1);
          const held = heldAfter(upTo);
          if (held === 0) return;
          const charged = sum(chargesBefore(result, fill.bar, config).map(({ amount }) => amount));
          const cash = config.capital - charged - sum(upTo.map((one) => one.quantity * one.price + one.commission));
          // a long without leverage or tiers has only to be paid
          const paidInFull = held > 0 && config.leverage === 1 && config.marginTiers.length === 0;
          const raw = (config.fill === "close" ? run.bars.close : run.bars.open)[fill.bar] as number;
          const margin = initialMargin(config, Math.abs(held) * fill.price);
          const scale = Math.max(config.capital, turnoverOf(upTo));
          const least = paidInFull ? held * raw : margin;
          expect(cash + held * raw).toBeGreaterThanOrEqual(least - 1e-9 * scale);
        });
      }),
      cases(400),
    );
  });

  it("fills inside the bar where nothing slips", () => {
    const exact = runsWith({ slippage: "fixed", slippageBps: 0, tickSize: 0 }).filter(
      // a break-even stop beyond its own trigger is beyond the price that sets it
      ({ config }) => (config.stops ?? []).every((stop) => typeof stop === "string" || !beyondTrigger(stop.params)),
    );
    fc.assert(
      fc.property(exact, (run) => {
        for (const { bar, price } of play(run).result.fills) {
          expect(price).toBeGreaterThanOrEqual(run.bars.low[bar] as number);
          expect(price).toBeLessThanOrEqual(run.bars.high[bar] as number);
        }
      }),
      cases(300),
    );
  });

  it("holds nothing past its time limit", () => {
    const days = 5 / 24;
    const limited = runsWith({ stops: [{ name: "triple-barrier", params: { target: 10, stop: 10, days } }] });
    fc.assert(
      fc.property(limited, (run) => {
        const { timestamp, barMs } = run.bars;
        const { config, result } = play(run);
        const closeOf = (bar: number) => (timestamp[bar] as number) + barMs;
        for (const { entryBar, exitBar, exitReason } of result.trades) {
          const entered = config.fill === "close" ? closeOf(entryBar) : (timestamp[entryBar] as number);
          if (exitReason === "time") expect(closeOf(exitBar) - entered).toBeGreaterThanOrEqual(days * 86_400_000);
          if (exitBar > entryBar) expect(closeOf(exitBar - 1) - entered).toBeLessThan(days * 86_400_000);
        }
      }),
      cases(300),
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
    // volumes and everything else in units or money grow with the capital
    const scaleFree = runsWith({ lotSize: 0 }).filter(
      ({ config, signals }) =>
        typeof config.sizer === "object" &&
        config.sizer.name !== "fixed-amount" &&
        signals.size.every((size) => Number.isNaN(size)),
    );
    fc.assert(
      fc.property(scaleFree, (run) => {
        const { result } = play(run);
        const volume = run.bars.volume.map((units) => units * 2);
        const doubled = play({ ...run, bars: { ...run.bars, volume }, config: withMoney(run.config, 2) }).result;
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
          if (trade.exitPrice > 0) expect(trade.commission).toBeGreaterThanOrEqual(0);
          expect(trade.mae).toBeLessThanOrEqual(0);
          expect(trade.mfe).toBeGreaterThanOrEqual(0);
          if (config.longOnly) expect(trade.side).toBe(1);
          if (trade.side === 1 && trade.exitReason === "liquidation") {
            // without leverage only a debt is called in
            const indebted = !config.marginCheck || trade.funding > 0;
            expect(config.leverage > 1 || config.marginTiers.length > 0 || indebted).toBe(true);
          }
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

/** Runs with orders, or with a budget of volume, have these (orders.test.ts). */
const OF_ORDERS_ALONE: readonly string[] = ["limit", "no-volume", "post-only", "nothing-to-reduce", "too-many-orders"];

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
    const others = ["conflict", "ambiguous", "bad debt"];
    const elsewhere = [...OF_ORDERS_ALONE, ...OF_PORTFOLIOS_ALONE];
    const all = [...EXIT_REASONS, ...REJECT_REASONS, ...others].filter((name) => !elsewhere.includes(name));
    expect(all.filter((name) => !reached.has(name))).toEqual([]);
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
  const byDecision = fill.kind === 0 || isByDecision(fill.kind);
  return !(config.fill === "close" && config.markCloseFills === "before" && byDecision);
}

/** The position that these fills have left. */
function heldAfter(fills: readonly ReferenceFill[]): number {
  const held = sum(fills.map(({ quantity }) => quantity));
  // what rounding leaves is no position
  return Math.abs(held) <= 1e-14 * Math.max(...fills.map(({ quantity }) => Math.abs(quantity))) ? 0 : held;
}

/** Every charge of bar i is that of the position which its trades say was held. */
function expectCharges(run: RandomRun, config: BacktestConfig, result: ReferenceResult, i: number): void {
  const open = run.bars.open[i] as number;
  const carried = sum(quantitiesHeld(config, result, ({ from, to }) => from < i && to >= i));
  const held =
    config.fill === "next-open"
      ? sum(
          quantitiesHeld(
            config,
            result,
            ({ from, to, leavesAtOpen }) => from <= i && (leavesAtOpen ? to > i : to >= i),
          ),
        )
      : carried;
  const expected = {
    "funding-at-open": carried * open * (run.extras.fundingAtOpen[i] as number),
    "funding-later": held * open * (run.extras.fundingLater[i] as number),
    borrow: held < 0 ? (-held * open * config.borrowRate * run.bars.barMs) / (365 * 86_400_000) : 0,
  };
  for (const [kind, amount] of Object.entries(expected)) {
    const found = result.charges.filter((charge) => charge.bar === i && charge.kind === kind);
    expect(found.length, `${kind} on bar ${i}`).toBe(amount === 0 ? 0 : 1);
    near(found[0]?.amount ?? 0, amount, 1e-12, Math.abs(amount));
  }
}

interface Stay {
  /** Bars of the entry and of the exit. */
  from: number;
  to: number;
  /** An order of the bar before ends it at the open. */
  leavesAtOpen: boolean;
}

/** Signed quantities of the trades, the open one included, whose stay is like this. */
function quantitiesHeld(
  config: BacktestConfig,
  { trades, openPosition, equity }: ReferenceResult,
  isLike: (stay: Stay) => boolean,
): number[] {
  const closed = trades
    .filter(({ entryBar, exitBar, exitReason }) => {
      const finalized = config.endOfData === "finalize" && exitReason === "end";
      const leavesAtOpen = exitReason === "signal" || exitReason === "reverse";
      return isLike({ from: entryBar, to: finalized ? equity.length - 1 : exitBar, leavesAtOpen });
    })
    .map(({ side, quantity }) => side * quantity);
  if (openPosition === null) return closed;
  const stays = isLike({ from: openPosition.entryBar, to: Number.POSITIVE_INFINITY, leavesAtOpen: false });
  return stays ? [...closed, openPosition.quantity] : closed;
}

function isByDecision(kind: number): boolean {
  return ["signal", "reverse"].includes(EXIT_REASONS[kind - 1] as string);
}

/** Charges up to a decision's fill on a bar. */
function chargesBefore({ charges }: ReferenceResult, bar: number, { fill }: BacktestConfig) {
  return charges.filter(
    (charge) => charge.bar < bar || (charge.bar === bar && (fill !== "next-open" || charge.kind === "funding-at-open")),
  );
}

/** Initial margin of a notional: the tiers' rates on its parts. */
function initialMargin({ marginTiers, leverage }: BacktestConfig, notional: number): number {
  if (marginTiers.length === 0) return notional / leverage;
  return sum(
    marginTiers.map((tier, k) => {
      const end = Math.min(notional, marginTiers[k + 1]?.notional ?? Number.POSITIVE_INFINITY);
      return Math.max(end - tier.notional, 0) * Math.max(tier.initialMargin, 1 / leverage);
    }),
  );
}

function beyondTrigger(params: Record<string, unknown> | undefined): boolean {
  return params?.["trigger"] !== undefined && Number(params["offset"]) > Number(params["trigger"]);
}

function turnoverOf(fills: readonly ReferenceFill[]): number {
  return sum(fills.map(({ quantity, price }) => Math.abs(quantity * price)));
}

function truncated({ bars, signals, extras, config }: RandomRun, last: number): RandomRun {
  const cut = <Columns extends object>(columns: Columns): Columns =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.slice(0, last + 1)])) as Columns;
  const { barMs, ...columns } = bars;
  return { bars: { ...cut(columns), barMs }, signals: cut(signals), extras: cut(extras), config };
}

/** Every price and everything in money times a power of two: exact in binary. */
function withPrices({ bars, signals, extras, config }: RandomRun, factor: number): RandomRun {
  const times = (column: Float64Array) => column.map((value) => value * factor);
  const { open, high, low, close } = bars;
  const { stop, target, atr } = signals;
  const { sar, chandelierLong, chandelierShort, bandLong, bandShort } = extras;
  return {
    bars: { ...bars, open: times(open), high: times(high), low: times(low), close: times(close) },
    signals: { ...signals, stop: times(stop), target: times(target), atr: times(atr) },
    extras: {
      ...extras,
      sar: times(sar),
      chandelierLong: times(chandelierLong),
      chandelierShort: times(chandelierShort),
      bandLong: times(bandLong),
      bandShort: times(bandShort),
    },
    config: withMoney(config, factor),
  };
}

/** The capital and the amounts of money in the configuration times a factor. */
function withMoney(config: BacktestInput, factor: number): BacktestInput {
  return {
    ...config,
    capital: (config.capital as number) * factor,
    minimumFee: (config.minimumFee ?? 0) * factor,
    minimumNotional: (config.minimumNotional ?? 0) * factor,
    marginTiers: (config.marginTiers ?? []).map((tier) => ({ ...tier, notional: tier.notional * factor })),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function near(value: number, expected: number, relative: number, scale: number): void {
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(relative * scale);
}
