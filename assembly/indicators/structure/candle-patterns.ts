// Candle patterns that are defined by comparisons alone: nothing is "long", "small" or "in a trend". 1 bullish (or present), -1 bearish, 0 none.

import { at, put } from "../../core/columns";
import * as code from "./codes";

/** Bars before the current one that a pattern looks at. */
export function barsBefore(pattern: i32): i32 {
  if (pattern <= code.PATTERN_MARUBOZU) return 0;
  return pattern < code.PATTERN_THREE_SOLDIERS ? 1 : 2;
}

/** NaN on the first bars, and where one of the bars has no price. `share`: of a doji, the largest body as a share of the range. */
export function candlePattern(
  open: usize, high: usize, low: usize, close: usize, out: usize, from: i32, to: i32, pattern: i32, share: f64,
): void {
  const back = barsBefore(pattern);
  for (let i = from; i < to; i++) {
    let known = i >= back;
    for (let k = i - back; known && k <= i; k++) {
      const sum = at(open, k) + at(high, k) + at(low, k) + at(close, k);
      known = sum - sum == 0;
    }
    put(out, i, known ? f64(valueOf(open, high, low, close, i, pattern, share)) : NaN);
  }
}

function valueOf(open: usize, high: usize, low: usize, close: usize, i: i32, pattern: i32, share: f64): i32 {
  const range = at(high, i) - at(low, i);
  switch (pattern) {
    case code.PATTERN_DOJI:
      return i32(range > 0 && abs(at(close, i) - at(open, i)) <= share * range);
    case code.PATTERN_MARUBOZU: {
      const way = wayOf(open, close, i);
      return range > 0 && abs(at(close, i) - at(open, i)) == range ? way : 0;
    }
    case code.PATTERN_INSIDE_BAR:
      return i32(isInside(high, low, i, i - 1));
    case code.PATTERN_OUTSIDE_BAR:
      return i32(isInside(high, low, i - 1, i));
    case code.PATTERN_ENGULFING:
      return engulfing(open, close, i);
    case code.PATTERN_HARAMI:
      return harami(open, close, i);
    case code.PATTERN_PIERCING:
      return piercing(open, high, low, close, i);
    case code.PATTERN_THREE_SOLDIERS:
      return soldiers(open, close, i);
    case code.PATTERN_THREE_INSIDE: {
      const way = harami(open, close, i - 1);
      return way != 0 && f64(way) * (at(close, i) - at(open, i - 2)) > 0 ? way : 0;
    }
    default: {
      const way = engulfing(open, close, i - 1);
      return way != 0 && f64(way) * (at(close, i) - at(close, i - 1)) > 0 ? way : 0;
    }
  }
}

function wayOf(open: usize, close: usize, i: i32): i32 {
  const change = at(close, i) - at(open, i);
  return i32(change > 0) - i32(change < 0);
}

/** Bar a's range within bar b's, and smaller. */
function isInside(high: usize, low: usize, a: i32, b: i32): bool {
  return (
    at(high, a) <= at(high, b) && at(low, a) >= at(low, b) && (at(high, a) < at(high, b) || at(low, a) > at(low, b))
  );
}

/** Bar a's body within bar b's, and smaller. */
function isBodyInside(open: usize, close: usize, a: i32, b: i32): bool {
  const top = max(at(open, a), at(close, a));
  const bottom = min(at(open, a), at(close, a));
  const outerTop = max(at(open, b), at(close, b));
  const outerBottom = min(at(open, b), at(close, b));
  return top <= outerTop && bottom >= outerBottom && (top < outerTop || bottom > outerBottom);
}

function engulfing(open: usize, close: usize, i: i32): i32 {
  const way = wayOf(open, close, i);
  return way != 0 && wayOf(open, close, i - 1) == -way && isBodyInside(open, close, i - 1, i) ? way : 0;
}

function harami(open: usize, close: usize, i: i32): i32 {
  const way = wayOf(open, close, i);
  return way != 0 && wayOf(open, close, i - 1) == -way && isBodyInside(open, close, i, i - 1) ? way : 0;
}

/** Opens beyond the range of a candle of the other way and closes past the middle of its body, within it. */
function piercing(open: usize, high: usize, low: usize, close: usize, i: i32): i32 {
  const way = wayOf(open, close, i);
  if (way == 0 || wayOf(open, close, i - 1) != -way) return 0;
  const beyond = way > 0 ? at(open, i) < at(low, i - 1) : at(open, i) > at(high, i - 1);
  const middle = (at(open, i - 1) + at(close, i - 1)) / 2;
  const past = f64(way) * (at(close, i) - middle) > 0;
  const within = f64(way) * (at(open, i - 1) - at(close, i)) > 0;
  return beyond && past && within ? way : 0;
}

/** Three candles of one way, each opening within the body before and closing beyond its close. */
function soldiers(open: usize, close: usize, i: i32): i32 {
  const way = wayOf(open, close, i);
  if (way == 0 || wayOf(open, close, i - 1) != way || wayOf(open, close, i - 2) != way) return 0;
  return opensWithinAndGoesOn(open, close, i, way) && opensWithinAndGoesOn(open, close, i - 1, way) ? way : 0;
}

function opensWithinAndGoesOn(open: usize, close: usize, i: i32, way: i32): bool {
  const start = at(open, i);
  const within =
    start >= min(at(open, i - 1), at(close, i - 1)) && start <= max(at(open, i - 1), at(close, i - 1));
  return within && f64(way) * (at(close, i) - at(close, i - 1)) > 0;
}
