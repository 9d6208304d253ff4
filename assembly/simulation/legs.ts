// The two legs of an order: closing what is held, opening what was decided.

import {
  EXIT_REVERSE,
  EXIT_SIGNAL,
  EXIT_LIQUIDATION,
  EXIT_TARGET,
  LIQUIDATION_INTRABAR,
  REJECT_BELOW_MINIMUM,
  REJECT_EXPOSURE_LIMIT,
  REJECT_HALTED,
  REJECT_HEAT_LIMIT,
  REJECT_INSUFFICIENT_MARGIN,
  REJECT_INVALID_ATR,
  REJECT_INVALID_PRICE,
  REJECT_INVALID_VOLATILITY,
  REJECT_NO_CONFIDENCE,
  REJECT_NO_EDGE,
  REJECT_NO_VOLUME,
  REJECT_NOTHING_TO_REDUCE,
  REJECT_OTHER_LEG,
  REJECT_POST_ONLY,
  REJECT_TOO_MANY_ORDERS,
  REJECT_TOO_MANY_POSITIONS,
  REJECT_ZERO_SIZE,
  SIZER_FIXED_AMOUNT,
} from "../core/codes";
import { isValid } from "../core/columns";
import { positionEnded } from "../orders/table";
import { clearLevels, relocateLiquidation, setLevels } from "./levels";
import { withinMargin } from "./margin";
import { extendFill, writeFill, writeTrade } from "./output";
import { marketPrice, toLot } from "./price";
import { refusal, remember, sizedBy } from "./size";
import { exitSlippage, slippageOf, slipsByVolume } from "./slippage";
import { Binding, Simulation } from "./state";

/** Fills the order of the state at one raw price, the bar's close or its open: the closing leg first. */
export function fillOrder(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool): void {
  fillOpening(s, b, bar, raw, atClose, fillClosing(s, b, bar, raw, atClose));
}

/** The closing leg; the price, NaN if there is none. */
@inline
function fillClosing(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool): f64 {
  s.orderQueued = 0;
  if (!s.orderCloses || s.quantity == 0) return NaN;
  const price = marketPrice(s, raw, s.quantity > 0 ? -1 : 1, exitSlippage(s, b, bar, atClose));
  see(s, raw);
  const forced = s.orderProtective;
  s.orderProtective = 0;
  close(s, b, bar, raw, price, forced ? forced - 1 : s.orderReverses ? EXIT_REVERSE : EXIT_SIGNAL, false);
  return price;
}

/** The opening leg; `closedAt`: what the closing leg came to. */
@inline
function fillOpening(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool, closedAt: f64): void {
  if (s.orderSide != 0 && !s.done) openTrade(s, b, bar, raw, atClose, s.orderReverses ? closedAt : NaN);
}

/** The legs one by one, for those that do something between them. */
export function closeLeg(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool): f64 {
  return fillClosing(s, b, bar, raw, atClose);
}

export function openLeg(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool, closedAt: f64): void {
  fillOpening(s, b, bar, raw, atClose, closedAt);
}

/** A price seen while the trade is held. */
@inline
export function see(s: Simulation, price: f64): void {
  if (price < s.lowest) s.lowest = price;
  if (price > s.highest) s.highest = price;
}

/** Ends the trade at `price`; `raw` is that price before slippage. */
export function closeTrade(s: Simulation, b: Binding, bar: i32, raw: f64, price: f64, reason: i32): void {
  close(s, b, bar, raw, price, reason, makesMarket(s, reason));
}

/** A target is a limit order, unless it slips. */
@inline
export function makesMarket(s: Simulation, reason: i32): bool {
  return reason == EXIT_TARGET && !s.slipTargets;
}

/** Closes `part` units, at most what is held. With less than that the part becomes a trade of its own, and the rest is held on. */
export function closePart(
  s: Simulation, b: Binding, bar: i32, raw: f64, price: f64, reason: i32, makes: bool, part: f64,
): void {
  const q = s.quantity;
  const size = abs(q);
  if (part == size) return close(s, b, bar, raw, price, reason, makes);
  const side: f64 = q > 0 ? 1 : -1;
  const share = part / size;
  const entryCommission = s.entryCommission;
  const funding = s.tradeFunding;
  s.quantity = side * part;
  s.entryCommission = entryCommission * share;
  s.tradeFunding = funding * share;
  settle(s, b, bar, raw, price, reason, makes);
  s.quantity = side * (size - part);
  s.entryCommission = entryCommission - entryCommission * share;
  s.tradeFunding = funding - funding * share;
  relocateLiquidation(s, b);
}

@inline
function close(s: Simulation, b: Binding, bar: i32, raw: f64, price: f64, reason: i32, makes: bool): void {
  settle(s, b, bar, raw, price, reason, makes);
  s.quantity = 0;
  clearLevels(s);
  if (s.working) positionEnded(s, b);
  if (s.liquidation == LIQUIDATION_INTRABAR && (s.shared ? s.alone != 0 && s.backing + s.cash <= 0 : s.cash <= 0)) goBankrupt(s, bar);
}

/** Money, trade and fill of closing all of `quantity`. */
@inline
function settle(s: Simulation, b: Binding, bar: i32, raw: f64, price: f64, reason: i32, makes: bool): void {
  const q = s.quantity;
  const size = abs(q);
  let fee = feeOf(s, makes ? s.makerCommission : s.commission, size, price);
  if (reason == EXIT_LIQUIDATION) fee += s.liquidationFee * size * price;
  const gross = q * (price - s.entryPrice);
  const commission = s.entryCommission + fee;
  s.cash += q * price - fee;
  s.grossProfit += gross;
  s.commissionPaid += fee;
  s.slippagePaid += size * abs(raw - price);
  const pnl = gross - commission - s.tradeFunding;
  remember(s, pnl);
  // a sweep counts them
  if (b.trades == 0) s.tradeRows++;
  else {
    // excursions down and up as fractions of the entry price
    const entry = f64x2.splat(s.entryPrice);
    let extremes = f64x2.replace_lane(f64x2.splat(s.lowest), 1, s.highest);
    // an average price can lie an ulp beyond those that it is of
    if (s.working | s.shared) extremes = f64x2.replace_lane(f64x2.splat(min(s.lowest, s.entryPrice)), 1, max(s.highest, s.entryPrice));
    const moves = f64x2.div(f64x2.sub(extremes, entry), entry);
    const down = f64x2.extract_lane(moves, 0);
    const up = f64x2.extract_lane(moves, 1);
    writeTrade(s, b, bar, price, pnl, commission, reason, q > 0 ? down : 0.0 - up, q > 0 ? up : 0.0 - down);
  }
  writeFill(s, b, bar, -q, price, fee, 1 + reason);
}

/** What the account lacks is bad debt; the run ends with nothing. */
export function goBankrupt(s: Simulation, bar: i32): void {
  s.badDebt -= s.cash;
  s.cash = 0;
  s.done = 1;
  s.bankruptBar = bar;
  s.orderQueued = 0;
  s.orderCount = 0;
}

/** Opens the order's side; `closedAt`: price of the leg that reverses into this one, else NaN. */
@inline
function openTrade(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool, closedAt: f64): void {
  if (s.settledSize == s.settledSize) return openSettled(s, b, bar, raw, atClose, closedAt);
  const side = f64(s.orderSide);
  const byVolume = slipsByVolume(s);
  let price = marketPrice(s, raw, side, byVolume ? 0 : slippageOf(s, b, bar, 0, atClose));
  if (!(isValid(raw) && isValid(price))) return reject(s, REJECT_INVALID_PRICE);
  if (s.needsAtr && !isValid(s.orderAtr)) return reject(s, REJECT_INVALID_ATR);
  const given = s.orderSize == s.orderSize;
  let size = s.orderSize;
  if (!given) {
    const refused = refusal(s);
    if (refused >= 0) return reject(s, refused);
    size = sizedBy(s, raw, price, s.cash);
  }
  if (byVolume && isValid(size)) {
    price = marketPrice(s, raw, side, slippageOf(s, b, bar, size, atClose));
    if (!isValid(price)) return reject(s, REJECT_INVALID_PRICE);
  }
  if (s.marginCheck) {
    size = withinMargin(s, b, size, given || s.sizer == SIZER_FIXED_AMOUNT, side, raw, price, s.commission);
    if (size != size) return reject(s, REJECT_INSUFFICIENT_MARGIN);
  }
  size = toLot(s, size);
  if (!isValid(size)) return reject(s, REJECT_ZERO_SIZE);
  if (size * price < s.minimumNotional) return reject(s, REJECT_BELOW_MINIMUM);
  openAt(s, b, bar, raw, price, side, size, atClose, closedAt);
}

/** The size is known, and nothing is to be looked at again: a size of 0 has been refused. */
function openSettled(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool, closedAt: f64): void {
  const size = s.settledSize;
  if (size == 0) return reject(s, s.refused);
  const side = f64(s.orderSide);
  const price = marketPrice(s, raw, side, slippageOf(s, b, bar, size, atClose));
  openAt(s, b, bar, raw, price, side, size, atClose, closedAt);
}

@inline
function openAt(
  s: Simulation, b: Binding, bar: i32, raw: f64, price: f64, side: f64, size: f64, atClose: bool, closedAt: f64,
): void {
  s.opened = size;
  const fee = feeOf(s, s.commission, size, price);
  s.cash -= side * size * price + fee;
  s.quantity = side * size;
  s.entryBar = bar;
  s.entryPrice = price;
  s.entryCommission = fee;
  s.enteredAtClose = i32(atClose);
  s.tradeFunding = 0;
  s.lowest = price;
  s.highest = price;
  // for a run with orders that goes on from here
  s.heldAtr = s.orderAtr;
  s.heldStop = s.orderStop;
  s.heldTarget = s.orderTarget;
  s.position++;
  s.commissionPaid += fee;
  s.slippagePaid += size * abs(raw - price);
  if (closedAt == price) extendFill(s, b, s.quantity, fee);
  else writeFill(s, b, bar, s.quantity, price, fee, 0);
  setLevels(s, b, side, raw);
}

/** Fee of a fill, quote currency. */
@inline
export function feeOf(s: Simulation, rate: f64, size: f64, price: f64): f64 {
  return max(rate * size * price, s.minimumFee) * s.costShare;
}

/** Counts an order, or what is left of it, that is not filled. */
export function reject(s: Simulation, reason: i32): void {
  s.refused = reason;
  if (reason == REJECT_ZERO_SIZE) s.rejectedZeroSize++;
  else if (reason == REJECT_INSUFFICIENT_MARGIN) s.rejectedInsufficientMargin++;
  else if (reason == REJECT_INVALID_ATR) s.rejectedInvalidAtr++;
  else if (reason == REJECT_INVALID_PRICE) s.rejectedInvalidPrice++;
  else if (reason == REJECT_BELOW_MINIMUM) s.rejectedBelowMinimum++;
  else if (reason == REJECT_NO_EDGE) s.rejectedNoEdge++;
  else if (reason == REJECT_NO_CONFIDENCE) s.rejectedNoConfidence++;
  else if (reason == REJECT_INVALID_VOLATILITY) s.rejectedInvalidVolatility++;
  else if (reason == REJECT_NO_VOLUME) s.rejectedNoVolume++;
  else if (reason == REJECT_POST_ONLY) s.rejectedPostOnly++;
  else if (reason == REJECT_NOTHING_TO_REDUCE) s.rejectedNothingToReduce++;
  else if (reason == REJECT_TOO_MANY_ORDERS) s.rejectedTooManyOrders++;
  else if (reason == REJECT_HALTED) s.rejectedHalted++;
  else if (reason == REJECT_TOO_MANY_POSITIONS) s.rejectedTooManyPositions++;
  else if (reason == REJECT_HEAT_LIMIT) s.rejectedHeatLimit++;
  else if (reason == REJECT_EXPOSURE_LIMIT) s.rejectedExposureLimit++;
  else if (reason == REJECT_OTHER_LEG) s.rejectedOtherLeg++;
}
