// Exponential averages of exponential averages in one pass: their recursions do not wait for each other.

import { at, put } from "../../core/columns";

@unmanaged
export class CascadeState {
  /** inputs so far, at most those of the warm-up */
  count: i32;
  /** each is the average of the one before */
  e1: f64;
  e2: f64;
  e3: f64;
  e4: f64;
  e5: f64;
  e6: f64;
}

/** The third of three averages. */
export function tripleEma(s: CascadeState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  three(s, x, out, from, to, n, false);
}

/** 3 e1 - 3 e2 + e3. */
export function tema(s: CascadeState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  three(s, x, out, from, to, n, true);
}

@inline
function three(s: CascadeState, x: usize, out: usize, from: i32, to: i32, n: i32, combined: bool): void {
  const alpha = 2.0 / (f64(n) + 1.0);
  const keep = 1.0 - alpha;
  const full = 3 * (n - 1) + 1;
  let i = from;
  while (i < to) {
    for (; i < to && s.count < full; i++) {
      warmUp(s, at(x, i), n, alpha, 3);
      const value = combined ? 3.0 * (s.e1 - s.e2) + s.e3 : s.e3;
      put(out, i, s.count == full ? value : NaN);
    }
    let e1 = s.e1;
    let e2 = s.e2;
    let e3 = s.e3;
    for (; i < to; i++) {
      e1 = keep * e1 + alpha * at(x, i);
      e2 = keep * e2 + alpha * e1;
      e3 = keep * e3 + alpha * e2;
      if (e3 - e3 != 0) break;
      put(out, i, combined ? 3.0 * (e1 - e2) + e3 : e3);
    }
    s.e1 = e1;
    s.e2 = e2;
    s.e3 = e3;
    if (i < to) startAnew(s, out, i++);
  }
}

/** Weights of e3 to e6 follow from the volume factor v (Tillson 1998). */
export function t3(s: CascadeState, x: usize, out: usize, from: i32, to: i32, n: i32, v: f64): void {
  const alpha = 2.0 / (f64(n) + 1.0);
  const keep = 1.0 - alpha;
  const full = 6 * (n - 1) + 1;
  const w6 = -(v * v * v);
  const w5 = 3.0 * (v * v - w6);
  const w4 = -6.0 * v * v - 3.0 * (v - w6);
  const w3 = 1.0 + 3.0 * v - w6 + 3.0 * v * v;
  let i = from;
  while (i < to) {
    for (; i < to && s.count < full; i++) {
      warmUp(s, at(x, i), n, alpha, 6);
      put(out, i, s.count == full ? w6 * s.e6 + w5 * s.e5 + w4 * s.e4 + w3 * s.e3 : NaN);
    }
    let e1 = s.e1;
    let e2 = s.e2;
    let e3 = s.e3;
    let e4 = s.e4;
    let e5 = s.e5;
    let e6 = s.e6;
    for (; i < to; i++) {
      e1 = keep * e1 + alpha * at(x, i);
      e2 = keep * e2 + alpha * e1;
      e3 = keep * e3 + alpha * e2;
      e4 = keep * e4 + alpha * e3;
      e5 = keep * e5 + alpha * e4;
      e6 = keep * e6 + alpha * e5;
      if (e6 - e6 != 0) break;
      put(out, i, w6 * e6 + w5 * e5 + w4 * e4 + w3 * e3);
    }
    s.e1 = e1;
    s.e2 = e2;
    s.e3 = e3;
    s.e4 = e4;
    s.e5 = e5;
    s.e6 = e6;
    if (i < to) startAnew(s, out, i++);
  }
}

/** One bar while not all of them have values: each is seeded with the mean of its first n inputs. */
function warmUp(s: CascadeState, value: f64, n: i32, alpha: f64, depth: i32): void {
  if (value - value != 0) {
    clear(s);
    return;
  }
  s.count++;
  let input = value;
  for (let k = 0; k < depth; k++) {
    const place = changetype<usize>(s) + offsetof<CascadeState>("e1") + (usize(k) << 3);
    const seen = s.count - k * (n - 1);
    let average = load<f64>(place);
    if (seen > n) average = (1.0 - alpha) * average + alpha * input;
    else average += input;
    if (seen == n) average /= f64(n);
    store<f64>(place, average);
    if (seen < n) return;
    input = average;
  }
}

function startAnew(s: CascadeState, out: usize, i: i32): void {
  clear(s);
  put(out, i, NaN);
}

function clear(s: CascadeState): void {
  memory.fill(changetype<usize>(s), 0, offsetof<CascadeState>());
}
