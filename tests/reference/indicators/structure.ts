import { at, type Column } from "./core.js";

const NONE = Number.NaN;

interface Candles {
  timestamp: Column;
  open: Column;
  high: Column;
  low: Column;
  close: Column;
}

/** Swing points on the bars that confirm them, and the last ones known. */
export function swingPoints({ high, low }: Pick<Candles, "high" | "low">, left: number, right: number) {
  const isSwing = (values: Column, k: number, sign: number) => {
    if (k - left < 0) return false;
    for (let j = k - left; j < k; j++) if (sign * at(values, j) >= sign * at(values, k)) return false;
    for (let j = k + 1; j <= k + right; j++) if (sign * at(values, j) > sign * at(values, k)) return false;
    return true;
  };
  const confirmed = (values: Column, sign: number) =>
    Array.from(values, (_, i) => (isSwing(values, i - right, sign) ? at(values, i - right) : NONE));
  const swingHigh = confirmed(high, 1);
  const swingLow = confirmed(low, -1);
  return { swingHigh, swingLow, lastHigh: lastOf(swingHigh), lastLow: lastOf(swingLow) };
}

/** The last value that is one, up to each bar. */
function lastOf(values: readonly number[]): number[] {
  return values.map(
    (_, i) =>
      values
        .slice(0, i + 1)
        .filter((value) => !Number.isNaN(value))
        .at(-1) ?? NONE,
  );
}

/** Closes beyond the last confirmed swing point, once each. */
export function marketStructure(candles: Pick<Candles, "high" | "low" | "close">, left: number, right: number) {
  const { swingHigh, swingLow } = swingPoints(candles, left, right);
  // since when each has been watched; a break ends that
  let ceiling: number | undefined;
  let floor: number | undefined;
  let way = 0;
  const result = { break: [] as number[], direction: [] as number[], change: [] as number[] };
  Array.from(candles.close, (close, i) => {
    if (!Number.isNaN(swingHigh[i])) ceiling = swingHigh[i];
    if (!Number.isNaN(swingLow[i])) floor = swingLow[i];
    let broken = 0;
    if (ceiling !== undefined && close > ceiling) {
      broken = 1;
      ceiling = undefined;
    } else if (floor !== undefined && close < floor) {
      broken = -1;
      floor = undefined;
    }
    result.change.push(broken !== 0 && way === -broken ? 1 : 0);
    if (broken !== 0) way = broken;
    result.break.push(broken);
    result.direction.push(way);
    return broken;
  });
  return result;
}

interface Zone {
  from: number;
  top: number;
  bottom: number;
}

/** The last candle against each break, while nothing has traded through it. */
export function orderBlocks(candles: Omit<Candles, "timestamp">, left: number, right: number) {
  const { open, high, low, close } = candles;
  const breaks = marketStructure(candles, left, right).break;
  const zoneOf = (bar: number, against: number): Zone | undefined => {
    for (let k = bar; k >= 0; k--) {
      if (Math.sign(at(close, k) - at(open, k)) === against) return { from: bar, top: at(high, k), bottom: at(low, k) };
    }
    return undefined;
  };
  const alive = (i: number, sign: number): Zone | undefined => {
    for (let bar = i; bar >= 0; bar--) {
      const zone = breaks[bar] === sign ? zoneOf(bar, -sign) : undefined;
      if (zone === undefined) continue;
      for (let j = bar + 1; j <= i; j++) {
        if (sign > 0 ? at(low, j) < zone.bottom : at(high, j) > zone.top) return undefined;
      }
      return zone;
    }
    return undefined;
  };
  const bars = Array.from(close, (_, i) => i);
  return {
    bullTop: bars.map((i) => alive(i, 1)?.top ?? NONE),
    bullBottom: bars.map((i) => alive(i, 1)?.bottom ?? NONE),
    bearTop: bars.map((i) => alive(i, -1)?.top ?? NONE),
    bearBottom: bars.map((i) => alive(i, -1)?.bottom ?? NONE),
  };
}

/** The nearest of the last swing prices on each side of the close, and how many lie about it. */
export function supportResistance(
  candles: Pick<Candles, "high" | "low" | "close">,
  left: number,
  right: number,
  kept: number,
  tolerance: number,
) {
  const { swingHigh, swingLow } = swingPoints(candles, left, right);
  const at = Array.from(candles.close, (close, i) => {
    const prices: number[] = [];
    for (let k = 0; k <= i; k++) {
      for (const price of [swingHigh[k], swingLow[k]]) {
        if (price !== undefined && !Number.isNaN(price)) prices.push(price);
      }
    }
    const last = prices.slice(-kept);
    const support = Math.max(...last.filter((price) => price <= close));
    const resistance = Math.min(...last.filter((price) => price > close));
    const touches = (level: number) =>
      Number.isFinite(level)
        ? last.filter((price) => Math.abs(price - level) <= Math.abs(level) * tolerance).length
        : 0;
    return { support, resistance, below: touches(support), above: touches(resistance) };
  });
  const known = (value: number) => (Number.isFinite(value) ? value : NONE);
  return {
    support: at.map(({ support }) => known(support)),
    resistance: at.map(({ resistance }) => known(resistance)),
    supportTouches: at.map(({ below }) => below),
    resistanceTouches: at.map(({ above }) => above),
  };
}

/** When the session began that a moment belongs to, by the calendar. */
function sessionStart(stamp: number, session: string): number {
  const date = new Date(stamp);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (session === "month") return Date.UTC(year, month, 1);
  if (session === "week") return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7));
  return Date.UTC(year, month, day);
}

export function pivotPoints({ timestamp, high, low, close }: Omit<Candles, "open">, kind: string, session: string) {
  const starts = Array.from(timestamp, (stamp) => sessionStart(stamp, session));
  const levels = starts.map((start) => {
    const earlier = starts.filter((other) => other < start).at(-1);
    if (earlier === undefined) return new Array<number>(7).fill(NONE);
    const bars = starts.flatMap((other, k) => (other === earlier ? [k] : []));
    const h = Math.max(...bars.map((k) => at(high, k)));
    const l = Math.min(...bars.map((k) => at(low, k)));
    const c = at(close, bars.at(-1) as number);
    if (kind === "fibonacci") {
      const p = (h + l + c) / 3;
      return [p, ...[0.382, 0.618, 1, -0.382, -0.618, -1].map((share) => p + share * (h - l))];
    }
    if (kind === "camarilla") {
      return [(h + l + c) / 3, ...[12, 6, 4, -12, -6, -4].map((part) => c + ((h - l) * 1.1) / part)];
    }
    const p = kind === "woodie" ? (h + l + 2 * c) / 4 : (h + l + c) / 3;
    return [p, 2 * p - l, p + (h - l), h + 2 * (p - l), 2 * p - h, p - (h - l), l - 2 * (h - p)];
  });
  const names = ["pivot", "r1", "r2", "r3", "s1", "s2", "s3"];
  return Object.fromEntries(names.map((name, k) => [name, levels.map((values) => values[k] as number)]));
}

/** One candle, as the patterns see it. */
function candleAt({ open, high, low, close }: Omit<Candles, "timestamp">, i: number) {
  const [o, h, l, c] = [at(open, i), at(high, i), at(low, i), at(close, i)];
  return { o, h, l, c, colour: Math.sign(c - o), top: Math.max(o, c), bottom: Math.min(o, c) };
}
type Candle = ReturnType<typeof candleAt>;

const holds = (outer: Candle, inner: Candle) =>
  outer.top >= inner.top && outer.bottom <= inner.bottom && outer.top - outer.bottom !== inner.top - inner.bottom;
const opposite = (a: Candle, b: Candle) => a.colour !== 0 && a.colour === -b.colour;
const engulfs = (a: Candle, b: Candle) => opposite(a, b) && (b.top > a.top || b.bottom < a.bottom) && holds(b, a);
const isHarami = (a: Candle, b: Candle) => opposite(a, b) && (a.top > b.top || a.bottom < b.bottom) && holds(a, b);

/** Each pattern in words of two or three candles, the newest last. */
const PATTERNS: Record<string, (share: number, now: Candle, one: Candle, two: Candle) => number> = {
  doji: (share, { o, h, l, c }) => Number(h > l && Math.abs(c - o) <= share * (h - l)),
  marubozu: (_, { h, l, top, bottom, colour }) => (top === h && bottom === l ? colour : 0),
  "inside-bar": (_, now, one) => Number(now.h <= one.h && now.l >= one.l && (now.h !== one.h || now.l !== one.l)),
  "outside-bar": (_, now, one) => Number(now.h >= one.h && now.l <= one.l && (now.h !== one.h || now.l !== one.l)),
  engulfing: (_, now, one) => (engulfs(one, now) ? now.colour : 0),
  harami: (_, now, one) => (isHarami(one, now) ? now.colour : 0),
  piercing: (_, now, one) => {
    const middle = (one.o + one.c) / 2;
    if (one.colour < 0 && now.colour > 0 && now.o < one.l && now.c > middle && now.c < one.o) return 1;
    return one.colour > 0 && now.colour < 0 && now.o > one.h && now.c < middle && now.c > one.o ? -1 : 0;
  },
  "three-soldiers": (_, now, one, two) => {
    const goesOn = (a: Candle, b: Candle) => b.o <= a.top && b.o >= a.bottom && b.colour * (b.c - a.c) > 0;
    const same = now.colour !== 0 && now.colour === one.colour && one.colour === two.colour;
    return same && goesOn(two, one) && goesOn(one, now) ? now.colour : 0;
  },
  "three-inside": (_, now, one, two) => (isHarami(two, one) && one.colour * (now.c - two.o) > 0 ? one.colour : 0),
  "three-outside": (_, now, one, two) => (engulfs(two, one) && one.colour * (now.c - one.c) > 0 ? one.colour : 0),
};

/** How many candles before the current one a pattern is made of. */
const BEFORE: Record<string, number> = {
  doji: 0,
  marubozu: 0,
  "three-soldiers": 2,
  "three-inside": 2,
  "three-outside": 2,
};

export function candlePattern(candles: Omit<Candles, "timestamp">, pattern: string, share: number): number[] {
  return Array.from(candles.close, (_, i) => {
    if (i < (BEFORE[pattern] ?? 1)) return NONE;
    return PATTERNS[pattern]?.(share, candleAt(candles, i), candleAt(candles, i - 1), candleAt(candles, i - 2)) ?? NONE;
  });
}
