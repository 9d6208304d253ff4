import type { Columns } from "./data.js";

export interface Checks {
  equity: number;
  sharpe: number;
  /** Negative fraction. */
  mdd: number;
  orders: number;
}

/**
 * W1 as C++ would be written, in plain JavaScript on typed arrays: one pass, no records of trades. EMA 12/26 cross filled at the close,
 * stop 2 %, target 5 %, 10 units, commission 10 bps, slippage 2 bps.
 */
export function w1JavaScript({ open, high, low, close }: Columns, equity: Float64Array): Checks {
  const n = close.length;
  const fee = 0.001;
  const slip = 0.0002;
  const capital = 1_000_000;
  const fastWeight = 2 / 13;
  const slowWeight = 2 / 27;
  let fast = close[0] as number;
  let slow = fast;
  let cash = capital;
  let held = 0;
  let stop = 0;
  let target = 0;
  let orders = 0;
  let sum = 0;
  let squares = 0;
  let before = capital;
  let peak = capital;
  let deepest = 0;
  let last = 0;
  for (let i = 0; i < n; i++) {
    const price = close[i] as number;
    if (i > 0) {
      fast = (1 - fastWeight) * fast + fastWeight * price;
      slow = (1 - slowWeight) * slow + slowWeight * price;
    }
    const direction = i < 25 ? 0 : fast > slow ? 1 : fast < slow ? -1 : 0;
    let stopped = false;
    if (held !== 0) {
      const o = open[i] as number;
      const long = held > 0;
      const bottom = low[i] as number;
      const top = high[i] as number;
      const hitsStop = long ? bottom <= stop : top >= stop;
      const hitsTarget = long ? top >= target : bottom <= target;
      if (hitsStop || hitsTarget) {
        const level = hitsStop ? stop : target;
        const raw = hitsStop === long ? Math.min(o, level) : Math.max(o, level);
        const fill = raw * (long ? 1 - slip : 1 + slip);
        cash += held * fill - Math.abs(held) * fill * fee;
        held = 0;
        orders++;
        stopped = true;
      }
    }
    if (direction !== last) {
      if (direction !== 0 && i > 25 && !stopped) {
        const quantity = direction * 10 - held;
        if (quantity !== 0) {
          const fill = price * (quantity > 0 ? 1 + slip : 1 - slip);
          cash -= quantity * fill + Math.abs(quantity) * fill * fee;
          held = direction * 10;
          orders++;
          stop = price * (1 - direction * 0.02);
          target = price * (1 + direction * 0.05);
        }
      }
      last = direction;
    }
    const value = cash + held * price;
    equity[i] = value;
    const change = value / before - 1;
    sum += change;
    squares += change * change;
    before = value;
    if (value > peak) peak = value;
    else if (value / peak - 1 < deepest) deepest = value / peak - 1;
  }
  const mean = sum / n;
  const variance = (squares - sum * mean) / (n - 1);
  return { equity: before, sharpe: (mean / Math.sqrt(variance)) * Math.sqrt(525_600), mdd: deepest, orders };
}
