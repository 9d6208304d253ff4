import type { Limits, Sleeve } from "./model.js";

/** PORTFOLIO.md, "exposure-limit": which symbols are one risk. */

const DAY_MS = 86_400_000;

export function correlations(
  sleeves: readonly Sleeve[],
  limits: Limits | null,
): (a: string, b: string, moment: number) => boolean {
  const closes = new Map<string, Map<number, number>>();
  for (const { symbol } of sleeves) closes.set(symbol, closesByDay(shortestOf(sleeves, symbol)));
  return (a, b, moment) => {
    if (limits === null) return false;
    const { correlation, days } = limits;
    const today = Math.floor(moment / DAY_MS);
    const pairs: [number, number][] = [];
    for (let day = today - days; day < today; day++) {
      const x = returnOf(closes.get(a), day);
      const y = returnOf(closes.get(b), day);
      if (x !== null && y !== null) pairs.push([x, y]);
    }
    return pairs.length >= days / 2 && pearson(pairs) > correlation;
  };
}

/** The sleeve whose series tells a symbol's days. */
function shortestOf(sleeves: readonly Sleeve[], symbol: string): Sleeve {
  const all = sleeves.filter((sleeve) => sleeve.symbol === symbol);
  return all.reduce((best, sleeve) => (barMsOf(sleeve) < barMsOf(best) ? sleeve : best));
}

function barMsOf({ columns }: Sleeve): number {
  return columns.barMs as number;
}

/** Last close of every UTC day; a bar belongs to the day in which it ends. */
function closesByDay({ columns }: Sleeve): Map<number, number> {
  const { timestamp, close, barMs } = columns as {
    timestamp: ArrayLike<number>;
    close: ArrayLike<number>;
    barMs: number;
  };
  const days = new Map<number, number>();
  for (let i = 0; i < close.length; i++) {
    const end = Math.min((timestamp[i] as number) + barMs, timestamp[i + 1] ?? Number.POSITIVE_INFINITY);
    days.set(Math.floor((end - 1) / DAY_MS), close[i] as number);
  }
  return days;
}

function returnOf(closes: Map<number, number> | undefined, day: number): number | null {
  const last = closes?.get(day);
  const before = closes?.get(day - 1);
  return last === undefined || before === undefined ? null : last / before - 1;
}

function pearson(pairs: readonly (readonly [number, number])[]): number {
  const sum = (of: (x: number, y: number) => number) => pairs.reduce((total, [x, y]) => total + of(x, y), 0);
  const meanX = sum((x) => x) / pairs.length;
  const meanY = sum((_, y) => y) / pairs.length;
  const together = sum((x, y) => (x - meanX) * (y - meanY));
  const ownX = sum((x) => (x - meanX) * (x - meanX));
  const ownY = sum((_, y) => (y - meanY) * (y - meanY));
  return together / Math.sqrt(ownX * ownY);
}
