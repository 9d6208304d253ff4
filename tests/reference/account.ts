import type { RejectReason } from "../../src/contracts/result.js";
import type { Position, ReferenceFill, ReferenceTrade } from "./model.js";

/** Everything that changes while the bars go by. */
export interface Account {
  /** Quote currency. */
  cash: number;
  position: Position | null;
  trades: ReferenceTrade[];
  fills: ReferenceFill[];
  rejected: Record<RejectReason, number>;
  /** Bar on which equity was gone: the run has ended. */
  bankruptBar: number | null;
  badDebt: number;
}

export function openAccount(capital: number): Account {
  return {
    cash: capital,
    position: null,
    trades: [],
    fills: [],
    rejected: { "zero-size": 0, "insufficient-margin": 0, "invalid-atr": 0, "invalid-price": 0 },
    bankruptBar: null,
    badDebt: 0,
  };
}

/** Cash and what is held at a price. */
export function equityAt(account: Account, price: number): number {
  return account.position === null ? account.cash : account.cash + account.position.quantity * price;
}

/** The run ends; what is owed beyond the account is bad debt. */
export function goBankrupt(account: Account, bar: number): void {
  account.bankruptBar = bar;
  if (account.cash < 0) account.badDebt = -account.cash;
  account.cash = 0;
}
