import type { ExitReason } from "../../src/contracts/result.js";
import type { Bar, ExitPlace, Position } from "./model.js";
import { marketPrice } from "./prices.js";
import type { Rules } from "./rules.js";

/** SEMANTICS.md, B and C: stops, targets and the liquidation level inside a bar. */

export interface LevelExit {
  reason: ExitReason;
  price: number;
  place: ExitPlace;
}

export interface LevelTest {
  exit: LevelExit | null;
  ambiguous: boolean;
}

export function testLevels(rules: Rules, position: Position, bar: Bar): LevelTest {
  if (rules.config.intrabar === "ohlc" && rules.trailingPercent > 0) return testAlongPath(rules, position, bar);
  return testWholeBar(rules, position, bar, rules.config.intrabar);
}

/** C: a trailing stop of a position that has lived through the bar takes in its best price. */
export function moveTrail(position: Position, bar: Bar): void {
  seePrice(position, position.side === 1 ? bar.high : bar.low);
}

/** Rules 1 to 4. */
function testWholeBar(
  rules: Rules,
  position: Position,
  bar: Bar,
  intrabar: "pessimistic" | "optimistic" | "ohlc",
): LevelTest {
  const atOpen = testOpen(rules, position, bar);
  if (atOpen !== null) return { exit: atOpen, ambiguous: false };
  const stopTouched = stopReached(position, rules, worst(position, bar));
  const targetTouched = targetReached(position, best(position, bar));
  if (stopTouched && targetTouched) {
    const stopFirst = intrabar === "pessimistic" || (intrabar === "ohlc" && worstComesFirst(position, bar));
    return { exit: stopFirst ? exitAtStop(rules, position) : exitAtTarget(rules, position), ambiguous: true };
  }
  if (stopTouched) return { exit: exitAtStop(rules, position), ambiguous: false };
  if (targetTouched) return { exit: exitAtTarget(rules, position), ambiguous: false };
  return { exit: null, ambiguous: false };
}

/** Rules 1 and 2: the bar opens beyond a level. */
function testOpen(rules: Rules, position: Position, bar: Bar): LevelExit | null {
  const { side } = position;
  if (stopReached(position, rules, bar.open)) {
    const price = marketPrice(rules, bar.open, against(side), rules.config.slipExits);
    return { reason: stopOf(position, rules).reason, price, place: { at: "open" } };
  }
  if (targetReached(position, bar.open)) {
    const stopToo = stopReached(position, rules, worst(position, bar));
    if (rules.config.gapThroughTarget === "stop-first" && stopToo) return exitAtStop(rules, position);
    const price = rules.config.slipTargets ? marketPrice(rules, bar.open, against(side), true) : bar.open;
    return { reason: "target", price, place: { at: "open" } };
  }
  return null;
}

/** `ohlc` with a trailing stop: open, first extreme, second extreme, close, and the trail moves at every point. */
function testAlongPath(rules: Rules, carried: Position, bar: Bar): LevelTest {
  const pessimistic = testWholeBar(rules, carried, bar, "pessimistic");
  const exit = walkPath(rules, { ...carried }, bar);
  return { exit, ambiguous: pessimistic.ambiguous || rawOf(exit, bar) !== rawOf(pessimistic.exit, bar) };
}

/** `walker` is a copy of the position: its trail moves on the way. */
function walkPath(rules: Rules, walker: Position, bar: Bar): LevelExit | null {
  const atOpen = testOpen(rules, walker, bar);
  if (atOpen !== null) return atOpen;
  seePrice(walker, bar.open);
  const adverse = worst(walker, bar);
  const favourable = best(walker, bar);
  const losing = { to: adverse, loses: true };
  const winning = { to: favourable, loses: false };
  const path = worstComesFirst(walker, bar)
    ? [losing, winning, { to: bar.close, loses: true }]
    : [winning, losing, { to: bar.close, loses: false }];
  for (const { to, loses } of path) {
    if (loses && stopReached(walker, rules, to)) return exitAtStop(rules, walker);
    if (!loses && targetReached(walker, to)) return exitAtTarget(rules, walker);
    seePrice(walker, to);
  }
  return null;
}

/** Price of an exit before slippage and ticks. */
function rawOf(exit: LevelExit | null, bar: Bar): number | null {
  if (exit === null) return null;
  return exit.place.at === "level" ? exit.place.level : bar.open;
}

function exitAtStop(rules: Rules, position: Position): LevelExit {
  const { level, reason } = stopOf(position, rules);
  const price = marketPrice(rules, level, against(position.side), rules.config.slipExits);
  return { reason, price, place: { at: "level", level } };
}

function exitAtTarget(rules: Rules, position: Position): LevelExit {
  const level = position.target;
  const price = rules.config.slipTargets ? marketPrice(rules, level, against(position.side), true) : level;
  return { reason: "target", price, place: { at: "level", level } };
}

/** The stop nearest the price, and whose it is: the highest of a long's stops, the lowest of a short's. */
function stopOf(position: Position, rules: Rules): { level: number; reason: ExitReason } {
  const { side, trail, fixedStop, liquidation } = position;
  const trailing = rules.trailingPercent > 0 ? trail * (1 - side * rules.trailingPercent) : Number.NaN;
  let nearest: { level: number; reason: ExitReason } = { level: fixedStop, reason: "stop" };
  const nearer = (level: number) => Number.isNaN(nearest.level) || side * level > side * nearest.level;
  if (!Number.isNaN(trailing) && nearer(trailing)) nearest = { level: trailing, reason: "trailing-stop" };
  if (!Number.isNaN(liquidation) && nearer(liquidation)) nearest = { level: liquidation, reason: "liquidation" };
  return nearest;
}

function stopReached(position: Position, rules: Rules, price: number): boolean {
  const { level } = stopOf(position, rules);
  return position.side === 1 ? price <= level : price >= level;
}

function targetReached(position: Position, price: number): boolean {
  return position.side === 1 ? price >= position.target : price <= position.target;
}

/** The extreme nearer the open comes first; a tie goes to the adverse one. */
function worstComesFirst(position: Position, bar: Bar): boolean {
  const down = bar.open - bar.low;
  const up = bar.high - bar.open;
  return position.side === 1 ? down <= up : up <= down;
}

function seePrice(position: Position, price: number): void {
  position.trail = position.side === 1 ? Math.max(position.trail, price) : Math.min(position.trail, price);
}

function worst(position: Position, bar: Bar): number {
  return position.side === 1 ? bar.low : bar.high;
}

function best(position: Position, bar: Bar): number {
  return position.side === 1 ? bar.high : bar.low;
}

/** The direction of the order that closes a side. */
export function against(side: 1 | -1): 1 | -1 {
  return side === 1 ? -1 : 1;
}
