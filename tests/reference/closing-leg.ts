import { EXIT_REASONS, type ExitReason } from "../../src/contracts/result.js";
import { type Account, goBankrupt } from "./account.js";
import { excursionOf } from "./excursion.js";
import { exitFee } from "./fees.js";
import type { Bar, ExitPlace, ReferenceFill } from "./model.js";
import type { Rules } from "./rules.js";

export interface Exit {
  bar: number;
  price: number;
  reason: ExitReason;
  place: ExitPlace;
}

/** SEMANTICS.md, "The closing leg". Returns its fill, already in the account's list. */
export function closePosition(rules: Rules, account: Account, bars: readonly Bar[], exit: Exit): ReferenceFill {
  const { position } = account;
  if (position === null) throw new Error("there is no position to close");
  const { quantity, side, entryBar, entryPrice, entryCommission, funding } = position;
  const size = Math.abs(quantity);
  const exitCommission = exitFee(rules, exit.reason, size, exit.price);
  const commission = entryCommission + exitCommission;
  account.cash += quantity * exit.price - exitCommission;
  account.trades.push({
    side,
    entryBar,
    entryPrice,
    exitBar: exit.bar,
    exitPrice: exit.price,
    quantity: size,
    pnl: quantity * (exit.price - entryPrice) - commission - funding,
    commission,
    funding,
    exitReason: exit.reason,
    ...excursionOf(position, bars, exit.bar, exit.place),
  });
  const fill: ReferenceFill = {
    bar: exit.bar,
    quantity: -quantity,
    price: exit.price,
    commission: exitCommission,
    kind: 1 + EXIT_REASONS.indexOf(exit.reason),
  };
  account.fills.push(fill);
  account.position = null;
  if (rules.config.liquidation === "intrabar" && account.cash <= 0) goBankrupt(account, exit.bar);
  return fill;
}
