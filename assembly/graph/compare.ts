// Comparisons of float64 columns to flags (bytes 0 and 1). NaN compares false.

import { at } from "../core/columns";
import {
  OP_CROSSES_ABOVE,
  OP_CROSSES_BELOW,
  OP_EQUAL,
  OP_GREATER,
  OP_GREATER_EQUAL,
  OP_LESS,
  OP_LESS_EQUAL,
} from "../core/codes";

@inline
function lanes(op: i32, a: usize, b: usize, wide: v128, offset: usize): v128 {
  const x = v128.load(a + offset);
  const y = b == 0 ? wide : v128.load(b + offset);
  if (op == OP_GREATER) return f64x2.gt(x, y);
  if (op == OP_GREATER_EQUAL) return f64x2.ge(x, y);
  if (op == OP_LESS) return f64x2.lt(x, y);
  if (op == OP_LESS_EQUAL) return f64x2.le(x, y);
  if (op == OP_EQUAL) return f64x2.eq(x, y);
  const x0 = v128.load(a + offset - 8);
  const y0 = b == 0 ? wide : v128.load(b + offset - 8);
  if (op == OP_CROSSES_ABOVE) return v128.and(f64x2.le(x0, y0), f64x2.gt(x, y));
  return v128.and(f64x2.ge(x0, y0), f64x2.lt(x, y));
}

/** Four comparisons as 32-bit masks. */
@inline
function four(op: i32, a: usize, b: usize, wide: v128, offset: usize): v128 {
  return v128.shuffle<i32>(lanes(op, a, b, wide, offset), lanes(op, a, b, wide, offset + 16), 0, 2, 4, 6);
}

@inline
function eight(op: i32, a: usize, b: usize, wide: v128, offset: usize): v128 {
  return i16x8.narrow_i32x4_s(four(op, a, b, wide, offset), four(op, a, b, wide, offset + 32));
}

@inline
function single(op: i32, a: usize, b: usize, number: f64, i: i32): bool {
  const x = at(a, i);
  const y = b == 0 ? number : at(b, i);
  if (op == OP_GREATER) return x > y;
  if (op == OP_GREATER_EQUAL) return x >= y;
  if (op == OP_LESS) return x < y;
  if (op == OP_LESS_EQUAL) return x <= y;
  if (op == OP_EQUAL) return x == y;
  if (i == 0) return false;
  const x0 = at(a, i - 1);
  const y0 = b == 0 ? number : at(b, i - 1);
  return op == OP_CROSSES_ABOVE ? x0 <= y0 && x > y : x0 >= y0 && x < y;
}

@inline
function loop(op: i32, a: usize, b: usize, number: f64, out: usize, from: i32, to: i32): void {
  const wide = f64x2.splat(number);
  const one = i8x16.splat(1);
  let i = from;
  if (i == 0 && i < to) {
    store<u8>(out, u8(single(op, a, b, number, 0)));
    i = 1;
  }
  for (; i + 16 <= to; i += 16) {
    const offset = usize(i) << 3;
    const bytes = i8x16.narrow_i16x8_s(eight(op, a, b, wide, offset), eight(op, a, b, wide, offset + 64));
    v128.store(out + usize(i), v128.and(bytes, one));
  }
  for (; i < to; i++) store<u8>(out + usize(i), u8(single(op, a, b, number, i)));
}

/** out = a op b, or a op number where `b` is 0. Crosses above: a[i-1] <= b[i-1] and a[i] > b[i]; below mirrored. */
export function compare(op: i32, a: usize, b: usize, number: f64, out: usize, from: i32, to: i32): void {
  if (op == OP_GREATER) loop(OP_GREATER, a, b, number, out, from, to);
  else if (op == OP_GREATER_EQUAL) loop(OP_GREATER_EQUAL, a, b, number, out, from, to);
  else if (op == OP_LESS) loop(OP_LESS, a, b, number, out, from, to);
  else if (op == OP_LESS_EQUAL) loop(OP_LESS_EQUAL, a, b, number, out, from, to);
  else if (op == OP_EQUAL) loop(OP_EQUAL, a, b, number, out, from, to);
  else if (op == OP_CROSSES_ABOVE) loop(OP_CROSSES_ABOVE, a, b, number, out, from, to);
  else loop(OP_CROSSES_BELOW, a, b, number, out, from, to);
}
