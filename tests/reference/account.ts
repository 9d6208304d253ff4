import type { Position, ReferenceCharge, ReferenceFill, ReferenceTrade } from "./model.js";
import { ALL_REJECT_REASONS, type AnyRejectReason } from "./reasons.js";

/** Everything that changes while the bars go by. */
export interface Account {
  /** Quote currency. */
  cash: number;
  position: Position | null;
  /** Positions opened so far. */
  positions: number;
  trades: ReferenceTrade[];
  fills: ReferenceFill[];
  rejected: Record<AnyRejectReason, number>;
  /** Bar on which equity was gone: the run has ended. */
  bankruptBar: number | null;
  badDebt: number;
  /** Funding and borrow cost paid. */
  funding: number;
  charges: ReferenceCharge[];
  /** What it shares with others; null = it is alone. */
  pool: Pool | null;
}

/** The account of a portfolio, as one of its sleeves sees it (portfolio/). Quote currency. */
export interface Pool {
  /** What the others take from its initial margin: at most 0. */
  marginOfOthers(): number;
  /** An exit has left the sleeve flat. */
  afterExit(): void;
}

export function openAccount(capital: number, pool: Pool | null = null): Account {
  return {
    cash: capital,
    position: null,
    positions: 0,
    trades: [],
    fills: [],
    rejected: Object.fromEntries(ALL_REJECT_REASONS.map((reason) => [reason, 0])) as Record<AnyRejectReason, number>,
    bankruptBar: null,
    badDebt: 0,
    funding: 0,
    charges: [],
    pool,
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
