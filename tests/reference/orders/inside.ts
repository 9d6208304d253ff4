import { type LevelTest, testLevels } from "../levels.js";
import { seePrice } from "../moves.js";
import { barOf, type Desk } from "./desk.js";
import { isMetBy, see } from "./meeting.js";
import { exitProtectively, portionOfHeld } from "./protective.js";
import { isWaiting } from "./waiting.js";
import { type Walk, walkBar } from "./walk.js";

/** ORDERS.md, "Inside the bar". Returns whether the bar is ambiguous. */
export function playInside(desk: Desk): boolean {
  const bar = barOf(desk);
  const { intrabar } = desk.rules.config;
  const moves = intrabar === "ohlc" || intrabar === "lower-timeframe";
  const met = desk.table.some((order) => isWaiting(desk, order) && isMetBy(bar, order, moves));
  if (met && intrabar === "lower-timeframe" && bar.finer !== null) return walkFinerBars(desk);
  const mode = intrabar === "lower-timeframe" ? "pessimistic" : intrabar;
  const ambiguous = met ? walkBar(desk, bar, mode, true).ambiguous : meetLevels(desk).ambiguous;
  for (const order of desk.table) see(order, bar.low, bar.high);
  return ambiguous;
}

/** SEMANTICS.md, B. */
export function meetLevels(desk: Desk): LevelTest {
  const { rules, account, bars, i } = desk;
  if (account.position === null) return { exit: null, ambiguous: false };
  const test = testLevels(rules, account.position, bars, i, portionOfHeld(desk));
  if (test.exit !== null) exitProtectively(desk, test.exit);
  return test;
}

/** `lower-timeframe`: one walk after the other; what follows the best price moves after each. */
function walkFinerBars(desk: Desk): boolean {
  let ambiguous = false;
  (barOf(desk).finer ?? []).forEach((finer, k) => {
    const walk = walkBar(desk, finer, "pessimistic", k === 0);
    if (walk.ambiguous) ambiguous = true;
    seeFinerBar(walk);
  });
  return ambiguous;
}

function seeFinerBar({ desk, bar, openedOnLeg }: Walk): void {
  const { position } = desk.account;
  if (position !== null && position.id !== openedOnLeg) {
    seePrice(position, position.side === 1 ? bar.high : bar.low);
  }
  for (const order of desk.table) see(order, bar.low, bar.high);
}
