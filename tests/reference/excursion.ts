import type { Bar, ExitPlace, Position } from "./model.js";

/** Worst and best price while the trade was held, as fractions of its entry price: mae <= 0 <= mfe. */
export function excursionOf(
  position: Position,
  bars: readonly Bar[],
  exitBar: number,
  place: ExitPlace,
): { mae: number; mfe: number } {
  const { side, entryPrice } = position;
  const seen = [...position.pricesMet, ...pricesSeen(position, bars, exitBar, place)];
  const lowest = seen.reduce((a, b) => Math.min(a, b), entryPrice);
  const highest = seen.reduce((a, b) => Math.max(a, b), entryPrice);
  const worst = side === 1 ? lowest : highest;
  const best = side === 1 ? highest : lowest;
  return { mae: (side * (worst - entryPrice)) / entryPrice, mfe: (side * (best - entryPrice)) / entryPrice };
}

export function pricesSeen(position: Position, bars: readonly Bar[], exitBar: number, place: ExitPlace): number[] {
  const firstBar = position.openedAtClose ? position.entryBar + 1 : position.entryBar;
  const seen: number[] = [];
  if (place.at === "past") {
    for (let i = firstBar; i <= place.heldThrough; i++) seen.push(...extremes(bars, i));
    return seen;
  }
  for (let i = firstBar; i < exitBar; i++) seen.push(...heldToClose(position, bars, i));
  if (exitBar < firstBar) return seen; // closed at the very close that opened it
  if (place.at === "close") seen.push(...heldToClose(position, bars, exitBar));
  if (place.at === "open") seen.push(place.price ?? barAt(bars, exitBar).open);
  if (place.at === "level" && !enteredInside(position, exitBar)) seen.push(barAt(bars, exitBar).open);
  if (place.at === "level") seen.push(place.level);
  return seen;
}

/** Of the bar inside which it was opened, a position has seen the close alone. */
function heldToClose(position: Position, bars: readonly Bar[], i: number): number[] {
  return enteredInside(position, i) ? [barAt(bars, i).close] : extremes(bars, i);
}

function enteredInside({ openedInside, entryBar }: Position, bar: number): boolean {
  return openedInside && entryBar === bar;
}

function extremes(bars: readonly Bar[], i: number): [number, number] {
  const { low, high } = barAt(bars, i);
  return [low, high];
}

function barAt(bars: readonly Bar[], i: number): Bar {
  const bar = bars[i];
  if (bar === undefined) throw new Error(`there is no bar ${i}`);
  return bar;
}
