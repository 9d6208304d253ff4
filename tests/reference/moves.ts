import type { Bar, IndicatorStop, Position, Side } from "./model.js";
import type { Rules } from "./rules.js";

/** SEMANTICS.md, C: what moves at a bar's close. */

/** `seesBar`: the position was held while the bar made its extremes. */
export function moveStops(rules: Rules, position: Position, bar: Bar, seesBar = true): void {
  if (seesBar) seePrice(position, position.side === 1 ? bar.high : bar.low);
  for (const stop of rules.follows) {
    position.indicatorStops[stop] = moved(rules, stop, position, bar);
  }
}

/** The trail takes in a price. */
export function seePrice(position: Position, price: number): void {
  position.trail = position.side === 1 ? Math.max(position.trail, price) : Math.min(position.trail, price);
}

function moved(rules: Rules, stop: IndicatorStop, { side, indicatorStops }: Position, bar: Bar): number {
  const before = indicatorStops[stop];
  if (stop === "volatility-band" && rules.bandFixed) return before;
  const value = columnValue(bar, stop, side);
  const losing = onLosingSide(side, value, bar.close);
  if (stop === "parabolic-sar") return losing ? value : Number.NaN;
  if (!losing) return before;
  return Number.isNaN(before) || side * value > side * before ? value : before;
}

/** Where an indicator stop starts: at its column's value, if that is on the losing side of the close. */
export function firstValue(rules: Rules, stop: IndicatorStop, side: Side, bar: Bar | undefined): number {
  if (bar === undefined || !rules.follows.includes(stop)) return Number.NaN;
  const value = columnValue(bar, stop, side);
  return onLosingSide(side, value, bar.close) ? value : Number.NaN;
}

function columnValue(bar: Bar, stop: IndicatorStop, side: Side): number {
  return side === 1 ? bar.indicatorStops[stop].long : bar.indicatorStops[stop].short;
}

function onLosingSide(side: Side, value: number, close: number): boolean {
  return side === 1 ? value < close : value > close;
}

/** The time limit has run out at this bar's close. */
export function isTimeUp(rules: Rules, position: Position, bars: readonly Bar[], bar: Bar): boolean {
  if (rules.timeLimit === 0) return false;
  const entryOpen = (bars[position.entryBar] as Bar).timestamp;
  const entered = position.openedAtClose ? entryOpen + rules.barMs : entryOpen;
  return bar.timestamp + rules.barMs - entered >= rules.timeLimit;
}
