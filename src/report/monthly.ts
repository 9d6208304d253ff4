import { civilFromDays, DAY } from "../market/civil.js";

/** The returns of one UTC year. */
export interface YearOfReturns {
  year: number;
  /** January first, fractions (12): null where there were no bars, or no money left to have a return on. */
  months: (number | null)[];
  /** All of the year's months compounded. */
  total: number | null;
}

/**
 * Returns by UTC month of the bars' opens: equity at the month's last bar over equity at the last bar of the month before it
 * that has bars; the first is over the capital. Together they compound to the whole return.
 */
export function monthlyReturns(timestamp: Float64Array, equity: Float64Array, capital: number): YearOfReturns[] {
  const years: YearOfReturns[] = [];
  let before = capital;
  for (let i = 0; i < timestamp.length; ) {
    const { year, month } = civilFromDays(Math.floor((timestamp[i] as number) / DAY));
    const end = firstOfNextMonth(timestamp, i, year, month);
    const after = equity[end - 1] as number;
    let last = years.at(-1);
    if (last?.year !== year) {
      last = { year, months: new Array<number | null>(12).fill(null), total: null };
      years.push(last);
    }
    if (before > 0) {
      last.months[month - 1] = after / before - 1;
      last.total = (1 + (last.total ?? 0)) * (after / before) - 1;
    }
    before = after;
    i = end;
  }
  return years;
}

/** Index of the first bar after `from` that lies in another month. */
function firstOfNextMonth(timestamp: Float64Array, from: number, year: number, month: number): number {
  const inMonth = (i: number) => {
    const date = civilFromDays(Math.floor((timestamp[i] as number) / DAY));
    return date.year === year && date.month === month;
  };
  // bars of a month are few against all: double the step, then halve it
  let step = 1;
  while (from + step < timestamp.length && inMonth(from + step)) step *= 2;
  let low = from + (step >> 1);
  let high = Math.min(from + step, timestamp.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (inMonth(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Smaller returns are written as 0.0 percent. */
const VISIBLE = 0.0005;

/** How strong a return is against the strongest shown, 1 to 5; 0 for one that is written as none. */
export function strength(value: number, strongest: number): number {
  if (Math.abs(value) < VISIBLE || !(strongest > 0)) return 0;
  return Math.max(1, Math.min(5, Math.ceil((5 * Math.abs(value)) / strongest)));
}

/** The size at which colours are strongest: the largest month that is not among the extreme twentieth. */
export function strongestMonth(years: readonly YearOfReturns[]): number {
  const sizes = years
    .flatMap(({ months }) => months)
    .filter((month) => month !== null)
    .map(Math.abs)
    .sort((a, b) => a - b);
  return sizes[Math.floor((sizes.length - 1) * 0.95)] ?? 0;
}
