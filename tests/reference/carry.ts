import type { Account } from "./account.js";
import { liquidationLevel } from "./margin.js";
import type { Bar } from "./model.js";
import type { Rules } from "./rules.js";

/** SEMANTICS.md, "Carry": funding and borrow cost of what is held. */

/** Funding whose stamp is the bar's open. */
export function chargeAtOpen(rules: Rules, account: Account, bar: Bar): void {
  chargeFunding(rules, account, bar.open, bar.fundingAtOpen);
}

/** Funding with later stamps inside the bar, and then a short's borrow cost. */
export function chargeLater(rules: Rules, account: Account, bar: Bar): void {
  chargeFunding(rules, account, bar.open, bar.fundingLater);
  const { position } = account;
  if (position === null || position.side === 1 || rules.borrowPerBar === 0) return;
  charge(rules, account, Math.abs(position.quantity) * bar.open * rules.borrowPerBar);
}

function chargeFunding(rules: Rules, account: Account, open: number, rate: number): void {
  if (account.position === null || rate === 0) return;
  charge(rules, account, account.position.quantity * open * rate);
}

/** `amount` above 0 is paid. */
function charge(rules: Rules, account: Account, amount: number): void {
  const { position } = account;
  if (position === null) throw new Error("there is no position to charge");
  account.cash -= amount;
  account.funding += amount;
  position.funding += amount;
  position.liquidation = liquidationLevel(rules, account.cash, position.quantity);
}
