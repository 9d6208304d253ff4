import type { Bars } from "../../../src/index.js";
import { empty, number, type PlainForm } from "./form.js";

/** Whether bar k is beyond those of `left` bars before and not behind those of `right` bars after it; `sign` -1 of lows. */
function isSwing(values: Float64Array, k: number, left: number, right: number, sign: number): boolean {
  const value = sign * (values[k] as number);
  for (let j = k - 1; j >= k - left; j--) if (sign * (values[j] as number) >= value) return false;
  for (let j = k + 1; j <= k + right; j++) if (sign * (values[j] as number) > value) return false;
  return true;
}

/** Prices of swing points on the bars that confirm them. */
function swingsOf(values: Float64Array, left: number, right: number, sign: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (let i = left + right; i < values.length; i++) {
    if (isSwing(values, i - right, left, right, sign)) out[i] = values[i - right] as number;
  }
  return out;
}

function bothSwings({ high, low }: Bars, ...[params]: [Parameters<PlainForm>[1]]): [Float64Array, Float64Array] {
  const [left, right] = [number(params, "left"), number(params, "right")];
  return [swingsOf(high, left, right, 1), swingsOf(low, left, right, -1)];
}

/** The last value that is one. */
function lastOf(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  let last = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value === value) last = value;
    out[i] = last;
  }
  return out;
}

const marketStructure = (...[bars, params]: Parameters<PlainForm>) => {
  const { close } = bars;
  const [swingHigh, swingLow] = bothSwings(bars, params);
  const columns = Array.from({ length: 3 }, () => new Float64Array(close.length));
  const [breaks, direction, change] = columns as [Float64Array, Float64Array, Float64Array];
  let [ceiling, floor, way] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < close.length; i++) {
    const [top, bottom] = [swingHigh[i] as number, swingLow[i] as number];
    if (top === top) ceiling = top;
    if (bottom === bottom) floor = bottom;
    let broken = 0;
    if ((close[i] as number) > ceiling) {
      broken = 1;
      ceiling = Number.POSITIVE_INFINITY;
    } else if ((close[i] as number) < floor) {
      broken = -1;
      floor = Number.NEGATIVE_INFINITY;
    }
    if (broken !== 0) {
      change[i] = way === -broken ? 1 : 0;
      way = broken;
    }
    breaks[i] = broken;
    direction[i] = way;
  }
  return { break: breaks, direction, change };
};

const orderBlocks: PlainForm = (bars, params) => {
  const { open, high, low, close } = bars;
  const { break: breaks } = marketStructure(bars, params);
  const [bullTop, bullBottom, bearTop, bearBottom] = [empty(bars), empty(bars), empty(bars), empty(bars)];
  // the last candles that fell and rose, and the zones that hold
  let [fall, rise, bull, bear] = [-1, -1, -1, -1];
  for (let i = 0; i < close.length; i++) {
    if ((close[i] as number) < (open[i] as number)) fall = i;
    else if ((close[i] as number) > (open[i] as number)) rise = i;
    if (bull >= 0 && (low[i] as number) < (low[bull] as number)) bull = -1;
    if (bear >= 0 && (high[i] as number) > (high[bear] as number)) bear = -1;
    if (breaks[i] === 1 && fall >= 0) bull = fall;
    if (breaks[i] === -1 && rise >= 0) bear = rise;
    if (bull >= 0) {
      bullTop[i] = high[bull] as number;
      bullBottom[i] = low[bull] as number;
    }
    if (bear >= 0) {
      bearTop[i] = high[bear] as number;
      bearBottom[i] = low[bear] as number;
    }
  }
  return { bullTop, bullBottom, bearTop, bearBottom };
};

/** How many of the first `count` prices lie within a share of a level. */
function touchesOf(prices: Float64Array, count: number, level: number, tolerance: number): number {
  const reach = Math.abs(level) * tolerance;
  let touches = 0;
  for (let k = 0; k < count; k++) if (Math.abs((prices[k] as number) - level) <= reach) touches++;
  return touches;
}

const supportResistance: PlainForm = (bars, params) => {
  const [kept, tolerance] = [number(params, "swings"), number(params, "tolerance")];
  const { close } = bars;
  const [swingHigh, swingLow] = bothSwings(bars, params);
  const [support, resistance] = [empty(bars), empty(bars)];
  const [supportTouches, resistanceTouches] = [new Float64Array(bars.length), new Float64Array(bars.length)];
  const prices = new Float64Array(kept);
  let seen = 0;
  for (let i = 0; i < close.length; i++) {
    const [top, bottom, now] = [swingHigh[i] as number, swingLow[i] as number, close[i] as number];
    if (top === top) prices[seen++ % kept] = top;
    if (bottom === bottom) prices[seen++ % kept] = bottom;
    const count = Math.min(seen, kept);
    let [below, above] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let k = 0; k < count; k++) {
      const price = prices[k] as number;
      if (price <= now && price > below) below = price;
      else if (price > now && price < above) above = price;
    }
    if (below > Number.NEGATIVE_INFINITY) {
      support[i] = below;
      supportTouches[i] = touchesOf(prices, count, below, tolerance);
    }
    if (above < Number.POSITIVE_INFINITY) {
      resistance[i] = above;
      resistanceTouches[i] = touchesOf(prices, count, above, tolerance);
    }
  }
  return { support, resistance, supportTouches, resistanceTouches };
};

const DAY = 86_400_000;

/** Classic levels of the UTC day before. */
const pivotPoints: PlainForm = (bars) => {
  const { timestamp, high, low, close } = bars;
  const [pivot, r1, r2, r3] = [empty(bars), empty(bars), empty(bars), empty(bars)];
  const [s1, s2, s3] = [empty(bars), empty(bars), empty(bars)];
  let [day, top, bottom] = [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [p, h, l] = [Number.NaN, Number.NaN, Number.NaN];
  for (let i = 0; i < close.length; i++) {
    const today = Math.floor((timestamp[i] as number) / DAY);
    if (today !== day) {
      if (i > 0) {
        p = (top + bottom + (close[i - 1] as number)) / 3;
        [h, l] = [top, bottom];
      }
      day = today;
      [top, bottom] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    }
    top = Math.max(top, high[i] as number);
    bottom = Math.min(bottom, low[i] as number);
    pivot[i] = p;
    r1[i] = 2 * p - l;
    r2[i] = p + (h - l);
    r3[i] = h + 2 * (p - l);
    s1[i] = 2 * p - h;
    s2[i] = p - (h - l);
    s3[i] = l - 2 * (h - p);
  }
  return { pivot, r1, r2, r3, s1, s2, s3 };
};

/** Engulfing, the default: a body of the other colour that holds the body before, and is larger. */
const candlePattern: PlainForm = ({ open, close }) => {
  const pattern = new Float64Array(close.length);
  pattern[0] = Number.NaN;
  for (let i = 1; i < close.length; i++) {
    const [o, c] = [open[i] as number, close[i] as number];
    const [before, after] = [open[i - 1] as number, close[i - 1] as number];
    if (c > o && after < before && c >= before && o <= after && (c > before || o < after)) pattern[i] = 1;
    else if (c < o && after > before && o >= after && c <= before && (o > after || c < before)) pattern[i] = -1;
  }
  return { pattern };
};

export const STRUCTURE: Record<string, PlainForm> = {
  "swing-points": (bars, params) => {
    const [swingHigh, swingLow] = bothSwings(bars, params);
    return { swingHigh, swingLow, lastHigh: lastOf(swingHigh), lastLow: lastOf(swingLow) };
  },
  "market-structure": marketStructure,
  "order-blocks": orderBlocks,
  "support-resistance": supportResistance,
  "pivot-points": pivotPoints,
  "candle-pattern": candlePattern,
};
