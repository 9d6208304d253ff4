// Trades and fills as rows of the output columns. The host copies them out and clears the row counts.

import { Binding, Simulation } from "./state";

/** The most rows that one bar can add to either output. */
export const ROWS_PER_BAR: i32 = 8;
/** The same with orders that rest. */
export const ROWS_PER_WORKING_BAR: i32 = 512;

@inline
export function writeTrade(
  s: Simulation, b: Binding, bar: i32, price: f64, pnl: f64, commission: f64, reason: i32, mae: f64, mfe: f64,
): void {
  const stride = usize(b.rows) << 3;
  let cell = b.trades + (usize(s.tradeRows) << 3);
  store<f64>(cell, s.quantity > 0 ? 1 : -1);
  store<f64>((cell += stride), f64(s.entryBar));
  store<f64>((cell += stride), s.entryPrice);
  store<f64>((cell += stride), f64(bar));
  store<f64>((cell += stride), price);
  store<f64>((cell += stride), abs(s.quantity));
  store<f64>((cell += stride), pnl);
  store<f64>((cell += stride), commission);
  store<f64>((cell += stride), f64(reason));
  store<f64>((cell += stride), mae);
  store<f64>((cell += stride), mfe);
  if (s.carries) store<f64>(cell + stride, s.tradeFunding);
  s.tradeRows++;
}

@inline
export function writeFill(s: Simulation, b: Binding, bar: i32, quantity: f64, price: f64, commission: f64, kind: i32): void {
  s.fillRows++;
  if (b.fills == 0) return;
  const stride = usize(b.rows) << 3;
  let cell = b.fills + (usize(s.fillRows - 1) << 3);
  store<f64>(cell, f64(bar));
  store<f64>((cell += stride), quantity);
  store<f64>((cell += stride), price);
  store<f64>((cell += stride), commission);
  store<f64>((cell += stride), f64(kind));
  if (s.events) store<f64>(cell + stride, f64(s.filling));
}

/** Adds an opening leg to the row of the closing leg just written: a reversal at one price is one fill. */
@inline
export function extendFill(s: Simulation, b: Binding, quantity: f64, commission: f64): void {
  if (b.fills == 0) return;
  const stride = usize(b.rows) << 3;
  const q = b.fills + stride + (usize(s.fillRows - 1) << 3);
  const c = q + 2 * stride;
  store<f64>(q, load<f64>(q) + quantity);
  store<f64>(c, load<f64>(c) + commission);
}
