// Element-wise arithmetic on float64 columns; the second operand is a column or a number.

import { at, put } from "../core/columns";
import { OP_ADD, OP_DIVIDE, OP_MAXIMUM, OP_MINIMUM, OP_MULTIPLY, OP_SUBTRACT } from "../core/codes";

@inline
function combine(op: i32, a: v128, b: v128): v128 {
  if (op == OP_ADD) return f64x2.add(a, b);
  if (op == OP_SUBTRACT) return f64x2.sub(a, b);
  if (op == OP_MULTIPLY) return f64x2.mul(a, b);
  if (op == OP_DIVIDE) return f64x2.div(a, b);
  if (op == OP_MINIMUM) return f64x2.min(a, b);
  return f64x2.max(a, b);
}

@inline
function loop(op: i32, a: usize, b: usize, number: f64, out: usize, from: i32, to: i32): void {
  const wide = f64x2.splat(number);
  let i = from;
  for (; i + 2 <= to; i += 2) {
    const offset = usize(i) << 3;
    v128.store(out + offset, combine(op, v128.load(a + offset), b == 0 ? wide : v128.load(b + offset)));
  }
  if (i < to) {
    const second = b == 0 ? number : at(b, i);
    put(out, i, f64x2.extract_lane(combine(op, f64x2.splat(at(a, i)), f64x2.splat(second)), 0));
  }
}

/** out = a op b, or a op number where `b` is 0. */
export function arithmetic(op: i32, a: usize, b: usize, number: f64, out: usize, from: i32, to: i32): void {
  if (op == OP_ADD) loop(OP_ADD, a, b, number, out, from, to);
  else if (op == OP_SUBTRACT) loop(OP_SUBTRACT, a, b, number, out, from, to);
  else if (op == OP_MULTIPLY) loop(OP_MULTIPLY, a, b, number, out, from, to);
  else if (op == OP_DIVIDE) loop(OP_DIVIDE, a, b, number, out, from, to);
  else if (op == OP_MINIMUM) loop(OP_MINIMUM, a, b, number, out, from, to);
  else loop(OP_MAXIMUM, a, b, number, out, from, to);
}

/** out[i] = x[i - bars], NaN before. */
export function shift(x: usize, out: usize, from: i32, to: i32, bars: i32): void {
  for (let i = from; i < to; i++) put(out, i, i >= bars ? at(x, i - bars) : NaN);
}
