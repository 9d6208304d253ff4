import type { RejectReason } from "../../src/contracts/result.js";
import type { Account } from "./account.js";
import { entryFee } from "./fees.js";
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
}

/** SEMANTICS.md, "The opening leg", for a flat account. Returns its fill, not yet in the account's list, or null. */
export function openPosition(
  rules: Rules,
  account: Account,
  bars: readonly Bar[],
  order: Order,
  entry: Entry,
): ReferenceFill | null {
  const { side, bar } = entry;
  const sized = sizeAndPrice(rules, account, bars, order, entry);
  if (typeof sized === "string") {
    account.rejected[sized] += 1;
    return null;
  }
  const { size, price } = sized;
  const commission = entryFee(rules, size, price);
  account.cash -= side * size * price + commission;
  account.position = positionOf(rules, account, order, entry, { price, size, commission });
  return { bar, quantity: side * size, price, commission, kind: 0 };
}

/** Steps 1 to 4: base units and the price of the fill, or why there is no trade. */
function sizeAndPrice(
  rules: Rules,
  account: Account,
  bars: readonly Bar[],
  order: Order,
  entry: Entry,
): { size: number; price: number } | RejectReason {
  const { config } = rules;
  const { side, raw } = entry;
  const priceAt = (slippage: number) => marketPrice(rules, raw, side, slippage);
  const byVolume = rules.slippage.model === "volume";
  let price = priceAt(byVolume ? 0 : slippageOfFill(rules, bars, entry, Number.NaN));
  if (!isValid(raw) || !isValid(price)) return "invalid-price";
  if (rules.needsAtr && !isValid(order.atr)) return "invalid-atr";
  const wanted = wantedSize(rules, account, order, { side, raw, price });
  if (typeof wanted === "string") return wanted;
  if (byVolume && isValid(wanted)) {
    price = priceAt(slippageOfFill(rules, bars, entry, wanted));
    if (!isValid(price)) return "invalid-price";
  }
  const held = heldToMargin(rules, account, order, wanted, { side, raw, price });
  if (typeof held === "string") return held;
  const size = toLot(rules, held);
  if (!isValid(size)) return "zero-size";
  return size * price < config.minimumNotional ? "below-minimum" : { size, price };
}

/** Step 3. */
function heldToMargin(
  rules: Rules,
  account: Account,
  order: Order,
  size: number,
  prices: EntryPrices,
): number | RejectReason {
  const { config } = rules;
  if (!config.marginCheck) return size;
  if (account.cash <= 0) return "insufficient-margin";
  if (size <= 0) return size;
  const most = mostThatMarginAllows(rules, account.cash, prices);
  const fixed = !Number.isNaN(order.size) || config.sizer.name === "fixed-amount";
  if (!fixed) return Math.min(size, most);
  return size > most * (1 + 1e-12) ? "insufficient-margin" : size;
}

/** Steps 6 and 7. */
function positionOf(
  rules: Rules,
  account: Account,
  order: Order,
  { side, bar, raw, atClose }: Entry,
  { price, size, commission }: { price: number; size: number; commission: number },
): Position {
  const anchors = { fill: price, "raw-fill": raw, "signal-close": order.decisionPrice };
  const anchor = anchors[rules.config.stopAnchor];
  const quantity = side * size;
  return {
    side,
    quantity,
    entryBar: bar,
    entryPrice: price,
    entryCommission: commission,
    openedAtClose: atClose,
    fixedStop: nearest(fixedStops(rules, order, side, anchor), side),
    target: nearest(
      targets(rules, order, side, anchor).map((target) => limitPrice(rules, target, against(side))),
      against(side),
    ),
    liquidation: liquidationLevel(rules, account.cash, quantity),
    anchor,
    trail: anchor,
    indicatorStops: { ...order.indicatorStops },
    funding: 0,
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
