import type { OrderRequest, WorkingOrder } from "../contracts/orders.js";
import type { ExitReason, Side } from "../contracts/result.js";

/** What is held at the end of a bar. */
export interface HeldPosition {
  readonly side: Side;
  /** Base units, above 0. */
  readonly quantity: number;
  readonly entryBar: number;
  /** Average price of what is held, slippage included. */
  readonly entryPrice: number;
  /** At the close, before costs, quote currency. */
  readonly openProfit: number;
  /** Nearest levels that the next bar is tested with, quote currency; NaN = none. */
  readonly stop: number;
  readonly target: number;
}

export interface TurnFill {
  readonly bar: number;
  readonly side: "buy" | "sell";
  /** Base units, above 0. */
  readonly quantity: number;
  readonly price: number;
  readonly commission: number;
  /** The order that filled; 0 for signals, stops and targets. */
  readonly order: number;
  /** Entry, or why a trade ended. */
  readonly reason: "entry" | ExitReason;
}

/** What an entry by signal takes along, as the columns of signals do. */
export interface EntryOptions {
  /** Levels, quote currency. */
  readonly stop?: number;
  readonly target?: number;
  /** Base units; by default what the sizer says. */
  readonly size?: number;
}

/** A strategy's turn at the close of one bar. Nothing in it knows of later bars; it is of no use after `onBar` has returned. */
export interface Turn<Name extends string = string> {
  /** Index of the bar. */
  readonly bar: number;
  /** ms UTC, the bar's open. */
  readonly timestamp: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** A column's value on this bar, or `back` bars ago; NaN where there is none, flags as 0 and 1. */
  value(column: Name | "open" | "high" | "low" | "close" | "volume" | "timestamp", back?: number): number;

  readonly position: HeldPosition | null;
  /** Quote currency. */
  readonly cash: number;
  /** At this close, quote currency. */
  readonly equity: number;
  /** Orders that work, in the order of placing; not those of this turn. */
  readonly orders: readonly WorkingOrder[];
  /** Fills since the last turn. */
  readonly fills: readonly TurnFill[];

  /**
   * Raises the entry signal of a side: a market order by the rules of signals, with everything that the configuration attaches. Of several
   * calls on a bar the options of the last count.
   */
  enter(side: Side, options?: EntryOptions): void;
  /** Raises the exit signal of a side, or of both. What is left of entry orders in the table works on: cancel it. */
  exit(side?: Side): void;
  /** Places an order; its id. With `stop` and `target` the next ids are those of its bracket, in this order. */
  place(order: OrderRequest): number;
  /** Cancels an order; one that has gone already is no error. */
  cancel(order: number): void;
  /** Cancels every order, the brackets of what is held among them. */
  cancelAll(): void;
}
