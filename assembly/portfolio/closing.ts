// The whole account goes at once: liquidation and bankruptcy (PORTFOLIO.md, "Liquidation").

import { EXIT_BANKRUPT, EXIT_LIQUIDATION } from "../core/codes";
import { at, put } from "../core/columns";
import { closeTrade, goBankrupt, see } from "../simulation/legs";
import { marketPrice } from "../simulation/price";
import { exitSlippage } from "../simulation/slippage";
import { lookAround } from "./account";
import { seeFills } from "./output";
import { bindingOf, markOf, Portfolio, Sleeve, sleeveAt, stateOf } from "./state";

/** The bar that a sleeve is in, or was in last. */
@inline
export function barOf(v: Sleeve): i32 {
  return stateOf(v).nextBar - (v.under ? 0 : 1);
}

/** What no longer concerns a sleeve: its queue and its rebalancing order. */
function dropOrders(v: Sleeve): void {
  const s = stateOf(v);
  s.orderQueued = 0;
  s.orderProtective = 0;
  v.scaling = 0;
  v.forced = 0;
}

/**
 * Closes everything at the last prices seen, with slippage and liquidation fee; or, bankrupt, without either. `own`: the sleeve that was
 * liquidated, -1 = none; what becomes of its queue is its own affair.
 */
export function closeEverything(p: Portfolio, reason: i32, own: i32): void {
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    const s = stateOf(v);
    if (k == own) {
      v.scaling = 0;
      continue;
    }
    dropOrders(v);
    if (s.quantity == 0) continue;
    const b = bindingOf(v);
    const bar = barOf(v);
    const raw = markOf(p, v);
    lookAround(p, k);
    const slippage = reason == EXIT_BANKRUPT ? 0 : exitSlippage(s, b, bar, !v.under);
    // of a bar that ends now it has seen all
    if (v.under) see(s, at(b.open, bar));
    if (v.under || !v.acts) see(s, raw);
    s.levelExit = 1;
    closeTrade(s, b, bar, raw, marketPrice(s, raw, s.quantity > 0 ? -1 : 1, slippage), reason);
    seeFills(p, k);
  }
  endIfBankrupt(p);
}

/** A sleeve has been liquidated, or its close has left nothing: what follows for the others. */
export function follow(p: Portfolio, own: i32): void {
  const v = sleeveAt(p, own);
  const s = stateOf(v);
  if (s.liquidatedAt == s.liquidatedAt) {
    s.liquidatedAt = NaN;
    if (!s.done) closeEverything(p, EXIT_LIQUIDATION, own);
    for (let k = 0; k < p.count; k++) stateOf(sleeveAt(p, k)).liquidatedAt = NaN;
  }
  endIfBankrupt(p);
}

/** The account has nothing left: what each sleeve lacks is its bad debt. */
export function endIfBankrupt(p: Portfolio): void {
  if (p.bankrupt) return;
  let ended = false;
  for (let k = 0; k < p.count; k++) ended = ended || stateOf(sleeveAt(p, k)).done != 0;
  if (ended) endAccount(p);
}

function endAccount(p: Portfolio): void {
  p.bankrupt = 1;
  p.bankruptMark = p.markCount;
  p.reserveDebt -= p.reserve;
  p.reserve = 0;
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    dropOrders(v);
    if (!stateOf(v).done) goBankrupt(stateOf(v), max(0, barOf(v)));
  }
}

/** Equity at or below zero at the account's mark, `liquidation: close`. */
export function endAtMark(p: Portfolio): void {
  closeEverything(p, EXIT_BANKRUPT, -1);
  if (!p.bankrupt) endAccount(p);
}

/** The last bars' equity of sleeves that have ended one now, after what the account's mark has done. */
export function markAgain(p: Portfolio): void {
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    const s = stateOf(v);
    if (!v.acts) continue;
    const b = bindingOf(v);
    const i = s.nextBar - 1;
    put(b.equity, i, s.done ? 0 : s.cash + s.quantity * at(b.close, i));
  }
}
