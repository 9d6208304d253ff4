import type { ExitReason } from "../../src/contracts/result.js";
import { type Bar, type ExitPlace, INDICATOR_STOPS, type Position } from "./model.js";
import { seePrice } from "./moves.js";
import { against, marketPrice } from "./prices.js";
import type { Rules } from "./rules.js";
import { slippageOfFill } from "./slippage.js";

/** SEMANTICS.md, B: stops, targets and the liquidation level inside a bar. */

export interface LevelExit {
  reason: ExitReason;
  price: number;
  place: ExitPlace;
}

export interface LevelTest {
  exit: LevelExit | null;
  ambiguous: boolean;
}

interface Holder {
  rules: Rules;
  position: Position;
}

/** A position that meets a bar. */
interface Meeting extends Holder {
  bar: Bar;
  /** Slippage where the fill slips, fraction of the price. */
  slippage: number;
}

/** `size`: base units that the exit will close. */
export function testLevels(
  rules: Rules,
  position: Position,
  bars: readonly Bar[],
  i: number,
  size = Math.abs(position.quantity),
): LevelTest {
  const slippage = slippageOfFill(rules, bars, { bar: i, atClose: false }, size);
  const meeting = { rules, position, bar: bars[i] as Bar, slippage };
  const moves = rules.trailingPercent > 0 || rules.breakEven !== null;
  const { intrabar } = rules.config;
  if (intrabar === "lower-timeframe") return testFinerBars(meeting, moves);
  if (intrabar === "ohlc" && moves) return testAlongPath(meeting);
  return testWholeBar(meeting, intrabar);
}

/** `lower-timeframe`: what rules 1 and 2 leave open is replayed over the finer bars, if they are complete. */
function testFinerBars(meeting: Meeting, moves: boolean): LevelTest {
  const whole = testWholeBar(meeting, "pessimistic");
  const { finer } = meeting.bar;
  if (testOpen(meeting) !== null || finer === null || !(moves || whole.ambiguous)) return whole;
  const position = { ...meeting.position };
  for (const bar of finer) {
    const { exit, ambiguous } = testWholeBar({ ...meeting, position, bar: { ...meeting.bar, ...bar } }, "pessimistic");
    // the open of a finer bar is a price inside the coarse one
    const inside = { at: "level", level: bar.open } as const;
    if (exit !== null) return { exit: exit.place.at === "open" ? { ...exit, place: inside } : exit, ambiguous };
    seePrice(position, position.side === 1 ? bar.high : bar.low);
  }
  return { exit: null, ambiguous: false };
}

/** Rules 1 to 4. */
function testWholeBar(meeting: Meeting, intrabar: "pessimistic" | "optimistic" | "ohlc"): LevelTest {
  const atOpen = testOpen(meeting);
  if (atOpen !== null) return { exit: atOpen, ambiguous: false };
  const stopTouched = stopReached(meeting, worst(meeting));
  const targetTouched = targetReached(meeting, best(meeting));
  if (stopTouched && targetTouched) {
    const stopFirst = intrabar === "pessimistic" || (intrabar === "ohlc" && worstComesFirst(meeting));
    return { exit: stopFirst ? exitAtStop(meeting) : exitAtTarget(meeting), ambiguous: true };
  }
  if (stopTouched) return { exit: exitAtStop(meeting), ambiguous: false };
  if (targetTouched) return { exit: exitAtTarget(meeting), ambiguous: false };
  return { exit: null, ambiguous: false };
}

/** Rules 1 and 2: the bar opens beyond a level. */
function testOpen(meeting: Meeting): LevelExit | null {
  const { rules, bar } = meeting;
  if (stopReached(meeting, bar.open)) {
    return { reason: stopOf(meeting).reason, price: stopPrice(meeting, bar.open), place: { at: "open" } };
  }
  if (targetReached(meeting, bar.open)) {
    const stopToo = stopReached(meeting, worst(meeting));
    if (rules.config.gapThroughTarget === "stop-first" && stopToo) return exitAtStop(meeting);
    return { reason: "target", price: targetPrice(meeting, bar.open), place: { at: "open" } };
  }
  return null;
}

/** `ohlc` with a stop that the trail moves: open, first extreme, second extreme, close, and it moves at every point. */
function testAlongPath(meeting: Meeting): LevelTest {
  const pessimistic = testWholeBar(meeting, "pessimistic");
  const exit = walkPath({ ...meeting, position: { ...meeting.position } });
  const { bar } = meeting;
  return { exit, ambiguous: pessimistic.ambiguous || rawOf(exit, bar) !== rawOf(pessimistic.exit, bar) };
}

/** `walker` has a copy of the position: its trail moves on the way. */
function walkPath(walker: Meeting): LevelExit | null {
  const { position, bar } = walker;
  const atOpen = testOpen(walker);
  if (atOpen !== null) return atOpen;
  seePrice(position, bar.open);
  const losing = { to: worst(walker), loses: true };
  const winning = { to: best(walker), loses: false };
  const path = worstComesFirst(walker)
    ? [losing, winning, { to: bar.close, loses: true }]
    : [winning, losing, { to: bar.close, loses: false }];
  for (const { to, loses } of path) {
    if (loses && stopReached(walker, to)) return exitAtStop(walker);
    if (!loses && targetReached(walker, to)) return exitAtTarget(walker);
    seePrice(position, to);
  }
  return null;
}

/** Price of an exit before slippage and ticks. */
function rawOf(exit: LevelExit | null, bar: Bar): number | null {
  if (exit === null) return null;
  return exit.place.at === "level" ? exit.place.level : bar.open;
}

function exitAtStop(meeting: Meeting): LevelExit {
  const { level, reason } = stopOf(meeting);
  return { reason, price: stopPrice(meeting, level), place: { at: "level", level } };
}

function exitAtTarget(meeting: Meeting): LevelExit {
  const level = meeting.position.target;
  return { reason: "target", price: targetPrice(meeting, level), place: { at: "level", level } };
}

/** A stop is a market order. */
export function stopPrice({ rules, position, slippage }: Holder & { slippage: number }, raw: number): number {
  return marketPrice(rules, raw, against(position.side), rules.config.slipExits ? slippage : 0);
}

/** A target is a limit order, unless it slips. */
export function targetPrice({ rules, position, slippage }: Holder & { slippage: number }, raw: number): number {
  return rules.config.slipTargets ? marketPrice(rules, raw, against(position.side), slippage) : raw;
}

/** The stop nearest the price, and whose it is: the highest of a long's stops, the lowest of a short's. */
export function stopOf({ rules, position }: Holder): { level: number; reason: ExitReason } {
  const { side, fixedStop, indicatorStops, liquidation } = position;
  const stops: { level: number; reason: ExitReason }[] = [
    { reason: "stop", level: fixedStop },
    { reason: "trailing-stop", level: trailingStop(rules, position) },
    { reason: "break-even", level: breakEvenStop(rules, position) },
    ...INDICATOR_STOPS.map((reason) => ({ reason, level: indicatorStops[reason] })),
    { reason: "liquidation", level: liquidation },
  ];
  const there = stops.filter(({ level }) => !Number.isNaN(level));
  return there.reduce((a, b) => (side * b.level > side * a.level ? b : a), there[0] ?? { level: NaN, reason: "stop" });
}

function trailingStop({ trailingPercent }: Rules, { side, trail }: Position): number {
  return trailingPercent > 0 ? trail * (1 - side * trailingPercent) : Number.NaN;
}

/** It is there once the trail, which never goes back, has reached the trigger. */
function breakEvenStop({ breakEven }: Rules, { side, anchor, trail }: Position): number {
  if (breakEven === null) return Number.NaN;
  const trigger = anchor * (1 + side * breakEven.trigger);
  const reached = side === 1 ? trail >= trigger : trail <= trigger;
  return reached ? anchor * (1 + side * breakEven.offset) : Number.NaN;
}

function stopReached(meeting: Meeting, price: number): boolean {
  const { level } = stopOf(meeting);
  return meeting.position.side === 1 ? price <= level : price >= level;
}

function targetReached({ position }: Meeting, price: number): boolean {
  return position.side === 1 ? price >= position.target : price <= position.target;
}

/** The extreme nearer the open comes first; a tie goes to the adverse one. */
function worstComesFirst({ position, bar }: Meeting): boolean {
  const down = bar.open - bar.low;
  const up = bar.high - bar.open;
  return position.side === 1 ? down <= up : up <= down;
}

function worst({ position, bar }: Meeting): number {
  return position.side === 1 ? bar.low : bar.high;
}

function best({ position, bar }: Meeting): number {
  return position.side === 1 ? bar.high : bar.low;
}
