// Quiet stretches of a trade whose stops move, that pays for being held or whose time runs out: `step` without what cannot happen there.

import { at, flag, put } from "../core/columns";
import { INTRABAR_OHLC, LIQUIDATION_CLOSE, LIQUIDATION_INTRABAR } from "../core/codes";
import { liquidationOf } from "./margin";
import { trails } from "./moving";
import { Binding, Simulation } from "./state";

/**
 * Holding from bar i: takes bars up to `end`, or up to the first that has one of the signals in `mask`, whose range may meet a level or
 * at which the trade's time is up.
 *
 * Prices are mirrored for a short (multiplied by d = -1, which is exact), so that the losing side is always below: every stop is then
 * the higher of two.
 */
export function holdMoving(s: Simulation, b: Binding, from: i32, end: i32, mask: i32): void {
  const long = s.quantity > 0;
  const d: f64 = long ? 1 : -1;
  const quantity = s.quantity;
  const size = abs(quantity);
  // what follows the best price
  const walks = s.intrabar == INTRABAR_OHLC && trails(s);
  const trailing = s.trailingPercent != 0;
  const trailFactor = 1.0 - d * s.trailingPercent;
  const breaksEven = s.breakEvenTrigger != 0;
  const trigger = d * (s.anchor * (1.0 + d * s.breakEvenTrigger));
  const secured = d * (s.anchor * (1.0 + d * s.breakEvenOffset));
  let best = d * s.trailAnchor;
  let trailed = d * s.trailingStop;
  let evened = d * s.breakEvenStop;
  // what follows columns
  const sar = b.sar;
  const chandelier = long ? b.chandelierLong : b.chandelierShort;
  const band: usize = s.bandFixed ? 0 : long ? b.bandLong : b.bandShort;
  const follows = (sar | chandelier | band) != 0;
  let sarStop = d * s.sarStop;
  let chandelierStop = d * s.chandelierStop;
  let bandStop = d * s.bandStop;
  // the rest
  const fixed = d * s.fixedStop;
  const target = long ? s.levelHigh : -s.levelLow;
  const borrows = !long && s.borrow != 0;
  const liquidates = borrows && s.liquidation == LIQUIDATION_INTRABAR;
  const endsAtZero = s.liquidation == LIQUIDATION_CLOSE;
  const limited = s.timeLimit != 0;
  const entered = limited ? at(b.timestamp, s.entryBar) + (s.enteredAtClose ? s.barMs : 0) : 0;
  let liquidation = d * s.liquidationPrice;
  let moving = max(max(max(trailed, evened), max(sarStop, chandelierStop)), max(bandStop, fixed));
  let cash = s.cash;
  let charged: f64 = 0;
  let lowest = s.lowest;
  let highest = s.highest;
  let fundingPaid = s.fundingPaid;
  let tradeFunding = s.tradeFunding;

  let i = from;
  for (; i < end; i++) {
    if (flag(b.signals, i) & mask) break;
    if (limited && !(at(b.timestamp, i) + s.barMs - entered < s.timeLimit)) break;
    let left = cash;
    let limit = liquidation;
    if (borrows) {
      charged = size * at(b.open, i) * s.borrow;
      left = cash - charged;
      if (liquidates) limit = d * liquidationOf(s, b, d, -d * Infinity, left);
    }
    const low = at(b.low, i);
    const high = at(b.high, i);
    const worst = long ? low : -high;
    const reached = long ? high : -low;
    if (worst <= max(moving, limit) || reached >= target) break;
    const close = at(b.close, i);
    const equity = left + quantity * close;
    if (endsAtZero && equity <= 0) break;
    const bestNow = reached > best ? reached : best;
    const trailedNow = trailing ? bestNow * trailFactor : trailed;
    const evenedNow = breaksEven && bestNow >= trigger ? secured : evened;
    // along the path of the bar the stop is at most where it ends
    if (walks && worst <= max(max(trailedNow, evenedNow), max(moving, limit))) break;

    put(b.equity, i, equity);
    cash = left;
    liquidation = limit;
    if (borrows) {
      fundingPaid += charged;
      tradeFunding += charged;
    }
    if (low < lowest) lowest = low;
    if (high > highest) highest = high;
    best = bestNow;
    trailed = trailedNow;
    evened = evenedNow;
    if (follows) {
      const price = d * close;
      if (sar != 0) {
        const value = d * at(sar, i);
        sarStop = value < price ? value : -Infinity;
      }
      if (chandelier != 0) {
        const value = d * at(chandelier, i);
        if (value < price) chandelierStop = max(chandelierStop, value);
      }
      if (band != 0) {
        const value = d * at(band, i);
        if (value < price) bandStop = max(bandStop, value);
      }
    }
    moving = max(max(max(trailed, evened), max(sarStop, chandelierStop)), max(bandStop, fixed));
  }

  s.trailAnchor = d * best;
  s.trailingStop = d * trailed;
  s.breakEvenStop = d * evened;
  s.sarStop = d * sarStop;
  s.chandelierStop = d * chandelierStop;
  s.bandStop = d * bandStop;
  s.liquidationPrice = d * liquidation;
  s.levelLow = long ? max(moving, liquidation) : -target;
  s.levelHigh = long ? target : -max(moving, liquidation);
  s.cash = cash;
  s.fundingPaid = fundingPaid;
  s.tradeFunding = tradeFunding;
  s.lowest = lowest;
  s.highest = highest;
  s.barsInMarket += i - from;
  s.nextBar = i;
}
