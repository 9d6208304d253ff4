import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/backtest/resolve.js";
import type { BacktestConfig } from "../../src/contracts/config.js";
import { MOST_ORDERS, ORDER_TYPES } from "../../src/contracts/orders.js";
import { EXIT_REASONS, REJECT_REASONS } from "../../src/contracts/result.js";
import { referenceBacktest } from "../reference/engine.js";
import type { ReferenceResult } from "../reference/model.js";
import { OF_PORTFOLIOS_ALONE } from "../reference/reasons.js";
import { orderRuns, orderRunsWith, participationRuns } from "./orders.js";
import {
  type AnyRun,
  openedBy,
  type Played,
  play,
  type Step,
  stepsOf,
  sum,
  truncated,
  withConfig,
  withoutCarry,
} from "./orders-played.js";
import { cases } from "./settings.js";

/** What has to hold for every run with orders or a budget of volume. */

const anyRuns: fc.Arbitrary<AnyRun> = fc.oneof(orderRuns, participationRuns);

describe("the reference engine with orders", () => {
  it("conserves money on every bar", () => {
    fc.assert(
      fc.property(anyRuns, (run) => {
        const { config, result } = play(run);
        result.equity.forEach((equity, i) => {
          const fills = result.fills.filter(({ bar }) => bar <= i);
          const charged = result.charges.filter(({ bar }) => bar <= i).map(({ amount }) => amount);
          const spent = sum(fills.map(({ quantity, price, commission }) => quantity * price + commission));
          const gone = result.bankruptBar !== null && i >= result.bankruptBar;
          const held = gone ? 0 : sum(fills.map(({ quantity }) => quantity));
          const cash = config.capital - spent - sum(charged) + (gone ? result.badDebt : 0);
          const scale = turnoverOf(result.fills) + sum(charged.map(Math.abs));
          near(cash + held * (run.bars.close[i] as number), equity, 1e-9 * Math.max(config.capital, scale * 1e-3));
        });
      }),
      cases(400),
    );
  });

  it("books in trades what it earned, and holds the sum of its fills", () => {
    fc.assert(
      fc.property(anyRuns, (run) => {
        const { config, result } = play(run);
        const { trades, openPosition, fills, charges, badDebt, funding } = result;
        const lastClose = run.bars.close.at(-1) as number;
        const open = openPosition === null ? 0 : openPosition.quantity * (lastClose - openPosition.entryPrice);
        const openCosts = openPosition === null ? 0 : openPosition.entryCommission + openPosition.funding;
        const scale = turnoverOf(fills) + sum(charges.map(({ amount }) => Math.abs(amount)));
        const tolerance = 1e-9 * Math.max(config.capital, scale * 1e-3);
        const net = sum(trades.map(({ pnl }) => pnl));
        near(config.capital + net + open - openCosts + badDebt, result.equity.at(-1) as number, tolerance);
        near(sum(trades.map((trade) => trade.funding)) + (openPosition?.funding ?? 0), funding, tolerance);
        const fees = sum(trades.map(({ commission }) => commission)) + (openPosition?.entryCommission ?? 0);
        near(fees, sum(fills.map(({ commission }) => commission)), tolerance);
        const traded = sum(fills.map(({ quantity }) => Math.abs(quantity)));
        near(sum(fills.map(({ quantity }) => quantity)), openPosition?.quantity ?? 0, 1e-12 * traded);
        for (const { mae, mfe, quantity, entryBar, exitBar } of trades) {
          expect(mae <= 0 && mfe >= 0 && quantity > 0 && entryBar <= exitBar).toBe(true);
        }
      }),
      cases(400),
    );
  });

  it("does not look ahead: bars and orders after k change nothing up to k", () => {
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(anyRuns, share, (drawn, where) => {
        const run = withConfig(drawn, { endOfData: "mark", decideOnLastBar: true });
        const k = Math.floor(where * run.bars.close.length);
        const whole = play(run).result;
        const part = play(truncated(run, k)).result;
        expect(part.equity).toEqual(whole.equity.slice(0, k + 1));
        expect(part.fills).toEqual(whole.fills.filter(({ bar }) => bar <= k));
        expect(part.trades).toEqual(whole.trades.filter(({ exitBar }) => exitBar <= k));
      }),
      cases(300),
    );
  });

  it("takes no more of a bar than its budget", () => {
    fc.assert(
      fc.property(anyRuns, (run) => {
        const played = play(run);
        const { maxParticipation } = played.config;
        if (maxParticipation === 0) return;
        const held = stepsOf(played.result.fills, played.result.orderOfFill).filter((step) =>
          isHeldToBudget(played, step),
        );
        run.bars.volume.forEach((volume, i) => {
          const taken = sum(held.filter(({ fill }) => fill.bar === i).map(({ fill }) => Math.abs(fill.quantity)));
          expect(taken).toBeLessThanOrEqual(maxParticipation * volume * (1 + 1e-12));
        });
      }),
      cases(400),
    );
  });

  it("leaves equity above initial margin with every entry, where nothing slips", () => {
    const exact = { marginCheck: true, slippage: "fixed", slippageBps: 0, tickSize: 0 } as const;
    fc.assert(
      fc.property(anyRuns, (drawn) => {
        // of a maker fee above the commission step 3 knows nothing
        const run = withConfig(withoutCarry(drawn), { ...exact, makerCommissionBps: 0 });
        const { config, result } = play(run);
        stepsOf(result.fills, result.orderOfFill).forEach((step, k) => {
          if (openedBy(step) === 0) return;
          const { after, fill } = step;
          const upTo = result.fills.slice(0, k + 1);
          const cash = config.capital - sum(upTo.map((one) => one.quantity * one.price + one.commission));
          const paidInFull = after > 0 && config.leverage === 1 && config.marginTiers.length === 0;
          const least = paidInFull ? after * fill.price : initialMargin(config, Math.abs(after) * fill.price);
          const scale = Math.max(config.capital, turnoverOf(upTo));
          expect(cash + after * fill.price).toBeGreaterThanOrEqual(least - 1e-9 * scale);
        });
      }),
      cases(400),
    );
  });

  it("fills no limit order worse than its limit, and lets a reduce-only order only reduce", () => {
    fc.assert(
      fc.property(orderRuns, (run) => {
        const { result, orders } = play(run);
        for (const { fill, order, before, after } of stepsOf(result.fills, result.orderOfFill)) {
          const found = orders.get(order);
          if (found === undefined) continue;
          if (found.type.endsWith("limit")) {
            expect(found.direction * fill.price).toBeLessThanOrEqual(found.direction * found.limit);
          }
          if (found.reduceOnly) expect(before * after >= 0 && Math.abs(after) <= Math.abs(before)).toBe(true);
        }
      }),
      cases(400),
    );
  });

  it("has at most so many orders, and a bracket works for what was filled of its order less what it has closed", () => {
    fc.assert(
      fc.property(orderRuns, (run) => {
        const { result } = play(run, ({ table, account, orderOfFill }, orders) => {
          expect(table.length).toBeLessThanOrEqual(MOST_ORDERS);
          const all = stepsOf(account.fills, orderOfFill);
          // when a position ends, the bracket of an order that still works is empty again
          const ended = all.map(({ before, after }) => before !== 0 && before * after <= 0);
          const steps = all.slice(Math.max(ended.lastIndexOf(true), 0));
          for (const { parent, rest } of table.filter((order) => order.parent !== 0)) {
            const opened = sum(steps.filter(({ order }) => order === parent).map(openedBy));
            const own = steps.filter(({ order }) => orders.get(order)?.parent === parent);
            const closed = sum(own.map(({ fill }) => Math.abs(fill.quantity)));
            // the steps take what is tiny beside all that was held for nothing
            const largest = Math.max(...all.map(({ after }) => Math.abs(after)), 0);
            near(rest, opened - closed, 1e-12 * largest);
          }
        });
        expect(result.orderOfFill.length).toBe(result.fills.length);
      }),
      cases(300),
    );
  });

  it("is not changed by an order that can never be met", () => {
    fc.assert(
      fc.property(orderRunsWith({ firstDecisionBar: 0 }), fc.boolean(), (run, buys) => {
        const alone = play(run).result;
        // it has the first id, and those of the others are one higher
        const [first = [], ...rest] = run.script.map((actions) =>
          actions.map((action) => ("cancel" in action ? { cancel: action.cancel + 1 } : action)),
        );
        const far = { place: { side: buys ? "buy" : "sell", type: "limit", limit: buys ? 1e-9 : 1e15 } } as const;
        const withFar = play({ ...run, script: [[far, ...first], ...rest] }).result;
        if (alone.rejected["too-many-orders"] + withFar.rejected["too-many-orders"] > 0) return;
        expect(withFar.fills).toEqual(alone.fills);
        expect(withFar.trades).toEqual(alone.trades);
        expect(withFar.equity).toEqual(alone.equity);
        expect(withFar.ambiguousBars).toBe(alone.ambiguousBars);
      }),
      cases(300),
    );
  });

  it("is, without orders and with volume enough, the engine without them", () => {
    fc.assert(
      fc.property(participationRuns, (drawn) => {
        const volume = drawn.bars.volume.map(() => 1e30);
        const run = withConfig({ ...drawn, bars: { ...drawn.bars, volume } }, { maxParticipation: 0 });
        const plain = plainly(run);
        expect(plainly({ ...run, script: [] })).toEqual(plain);
        expect(plainly(withConfig(run, { maxParticipation: 1 }))).toEqual(plain);
      }),
      cases(400),
    );
  });
});

describe("the random runs with orders", () => {
  it("reach every exit and rejection, fills of every type, partial fills, added positions, and what is ambiguous", () => {
    const reached = new Set<string>();
    for (const run of fc.sample(anyRuns, cases(1500))) {
      const { result, orders } = play(run);
      for (const { exitReason } of result.trades) reached.add(exitReason);
      for (const [reason, count] of Object.entries(result.rejected)) if (count > 0) reached.add(reason);
      if (result.ambiguousBars > 0) reached.add("ambiguous");
      const steps = stepsOf(result.fills, result.orderOfFill);
      for (const step of steps) {
        const order = orders.get(step.order);
        if (step.before * step.after > 0) reached.add(openedBy(step) > 0 ? "added" : "reduced");
        if (order !== undefined) reached.add(`${order.type} filled`);
        if (order?.parent) reached.add(`bracket's ${order.type}`);
        if (step.order > 0 && steps.filter((other) => other.order === step.order).length > 2) reached.add("in parts");
      }
    }
    const others = ["ambiguous", "added", "reduced", "bracket's stop", "bracket's limit", "in parts"];
    const filled = ORDER_TYPES.map((type) => `${type} filled`);
    const reasons = [...EXIT_REASONS, ...REJECT_REASONS].filter((name) => !OF_PORTFOLIOS_ALONE.includes(name));
    const all = [...reasons, ...filled, ...others];
    expect(all.filter((name) => !reached.has(name))).toEqual([]);
  });
});

function plainly(run: AnyRun): ReferenceResult {
  const config = resolveConfig(run.config);
  const extras = run.script ? { ...run.extras, script: run.script } : run.extras;
  return referenceBacktest(run.bars, run.signals, config, extras);
}

/** Protective exits are not, unless `by-volume`; ends never. */
function isHeldToBudget({ config, orders }: Played, { reason, order }: Step): boolean {
  if (reason === "end" || reason === "bankrupt") return false;
  if (config.protectiveExits === "by-volume") return true;
  if (order !== 0) return orders.get(order)?.parent === 0;
  return reason === null || reason === "signal" || reason === "reverse";
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

function turnoverOf(fills: readonly { quantity: number; price: number }[]): number {
  return sum(fills.map(({ quantity, price }) => Math.abs(quantity * price)));
}

function near(value: number, expected: number, tolerance: number): void {
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(tolerance);
}
