// The account's rows: marks, fills, transfers. The host copies them out and clears the counts.

import { bindingOf, Portfolio, sleeveAt, stateOf } from "./state";

export function writeMark(
  p: Portfolio, stamp: f64, equity: f64, exposure: f64, net: f64, heat: f64, positions: i32,
): void {
  const stride = usize(p.rows) << 3;
  let cell = p.marks + (usize(p.markRows) << 3);
  store<f64>(cell, stamp);
  store<f64>((cell += stride), p.moment);
  store<f64>((cell += stride), equity);
  store<f64>((cell += stride), exposure);
  store<f64>((cell += stride), net);
  store<f64>((cell += stride), heat);
  store<f64>(cell + stride, f64(positions));
  p.markRows++;
  p.markCount++;
}

function writeFill(p: Portfolio, symbol: i32, quantity: f64, price: f64, commission: f64): void {
  const stride = usize(p.rows) << 3;
  let cell = p.fills + (usize(p.fillRows) << 3);
  // the mark that comes next is the first that knows of it
  store<f64>(cell, f64(p.markCount));
  store<f64>((cell += stride), f64(symbol));
  store<f64>((cell += stride), quantity);
  store<f64>((cell += stride), price);
  store<f64>(cell + stride, commission);
  p.fillRows++;
}

export function writeTransfer(p: Portfolio, sleeve: i32, amount: f64): void {
  const stride = usize(p.rows) << 3;
  let cell = p.transfers + (usize(p.transferRows) << 3);
  store<f64>(cell, p.moment);
  store<f64>((cell += stride), f64(sleeve));
  // the first bar whose equity knows of it
  store<f64>((cell += stride), f64(stateOf(sleeveAt(p, sleeve)).nextBar));
  store<f64>(cell + stride, amount);
  p.transferRows++;
}

/** A column of a sleeve's fill rows. */
@inline
function fillValue(p: Portfolio, sleeve: i32, column: i32, row: i32): f64 {
  const b = bindingOf(sleeveAt(p, sleeve));
  return load<f64>(b.fills + (usize(column * b.rows + row) << 3));
}

/** Every fill of a sleeve that the account has not seen is one of the account. */
export function seeFills(p: Portfolio, sleeve: i32): void {
  const v = sleeveAt(p, sleeve);
  const rows = stateOf(v).fillRows;
  for (let row = v.seen; row < rows; row++) {
    writeFill(
      p, v.symbol, fillValue(p, sleeve, 1, row), fillValue(p, sleeve, 2, row), fillValue(p, sleeve, 3, row),
    );
  }
  v.seen = rows;
}

// --- the fills of a group become one

let units: f64 = 0;
let paid: f64 = 0;
let fees: f64 = 0;
let price: f64 = NaN;
let onePrice: bool = true;

export function beginNet(): void {
  units = 0;
  paid = 0;
  fees = 0;
  price = NaN;
  onePrice = true;
}

/** Takes in fill rows of a sleeve. */
export function addToNet(p: Portfolio, sleeve: i32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const quantity = fillValue(p, sleeve, 1, row);
    const at = fillValue(p, sleeve, 2, row);
    units += quantity;
    paid += quantity * at;
    fees += fillValue(p, sleeve, 3, row);
    if (price == price && at != price) onePrice = false;
    price = at;
  }
}

export function endNet(p: Portfolio, symbol: i32): void {
  if (units != 0) writeFill(p, symbol, units, onePrice ? price : abs(paid) / abs(units), fees);
}
