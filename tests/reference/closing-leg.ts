import { type Account, goBankrupt } from "./account.js";
import { excursionOf, pricesSeen } from "./excursion.js";
import { exitFee, type FeeSide } from "./fees.js";
import { liquidationLevel } from "./margin.js";
import type { Bar, ExitPlace, Position, ReferenceFill } from "./model.js";
import { ALL_EXIT_REASONS, type AnyExitReason } from "./reasons.js";
import type { Rules } from "./rules.js";

export interface Exit {
  bar: number;
  price: number;
  reason: AnyExitReason;
  place: ExitPlace;
  /** Where it does not follow from the reason. */
  by?: FeeSide;
  /** What is paid where it does not follow from all that, quote currency. */
  commission?: number;
}

/** SEMANTICS.md, "The closing leg". Returns its fill, already in the account's list. */
export function closePosition(rules: Rules, account: Account, bars: readonly Bar[], exit: Exit): ReferenceFill {
  const { position } = account;
  if (position === null) throw new Error("there is no position to close");
  return closePart(rules, account, bars, exit, Math.abs(position.quantity));
}

/** ORDERS.md, "A part that closes only some of |q|": `size` base units of what is held, or all of it. */
export function closePart(
  rules: Rules,
  account: Account,
  bars: readonly Bar[],
  exit: Exit,
  size: number,
): ReferenceFill {
  const { position } = account;
  if (position === null) throw new Error("there is no position to close");
  const { quantity, side, entryBar, entryPrice, entryCommission, funding } = costsOfPart(position, size);
  const exitCommission = exit.commission ?? exitFee(rules, exit.reason, size, exit.price, exit.by);
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
    kind: 1 + ALL_EXIT_REASONS.indexOf(exit.reason),
  };
  account.fills.push(fill);
  position.pricesMet.push(...pricesSeen(position, bars, exit.bar, exit.place));
  if (size === Math.abs(position.quantity)) account.position = null;
  else takeFrom(rules, account, position, { quantity, entryCommission, funding });
  if (rules.config.liquidation === "intrabar" && account.position === null) {
    if (account.pool !== null) account.pool.afterExit();
    else if (account.cash <= 0) goBankrupt(account, exit.bar);
  }
  return fill;
}

/** The position as far as the part goes: its share of the entry commission and of the funding. */
function costsOfPart(position: Position, size: number): Position {
  const held = Math.abs(position.quantity);
  if (size === held) return position;
  const share = size / held;
  return {
    ...position,
    quantity: position.side * size,
    entryCommission: share * position.entryCommission,
    funding: share * position.funding,
  };
}

function takeFrom(
  rules: Rules,
  account: Account,
  position: Position,
  part: Pick<Position, "quantity" | "entryCommission" | "funding">,
): void {
  position.quantity -= part.quantity;
  position.entryCommission -= part.entryCommission;
  position.funding -= part.funding;
  position.liquidation = liquidationLevel(rules, account.cash, position.quantity);
}
