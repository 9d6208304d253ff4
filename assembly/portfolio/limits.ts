// What the account allows of new positions (PORTFOLIO.md, "Limits").

import { REJECT_EXPOSURE_LIMIT, REJECT_HALTED, REJECT_HEAT_LIMIT, REJECT_TOO_MANY_POSITIONS } from "../core/codes";
import { equityOf, heatOf, netAll, positionsOf } from "./account";
import { Portfolio, symbolAt } from "./state";

const DAY_MS: f64 = 86_400_000;

/** There are limits at all. */
@inline
export function isLimited(p: Portfolio): bool {
  return p.maxDrawdown != 0 || p.positions != 0 || p.heat != 0 || p.exposure != 0;
}

/** Why what has just been opened in these symbols is not allowed, a reject code; -1 if it is. */
export function refusalOf(p: Portfolio, symbol: i32, second: i32): i32 {
  if (p.halt > 0) return REJECT_HALTED;
  if (p.positions != 0 && positionsOf(p) > p.positions) return REJECT_TOO_MANY_POSITIONS;
  const equity = equityOf(p);
  if (p.heat != 0 && heatOf(p) > p.heat * equity) return REJECT_HEAT_LIMIT;
  if (p.exposure != 0) {
    const most = p.exposure * equity;
    if (together(p, symbol) > most || (second >= 0 && together(p, second) > most)) return REJECT_EXPOSURE_LIMIT;
  }
  return -1;
}

/** What is held in a symbol and in those that correlate with it, quote currency; 0 where none of these is held. */
function together(p: Portfolio, symbol: i32): f64 {
  netAll(p);
  let held = abs(symbolAt(p, symbol).net) * symbolAt(p, symbol).mark;
  let others = 0;
  for (let k = 0; k < p.symbolCount; k++) {
    if (k == symbol) continue;
    const net = symbolAt(p, k).net;
    if (net == 0 || !(correlation(p, symbol, k) > p.correlation)) continue;
    held += abs(net) * symbolAt(p, k).mark;
    others++;
  }
  return others == 0 ? 0 : held;
}

/** Pearson's, of the returns of the last days that are over; NaN where too few are known. */
function correlation(p: Portfolio, first: i32, second: i32): f64 {
  const today = i32(floor(p.moment / DAY_MS) - p.firstDay);
  const from = max(0, today - p.days);
  const to = min(today, p.dayCount);
  const a = p.dayReturns + (usize(first * p.dayCount) << 3);
  const b = p.dayReturns + (usize(second * p.dayCount) << 3);
  let n = 0;
  let sumA: f64 = 0;
  let sumB: f64 = 0;
  for (let d = from; d < to; d++) {
    const x = load<f64>(a + (usize(d) << 3));
    const y = load<f64>(b + (usize(d) << 3));
    if (x != x || y != y) continue;
    n++;
    sumA += x;
    sumB += y;
  }
  if (2 * n < p.days) return NaN;
  const meanA = sumA / f64(n);
  const meanB = sumB / f64(n);
  let ab: f64 = 0;
  let aa: f64 = 0;
  let bb: f64 = 0;
  for (let d = from; d < to; d++) {
    const x = load<f64>(a + (usize(d) << 3));
    const y = load<f64>(b + (usize(d) << 3));
    if (x != x || y != y) continue;
    ab += (x - meanA) * (y - meanB);
    aa += (x - meanA) * (x - meanA);
    bb += (y - meanB) * (y - meanB);
  }
  return ab / sqrt(aa * bb);
}
