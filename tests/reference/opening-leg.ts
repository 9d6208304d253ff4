import type { RejectReason } from "../../src/contracts/result.js";
import { type Account, equityAt } from "./account.js";
import { entryFee, type FeeSide } from "./fees.js";
import { type EntryPrices, liquidationLevel, mostThatMarginAllows } from "./margin.js";
import type { Bar, Order, Position, ReferenceFill, Side } from "./model.js";
import { against, isValid, limitPrice, marketPrice, toLot } from "./prices.js";
import type { Rules } from "./rules.js";
import { wantedSize } from "./sizes.js";
import { slippageOfFill } from "./slippage.js";

export interface Entry {
  side: Side;
  bar: number;
  /** R: price before slippage. */
  raw: number;
  /** The fill is at the bar's close. */
  atClose: boolean;
  /** The fill is inside the bar, after its open. */
  inside?: boolean;
  /** A limit order fills at R and pays this; null = a market order. */
  limit?: FeeSide | null;
  /** An addition that leaves levels and anchor where they are. */
  keepsLevels?: boolean;
}

/** Base units and the price of the fill. */
export interface Sized {
  size: number;
  price: number;
  /** What is paid where it does not follow from size and price, quote currency. */
  commission?: number;
}

/** SEMANTICS.md, "The opening leg", for a flat account. Returns its fill, not yet in the account's list, or null. */
export function openPosition(
  rules: Rules,
  account: Account,
  bars: readonly Bar[],
  order: Order,
  entry: Entry,
): ReferenceFill | null {
  const sized = sizeAndPrice(rules, account, bars, order, entry);
  if (typeof sized === "string") {
    account.rejected[sized] += 1;
    return null;
  }
  return enter(rules, account, order, entry, sized);
}

/** Steps 1 to 4, or why there is no trade. `budget`: the most that can be filled on this bar. */
export function sizeAndPrice(
  rules: Rules,
  account: Account,
  bars: readonly Bar[],
  order: Order,
  entry: Entry,
  budget = Number.POSITIVE_INFINITY,
): Sized | RejectReason {
  const { config } = rules;
  const { side, raw } = entry;
  const byVolume = rules.slippage.model === "volume";
  let price = entryPriceAt(rules, entry, byVolume ? 0 : slippageOfFill(rules, bars, entry, Number.NaN));
  const broken = step1(rules, order, raw, price);
  if (broken !== null) return broken;
  const wanted = wantedSize(rules, account, order, { side, raw, price });
  if (typeof wanted === "string") return wanted;
  const slips = isValid(wanted) ? Math.min(wanted, budget) : Number.NaN;
  if (byVolume && isValid(slips)) {
    price = entryPriceAt(rules, entry, slippageOfFill(rules, bars, entry, slips));
    if (!isValid(price)) return "invalid-price";
  }
  const fixed = !Number.isNaN(order.size) || config.sizer.name === "fixed-amount";
  const held = heldToMargin(rules, account, wanted, { side, raw, price, by: entry.limit ?? "taker" }, fixed);
  if (typeof held === "string") return held;
  const size = toLot(rules, held);
  if (!isValid(size)) return "zero-size";
  return size * price < config.minimumNotional ? "below-minimum" : { size, price };
}

/** P: a limit order's is R itself. */
export function entryPriceAt(rules: Rules, { side, raw, limit }: Entry, slippage: number): number {
  return limit ? raw : marketPrice(rules, raw, side, slippage);
}

/** Why a fill at these prices cannot be, or null. */
export function step1(rules: Rules, order: Order, raw: number, price: number): RejectReason | null {
  if (!isValid(raw) || !isValid(price)) return "invalid-price";
  return rules.needsAtr && !isValid(order.atr) ? "invalid-atr" : null;
}

/** Step 3. A size that is `fixed` is rejected where another is capped. */
export function heldToMargin(
  rules: Rules,
  account: Account,
  size: number,
  prices: EntryPrices,
  fixed: boolean,
): number | RejectReason {
  if (!rules.config.marginCheck) return size;
  const seen = { ...account, cash: account.cash + (account.pool?.marginOfOthers() ?? 0) };
  if (equityAt(seen, prices.raw) <= 0) return "insufficient-margin";
  if (size <= 0) return size;
  const most = mostThatMarginAllows(rules, seen, prices);
  if (account.position !== null && most <= 0) return "insufficient-margin";
  if (!fixed) return Math.min(size, most);
  return size > most * (1 + 1e-12) ? "insufficient-margin" : size;
}

/** Steps 5 to 7. */
export function enter(
  rules: Rules,
  account: Account,
  order: Order,
  entry: Entry,
  { size, price, commission: given }: Sized,
): ReferenceFill {
  const { side, bar } = entry;
  const commission = given ?? entryFee(rules, size, price, entry.limit ?? "taker");
  account.cash -= side * size * price + commission;
  if (account.position === null)
    account.position = positionOf(rules, account, order, entry, { price, size, commission });
  else if (entry.keepsLevels) addUnits(rules, account, account.position, { price, size, commission });
  else addTo(rules, account, account.position, anchorOf(rules, order, entry, price), { price, size, commission });
  return { bar, quantity: side * size, price, commission, kind: 0 };
}

interface Paid extends Sized {
  commission: number;
}

function anchorOf(rules: Rules, order: Order, { raw }: Entry, price: number): number {
  return { fill: price, "raw-fill": raw, "signal-close": order.decisionPrice }[rules.config.stopAnchor];
}

/** Steps 6 and 7. */
function positionOf(rules: Rules, account: Account, order: Order, entry: Entry, paid: Paid): Position {
  const { side, bar, atClose } = entry;
  const anchor = anchorOf(rules, order, entry, paid.price);
  const quantity = side * paid.size;
  account.positions += 1;
  return {
    id: account.positions,
    side,
    quantity,
    entryBar: bar,
    entryPrice: paid.price,
    entryCommission: paid.commission,
    openedAtClose: atClose,
    openedInside: entry.inside === true,
    opener: order,
    stopTriedOn: -1,
    targetTriedOn: -1,
    ...fixedLevels(rules, order, side, anchor),
    liquidation: liquidationLevel(rules, account.cash, quantity),
    anchor,
    trail: anchor,
    indicatorStops: { ...order.indicatorStops },
    funding: 0,
    pricesMet: [paid.price],
  };
}

/** ORDERS.md, "A part that opens while its own side is held". */
function addTo(rules: Rules, account: Account, position: Position, anchor: number, paid: Paid): void {
  const { side, opener } = position;
  const held = Math.abs(position.quantity);
  position.anchor = (held * position.anchor + paid.size * anchor) / (held + paid.size);
  addUnits(rules, account, position, paid);
  Object.assign(position, fixedLevels(rules, opener, side, position.anchor));
}

function addUnits(rules: Rules, account: Account, position: Position, { size, price, commission }: Paid): void {
  const held = Math.abs(position.quantity);
  position.entryPrice = (held * position.entryPrice + size * price) / (held + size);
  position.entryCommission += commission;
  position.pricesMet.push(price);
  position.quantity += position.side * size;
  position.liquidation = liquidationLevel(rules, account.cash, position.quantity);
}

function fixedLevels(rules: Rules, order: Order, side: Side, anchor: number): Pick<Position, "fixedStop" | "target"> {
  const closes = against(side);
  return {
    fixedStop: nearest(fixedStops(rules, order, side, anchor), side),
    target: nearest(
      targets(rules, order, side, anchor).map((target) => limitPrice(rules, target, closes)),
      closes,
    ),
  };
}

function fixedStops(rules: Rules, order: Order, side: Side, anchor: number): number[] {
  const stops = [order.stop];
  if (rules.percentageStop > 0) stops.push(anchor * (1 - side * rules.percentageStop));
  if (rules.atrMultiple > 0) stops.push(anchor - side * rules.atrMultiple * order.atr);
  if (rules.barrierStop > 0) stops.push(anchor - side * rules.barrierStop * riskUnit(order, anchor));
  return stops;
}

function targets(rules: Rules, order: Order, side: Side, anchor: number): number[] {
  const levels = [order.target];
  if (rules.percentageTarget > 0) levels.push(anchor * (1 + side * rules.percentageTarget));
  if (rules.barrierTarget > 0) levels.push(anchor + side * rules.barrierTarget * riskUnit(order, anchor));
  return levels;
}

/** What the triple barrier's distances are counted in. */
function riskUnit({ atr }: Order, anchor: number): number {
  return isValid(atr) ? atr : 0.01 * anchor;
}

/** The highest of the levels for `pick` +1, the lowest for -1, without those that are NaN; NaN if none is left. */
function nearest(levels: readonly number[], pick: 1 | -1): number {
  const given = levels.filter((level) => !Number.isNaN(level));
  if (given.length === 0) return Number.NaN;
  return pick === 1 ? Math.max(...given) : Math.min(...given);
}
