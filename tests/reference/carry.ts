import type { Account } from "./account.js";
import { liquidationLevel } from "./margin.js";
import type { Bar, ReferenceCharge } from "./model.js";
import type { Rules } from "./rules.js";

/** SEMANTICS.md, "Carry": funding and borrow cost of what is held. */

/** Funding whose stamp is the bar's open. */
export function chargeAtOpen(rules: Rules, account: Account, bars: readonly Bar[], i: number): void {
  const { position } = account;
  const { open, fundingAtOpen } = bars[i] as Bar;
  if (position === null || fundingAtOpen === 0) return;
  charge(rules, account, { bar: i, kind: "funding-at-open", amount: position.quantity * open * fundingAtOpen });
}

/** Funding with later stamps inside the bar, and then a short's borrow cost. */
export function chargeLater(rules: Rules, account: Account, bars: readonly Bar[], i: number): void {
  const { position } = account;
  const { open, fundingLater } = bars[i] as Bar;
  if (position === null) return;
  if (fundingLater !== 0) {
    charge(rules, account, { bar: i, kind: "funding-later", amount: position.quantity * open * fundingLater });
  }
  if (position.side === -1 && rules.borrowPerBar !== 0) {
    const amount = Math.abs(position.quantity) * open * rules.borrowPerBar;
    charge(rules, account, { bar: i, kind: "borrow", amount });
  }
}

function charge(rules: Rules, account: Account, paid: ReferenceCharge): void {
  const { position } = account;
  if (position === null) throw new Error("there is no position to charge");
  account.cash -= paid.amount;
  account.funding += paid.amount;
  account.charges.push(paid);
  position.funding += paid.amount;
  position.liquidation = liquidationLevel(rules, account.cash, position.quantity);
}
