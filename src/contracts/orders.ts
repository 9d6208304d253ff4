/** Orders that a strategy with `onBar` can place; what they mean on a bar: assembly/simulation/ORDERS.md. */

export const ORDER_TYPES = [
  "market",
  "limit",
  "stop",
  "stop-limit",
  "take-profit",
  "take-profit-limit",
  "trailing-stop",
] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

/** Until it is cancelled; to the end of the UTC day on which it first works; or on that many bars. */
export type TimeInForce = "gtc" | "day" | { readonly bars: number };

export interface OrderRequest {
  readonly side: "buy" | "sell";
  /** `market` by default. */
  readonly type?: OrderType;
  /** Base units; by default what the sizer says, of a reduce-only order the whole position. */
  readonly size?: number;
  /** Of limit, stop-limit and take-profit-limit, quote currency. */
  readonly limit?: number;
  /** Of stop, stop-limit, take-profit and take-profit-limit, quote currency. */
  readonly trigger?: number;
  /** Of a trailing stop: its distance from the best price, as a fraction of that price, or in ATRs of the bar on which it is placed. */
  readonly trailPercent?: number;
  readonly trailAtr?: number;
  /** `gtc` by default. */
  readonly timeInForce?: TimeInForce;
  /** A limit order that is refused if it would fill at once. */
  readonly postOnly?: boolean;
  /** It can only make a position smaller. */
  readonly reduceOnly?: boolean;
  /** One cancels the others: orders that are given the same name. */
  readonly oco?: string;
  /** A bracket: stop and target for what is filled of this order, quote currency. */
  readonly stop?: number;
  readonly target?: number;
}

/** One thing that `onBar` did with orders. */
export type OrderAction = { readonly place: OrderRequest } | { readonly cancel: number } | { readonly cancelAll: true };

/** An order in the table. */
export interface WorkingOrder {
  readonly id: number;
  readonly side: "buy" | "sell";
  readonly type: OrderType;
  /** Base units that are not filled yet; NaN while the sizer has not been asked. */
  readonly rest: number;
  /** Base units. */
  readonly filled: number;
  /** Quote currency; NaN = none. */
  readonly limit: number;
  readonly trigger: number;
  readonly reduceOnly: boolean;
  /** The order whose bracket it belongs to; 0 = none. */
  readonly parent: number;
}

/** Most orders that can work at a time, brackets included. */
export const MOST_ORDERS = 64;
