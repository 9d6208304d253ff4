// The opening part of an order: from flat, or on top of what is held (SEMANTICS.md, "The opening leg"; ORDERS.md, "A fill").

import {
  REJECT_BELOW_MINIMUM,
  REJECT_INSUFFICIENT_MARGIN,
  REJECT_INVALID_ATR,
  REJECT_INVALID_PRICE,
  REJECT_ZERO_SIZE,
  SIZER_FIXED_AMOUNT,
} from "../core/codes";
import { isValid } from "../core/columns";
import { feeOf, reject, see } from "../simulation/legs";
import { anchorOf, replaceLevels, setLevels } from "../simulation/levels";
import { withinMargin, withinMarginHeld } from "../simulation/margin";
import { extendFill, writeFill } from "../simulation/output";
import { marketPrice, toLot } from "../simulation/price";
import { refusal, sizedBy } from "../simulation/size";
import { slippageOf, slipsByVolume } from "../simulation/slippage";
import { Binding, Simulation } from "../simulation/state";
import { portionOf, spend } from "./budget";

/** How an opening part is filled. */
@unmanaged
export class Entry {
  bar: i32;
  atClose: i32;
  /** It is a limit order: no slippage; and it pays the maker fee. */
  limit: i32;
  makes: i32;
  side: f64;
  raw: f64;
  /** Size on which nothing is filled yet; NaN = the sizer's. */
  asked: f64;
  /** Units left after an earlier portion; NaN = this is the first. */
  rest: f64;
  /** Price of a closing part that it shares a row with, else NaN. */
  closedAt: f64;
  /** Out: units filled, 0 if there was no volume, -1 if it was refused (and counted); and units left. */
  portion: f64;
  left: f64;
}

/** Opens, or adds to, a position of the entry's side; stop, target, ATR and the sizer's input are those of the state's order. */
export function enter(s: Simulation, b: Binding, e: Entry): void {
  e.portion = -1;
  if (s.settledSize == s.settledSize) return enterSettled(s, b, e);
  const raw = e.raw;
  const side = e.side;
  const byVolume = !e.limit && slipsByVolume(s);
  let price = e.limit ? raw : marketPrice(s, raw, side, byVolume ? 0 : slippageOf(s, b, e.bar, 0, e.atClose != 0));
  if (!(isValid(raw) && isValid(price))) return reject(s, REJECT_INVALID_PRICE);
  if (s.needsAtr && !isValid(s.orderAtr)) return reject(s, REJECT_INVALID_ATR);
  const held = abs(s.quantity);
  const equity = held == 0 ? s.cash : s.cash + s.quantity * raw;
  const first = e.rest != e.rest;
  let given = first && e.asked == e.asked;
  let size = first ? e.asked : e.rest;
  if (first && !given) {
    const refused = refusal(s);
    if (refused >= 0) return reject(s, refused);
    size = sizedBy(s, raw, price, equity);
    given = s.sizer == SIZER_FIXED_AMOUNT;
  }
  const traded = s.participation == 0 ? size : min(size, s.budget);
  if (byVolume && isValid(size) && isValid(traded)) {
    price = marketPrice(s, raw, side, slippageOf(s, b, e.bar, traded, e.atClose != 0));
    if (!isValid(price)) return reject(s, REJECT_INVALID_PRICE);
  }
  if (s.marginCheck) {
    const rate = e.makes ? s.makerCommission : s.commission;
    size =
      held == 0
        ? withinMargin(s, b, size, given, side, raw, price, rate)
        : withinMarginHeld(s, b, size, given, side, raw, price, rate);
    if (size != size) return reject(s, REJECT_INSUFFICIENT_MARGIN);
  }
  size = toLot(s, size);
  if (!isValid(size)) return reject(s, REJECT_ZERO_SIZE);
  if (first && size * price < s.minimumNotional) return reject(s, REJECT_BELOW_MINIMUM);

  take(s, b, e, size, price);
}

/** The size is known, and nothing is to be looked at again: a size of 0 has been refused. */
function enterSettled(s: Simulation, b: Binding, e: Entry): void {
  const size = s.settledSize;
  if (size == 0) return reject(s, s.refused);
  take(s, b, e, size, marketPrice(s, e.raw, e.side, slippageOf(s, b, e.bar, portionOf(s, size), e.atClose != 0)));
}

/** Takes of this size what there is volume for. */
function take(s: Simulation, b: Binding, e: Entry, size: f64, price: f64): void {
  const portion = portionOf(s, size);
  e.portion = portion;
  e.left = size - portion;
  if (portion == 0) return;
  spend(s, portion);
  s.opened = portion;
  const side = e.side;
  const raw = e.raw;
  const fee = feeOf(s, e.makes ? s.makerCommission : s.commission, portion, price);
  s.cash -= side * portion * price + fee;
  s.commissionPaid += fee;
  s.slippagePaid += portion * abs(raw - price);
  const quantity = side * portion;
  if (e.closedAt == price) extendFill(s, b, quantity, fee);
  else writeFill(s, b, e.bar, quantity, price, fee, 0);
  if (s.quantity == 0) open(s, b, e, price, quantity, fee);
  else add(s, b, e, price, quantity, fee);
}

function open(s: Simulation, b: Binding, e: Entry, price: f64, quantity: f64, fee: f64): void {
  s.quantity = quantity;
  s.entryBar = e.bar;
  s.entryPrice = price;
  s.entryCommission = fee;
  s.enteredAtClose = e.atClose;
  s.tradeFunding = 0;
  s.lowest = price;
  s.highest = price;
  s.heldAtr = s.orderAtr;
  s.heldStop = s.orderStop;
  s.heldTarget = s.orderTarget;
  s.position++;
  s.triedLevels = 0;
  setLevels(s, b, e.side, e.raw);
}

function add(s: Simulation, b: Binding, e: Entry, price: f64, quantity: f64, fee: f64): void {
  const before = abs(s.quantity);
  const portion = abs(quantity);
  const after = before + portion;
  const anchor = (before * s.anchor + portion * anchorOf(s, e.raw, price)) / after;
  s.entryPrice = (before * s.entryPrice + portion * price) / after;
  s.quantity = e.side * after;
  s.entryCommission += fee;
  see(s, price);
  replaceLevels(s, b, e.side, anchor);
}
