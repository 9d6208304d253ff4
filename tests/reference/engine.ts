import type { BacktestConfig } from "../../src/contracts/config.js";
import type { ExitReason } from "../../src/contracts/result.js";
import { type Account, equityAt, goBankrupt, openAccount } from "./account.js";
import { barsOf } from "./bars.js";
import { chargeAtOpen, chargeLater } from "./carry.js";
import { closePosition } from "./closing-leg.js";
import { decide } from "./decision.js";
import { testLevels } from "./levels.js";
import type { Bar, BarColumns, Extras, Order, ReferenceResult, SignalColumns } from "./model.js";
import { isTimeUp, moveStops } from "./moves.js";
import { openPosition } from "./opening-leg.js";
import { backtestWithOrders } from "./orders/engine.js";
import { against, marketPrice } from "./prices.js";
import { type Rules, rulesOf } from "./rules.js";
import { slippageOfFill } from "./slippage.js";

const HOUR_MS = 3_600_000;

/**
 * The slow, obvious engine: assembly/simulation/SEMANTICS.md in plain TypeScript, one object per bar, in the order of its
 * sections A to H; runs with orders or a budget of volume go by ORDERS.md (orders/engine.ts). It was written from that page alone, so that a difference to the kernel is somebody's mistake.
 */
export function referenceBacktest(
  columns: BarColumns,
  signals: SignalColumns,
  config: BacktestConfig,
  extras: Extras = {},
): ReferenceResult {
  if (extras.script !== undefined || config.maxParticipation > 0) {
    return backtestWithOrders(columns, signals, config, extras);
  }
  const rules = rulesOf(config, columns.barMs ?? HOUR_MS);
  const bars = barsOf(columns, signals, extras, rules);
  const account = openAccount(config.capital);
  const equity: number[] = [];
  let queued: Order | null = null;
  let conflicts = 0;
  let ambiguousBars = 0;
  let barsInMarket = 0;

  bars.forEach((bar, i) => {
    const last = i === bars.length - 1;
    if (account.bankruptBar !== null) {
      equity.push(0);
      return;
    }

    // Carry, first part
    chargeAtOpen(rules, account, bars, i);
    if (config.fill === "same-open") chargeLater(rules, account, bars, i);

    // A: orders queued on the bar before
    if (queued !== null) {
      fillOrder(rules, account, bars, queued, { bar: i, raw: bar.open, at: "open" });
      queued = null;
    }

    // Carry, second part
    if (config.fill !== "same-open") chargeLater(rules, account, bars, i);

    // B: levels
    let afterLevelExit = false;
    if (account.position !== null) {
      const { exit, ambiguous } = testLevels(rules, account.position, bars, i);
      if (ambiguous) ambiguousBars += 1;
      if (exit !== null) {
        closePosition(rules, account, bars, { bar: i, ...exit });
        afterLevelExit = true;
      }
    }

    // C: moves
    if (account.position !== null) {
      moveStops(rules, account.position, bar);
      if (config.fill !== "same-open" && closeWhenTimeIsUp(rules, account, bars, i)) afterLevelExit = true;
    }

    // D: decision
    let order: Order | null = null;
    if (account.bankruptBar === null) {
      const decision = decide(rules, account, signals, { bar: i, bars, afterLevelExit });
      if (decision.conflict) conflicts += 1;
      order = decision.order;
    }
    let marked = false;
    if (order !== null && config.fill === "next-open") queued = order;
    if (order !== null && config.fill === "same-open") {
      fillOrder(rules, account, bars, order, { bar: i, raw: bar.open, at: "open" });
    }
    if (config.fill === "same-open") closeWhenTimeIsUp(rules, account, bars, i);
    if (order !== null && config.fill === "close") {
      // what closes with the data is in the last equity
      if (config.markCloseFills === "before" && !(last && config.endOfData === "close")) {
        if (account.position !== null) barsInMarket += 1;
        equity.push(markAndTest(rules, account, bars, i));
        marked = true;
      }
      if (account.bankruptBar === null) {
        fillOrder(rules, account, bars, order, { bar: i, raw: bar.close, at: "close" });
      }
    }

    // E: end of data
    if (last && config.endOfData === "close") closeAsMarketOrder(rules, account, bars, "end", { bar: i, at: "close" });

    // F and G: mark, and the account at the close
    if (!marked) {
      if (account.position !== null) barsInMarket += 1;
      equity.push(markAndTest(rules, account, bars, i));
    }
  });

  // H: finalize
  if (config.endOfData === "finalize" && account.position !== null) {
    finalize(rules, account, bars, account.position.entryBar);
    equity[bars.length - 1] = account.cash;
  }

  return {
    trades: account.trades,
    fills: account.fills,
    equity,
    conflicts,
    ambiguousBars,
    rejected: account.rejected,
    bankruptBar: account.bankruptBar,
    badDebt: account.badDebt,
    funding: account.funding,
    charges: account.charges,
    openPosition: account.position,
    barsInMarket,
    orderOfFill: account.fills.map(() => 0),
  };
}

interface Place {
  bar: number;
  at: "open" | "close";
  /** Bar whose low and high the trade has still seen, where that is not said by bar and place. */
  heldThrough?: number;
}

/** First the closing leg, then the opening leg, both from one raw price. */
function fillOrder(rules: Rules, account: Account, bars: readonly Bar[], order: Order, where: Place & { raw: number }) {
  const heldSide = account.position?.side ?? 0;
  const reverses = order.opens !== 0 && heldSide !== 0 && order.opens !== heldSide;
  const closing = order.closes
    ? closeAsMarketOrder(rules, account, bars, reverses ? "reverse" : "signal", where)
    : null;
  if (account.bankruptBar !== null || order.opens === 0) return;
  const { bar, raw, at } = where;
  const opening = openPosition(rules, account, bars, order, { side: order.opens, bar, raw, atClose: at === "close" });
  if (opening === null) return;
  if (closing !== null && reverses && closing.price === opening.price) {
    closing.quantity += opening.quantity;
    closing.commission += opening.commission;
  } else {
    account.fills.push(opening);
  }
}

/** The triple barrier's time limit. Returns whether it has closed a position. */
function closeWhenTimeIsUp(rules: Rules, account: Account, bars: readonly Bar[], i: number): boolean {
  if (account.position === null || !isTimeUp(rules, account.position, bars, bars[i] as Bar)) return false;
  closeAsMarketOrder(rules, account, bars, "time", { bar: i, at: "close" });
  return true;
}

/** Closes what is held, if anything, at the open or the close of a bar. */
function closeAsMarketOrder(rules: Rules, account: Account, bars: readonly Bar[], reason: ExitReason, place: Place) {
  const { position } = account;
  if (position === null) return null;
  const { bar, at, heldThrough } = place;
  const slippage = slippageOfFill(rules, bars, { bar, atClose: at === "close" }, Math.abs(position.quantity));
  const raw = rawPrice(bars, place);
  const price = marketPrice(rules, raw, against(position.side), rules.config.slipExits ? slippage : 0);
  return closePosition(rules, account, bars, {
    bar,
    price,
    reason,
    place: heldThrough === undefined ? { at } : { at: "past", heldThrough },
  });
}

/** F, and with `liquidation: close` G. Returns the equity of the bar. */
function markAndTest(rules: Rules, account: Account, bars: readonly Bar[], i: number): number {
  const close = rawPrice(bars, { bar: i, at: "close" });
  const equity = equityAt(account, close);
  if (rules.config.liquidation !== "close" || equity > 0) return equity;
  const { position } = account;
  if (position !== null) {
    const price = marketPrice(rules, close, against(position.side), 0);
    closePosition(rules, account, bars, { bar: i, price, reason: "bankrupt", place: { at: "close" } });
  }
  goBankrupt(account, i);
  return 0;
}

/** H: backtesting.py closes what is held at the last price that its orders could see. */
function finalize(rules: Rules, account: Account, bars: readonly Bar[], entryBar: number): void {
  const last = bars.length - 1;
  const heldThrough = last;
  if (rules.config.fill !== "close")
    closeAsMarketOrder(rules, account, bars, "end", { bar: last, at: "open", heldThrough });
  // a position opened at the last close cannot be closed before it
  else closeAsMarketOrder(rules, account, bars, "end", { bar: Math.max(last - 1, entryBar), at: "close", heldThrough });
}

function rawPrice(bars: readonly Bar[], { bar, at }: Place): number {
  const prices = bars[bar];
  if (prices === undefined) throw new Error(`there is no bar ${bar}`);
  return prices[at];
}
