import type { RejectReason } from "../../src/contracts/result.js";
import type { Account } from "./account.js";
import type { Order, Position, ReferenceFill, Side } from "./model.js";
import { limitPrice, marketPrice, toLot } from "./prices.js";
import type { Rules } from "./rules.js";

export interface Entry {
  side: Side;
  bar: number;
  /** R: price before slippage. */
  raw: number;
  /** The fill is at the bar's close. */
  atClose: boolean;
}

/** SEMANTICS.md, "The opening leg", for a flat account. Returns its fill, not yet in the account's list, or null. */
export function openPosition(rules: Rules, account: Account, order: Order, entry: Entry): ReferenceFill | null {
  const { side, bar, raw } = entry;
  const price = marketPrice(rules, raw, side, true);
  const size = sizeOf(rules, account, order, side, raw, price);
  if (typeof size === "string") {
    account.rejected[size] += 1;
    return null;
  }
  const commission = rules.commission * size * price;
  account.cash -= side * size * price + commission;
  account.position = positionOf(rules, account, order, entry, { price, size, commission });
  return { bar, quantity: side * size, price, commission, kind: 0 };
}

/** Steps 1 to 4: base units, or why there is no trade. */
function sizeOf(
  rules: Rules,
  account: Account,
  order: Order,
  side: Side,
  raw: number,
  price: number,
): number | RejectReason {
  const { config } = rules;
  if (!isPositive(raw) || !isPositive(price)) return "invalid-price";
  if (rules.needsAtr && !isPositive(order.atr)) return "invalid-atr";
  let size = wantedSize(rules, account, order, raw, price);
  if (config.marginCheck) {
    if (account.cash <= 0) return "insufficient-margin";
    const most = mostThatMarginAllows(rules, account, side, raw, price);
    const fixed = !Number.isNaN(order.size) || config.sizer.name === "fixed-amount";
    if (fixed && size > most * (1 + 1e-12)) return "insufficient-margin";
    if (!fixed) size = Math.min(size, most);
  }
  size = toLot(rules, size);
  return isPositive(size) ? size : "zero-size";
}

/** Step 2. */
function wantedSize(rules: Rules, account: Account, order: Order, raw: number, price: number): number {
  if (!Number.isNaN(order.size)) return order.size;
  const { config, commission } = rules;
  const parameter = (name: string) => Number(config.sizer.params[name]);
  const equity = config.sizeAt === "signal" ? order.decisionEquity : account.cash;
  const sizingPrice = config.sizeAt === "signal" ? order.decisionPrice : raw;
  switch (config.sizer.name) {
    case "fixed-fractional":
      return (equity * parameter("fraction")) / sizingPrice;
    case "atr-risk":
      return (equity * parameter("risk")) / (parameter("multiple") * order.atr);
    case "all-in":
      return (account.cash * config.leverage * parameter("fraction")) / (price + commission * raw);
    case "fixed-amount":
      return parameter("amount");
    default:
      throw new Error(`the reference engine does not know the sizer ${config.sizer.name}`);
  }
}

/** Step 3. */
function mostThatMarginAllows(rules: Rules, account: Account, side: Side, raw: number, price: number): number {
  const { leverage } = rules.config;
  const c = rules.commission;
  if (side === 1 && leverage === 1) return account.cash / (price * (1 + c));
  return account.cash / (price / leverage + Math.abs(price - raw) + c * price);
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
  const stops = [order.stop];
  if (rules.percentageStop > 0) stops.push(anchor * (1 - side * rules.percentageStop));
  if (rules.atrMultiple > 0) stops.push(anchor - side * rules.atrMultiple * order.atr);
  const targets = [order.target];
  if (rules.percentageTarget > 0) targets.push(anchor * (1 + side * rules.percentageTarget));
  return {
    side,
    quantity,
    entryBar: bar,
    entryPrice: price,
    entryCommission: commission,
    openedAtClose: atClose,
    fixedStop: nearest(stops, side),
    target: nearest(
      targets.map((target) => limitPrice(rules, target, side === 1 ? -1 : 1)),
      side === 1 ? -1 : 1,
    ),
    liquidation: liquidationLevel(rules, account.cash, quantity),
    trail: anchor,
  };
}

/** Step 7. */
function liquidationLevel(rules: Rules, cash: number, quantity: number): number {
  const { liquidation, leverage, maintenanceMargin } = rules.config;
  const long = quantity > 0;
  if (liquidation !== "intrabar" || (long && leverage === 1)) return Number.NaN;
  const level = -cash / (quantity - maintenanceMargin * Math.abs(quantity));
  return long && level < 0 ? Number.NaN : level;
}

/** The highest of the levels for `pick` +1, the lowest for -1, without those that are NaN; NaN if none is left. */
function nearest(levels: readonly number[], pick: 1 | -1): number {
  const given = levels.filter((level) => !Number.isNaN(level));
  if (given.length === 0) return Number.NaN;
  return pick === 1 ? Math.max(...given) : Math.min(...given);
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
