import type { Statistics } from "../kernel/statistics.js";
import { none, type Value } from "./values.js";

/**
 * Kelly's fraction f = W - (1 - W) / R of a list of trade results, W = wins / all, R = mean win / |mean loss| (Kelly 1956).
 */
export function kelly(trades: ArrayLike<number>): { winRate: Value; payoffRatio: Value; fraction: Value } {
  let wins = 0;
  let losses = 0;
  let gained = 0;
  let lost = 0;
  for (let k = 0; k < trades.length; k++) {
    const result = trades[k] as number;
    if (result > 0) {
      wins++;
      gained += result;
    } else if (result < 0) {
      losses++;
      lost -= result;
    }
  }
  if (trades.length === 0) {
    const empty = none("no trades");
    return { winRate: empty, payoffRatio: empty, fraction: empty };
  }
  const winRate = wins / trades.length;
  const missing = losses === 0 ? none("no losses") : wins === 0 ? none("no wins") : undefined;
  if (missing) return { winRate, payoffRatio: missing, fraction: missing };
  const payoffRatio = gained / wins / (lost / losses);
  return { winRate, payoffRatio, fraction: winRate - (1 - winRate) / payoffRatio };
}

export interface OptimalF {
  f: Value;
  biggestLoss: Value;
  /** Terminal wealth relative at f: prod(1 + f trade / |biggest loss|). */
  twr: Value;
  geometricMean: Value;
  /** |biggest loss| / f. */
  amountPerUnit: Value;
}

/**
 * Optimal f (Vince 1990): the f in [0, 1) that maximises TWR; 0 when the mean trade is not above 0. The derivative of log TWR falls
 * with f, so its root is found by bisection.
 */
export function optimalF(s: Statistics, trades: ArrayLike<number>): OptimalF {
  let biggest = 0;
  let sum = 0;
  for (let k = 0; k < trades.length; k++) {
    biggest = Math.min(biggest, trades[k] as number);
    sum += trades[k] as number;
  }
  const lossless = none("no losses");
  if (biggest === 0) {
    return { f: lossless, biggestLoss: lossless, twr: lossless, geometricMean: lossless, amountPerUnit: lossless };
  }
  if (!(sum > 0)) {
    return { f: 0, biggestLoss: biggest, twr: 1, geometricMean: 1, amountPerUnit: none("f is 0") };
  }
  const slope = (f: number) => {
    let total = 0;
    for (let k = 0; k < trades.length; k++) {
      const unit = (trades[k] as number) / -biggest;
      total += unit / (1 + f * unit);
    }
    return total;
  };
  let low = 0;
  let high = 1;
  for (let k = 0; k < 200 && high - low > 0; k++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  const f = low;
  let logTwr = 0;
  for (let k = 0; k < trades.length; k++) logTwr += s.log(1 + (f * (trades[k] as number)) / -biggest);
  return {
    f,
    biggestLoss: biggest,
    twr: s.exp(logTwr),
    geometricMean: s.exp(logTwr / trades.length),
    amountPerUnit: -biggest / f,
  };
}

/** mean / variance (ddof 1): the continuous Kelly fraction (Thorp 2006). */
export function continuousKelly(s: Statistics, trades: Float64Array): Value {
  const n = trades.length;
  if (n < 2) return none("needs at least two trades");
  const mean = s.sums(trades).sum / n;
  const variance = s.centralSums(trades, mean)[0] / (n - 1);
  return variance > 0 ? mean / variance : none("results do not vary");
}
