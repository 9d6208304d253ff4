// Flags: bytes 0 and 1.

import { OP_AND, OP_NOT } from "../core/codes";
import { SIGNAL_LONG_ENTRY, SIGNAL_LONG_EXIT, SIGNAL_SHORT_ENTRY, SIGNAL_SHORT_EXIT } from "../core/codes";

@inline
function combine(op: i32, a: v128, b: v128): v128 {
  if (op == OP_AND) return v128.and(a, b);
  if (op == OP_NOT) return v128.xor(a, i8x16.splat(1));
  return v128.or(a, b);
}

@inline
function loop(op: i32, a: usize, b: usize, out: usize, from: i32, to: i32): void {
  let i = from;
  for (; i + 16 <= to; i += 16) {
    const k = usize(i);
    v128.store(out + k, combine(op, v128.load(a + k), v128.load(b + k)));
  }
  for (; i < to; i++) {
    const k = usize(i);
    const x = load<u8>(a + k);
    const y = load<u8>(b + k);
    store<u8>(out + k, op == OP_AND ? x & y : op == OP_NOT ? x ^ 1 : x | y);
  }
}

/** out = a and b, a or b, not a (`b` is then `a`). */
export function logic(op: i32, a: usize, b: usize, out: usize, from: i32, to: i32): void {
  if (op == OP_AND) loop(OP_AND, a, b, out, from, to);
  else if (op == OP_NOT) loop(OP_NOT, a, a, out, from, to);
  else loop(0, a, b, out, from, to);
}

/** out[i] = a[i - bars], 0 before. */
export function shiftFlag(a: usize, out: usize, from: i32, to: i32, bars: i32): void {
  for (let i = from; i < to; i++) store<u8>(out + usize(i), i >= bars ? load<u8>(a + usize(i - bars)) : 0);
}

/** Flags that are there or not. */
@inline
function flags(column: usize, k: usize): v128 {
  return column == 0 ? i8x16.splat(0) : v128.load(column + k);
}

@inline
function bit(column: usize, k: usize, value: i32): i32 {
  return column != 0 && load<u8>(column + k) != 0 ? value : 0;
}

/** Four flags to one byte of signals a bar; an absent column (0) is false. */
export function pack(longEntry: usize, longExit: usize, shortEntry: usize, shortExit: usize, out: usize, from: i32, to: i32): void {
  let i = from;
  for (; i + 16 <= to; i += 16) {
    const k = usize(i);
    // bits 3 to 0: short exit, short entry, long exit, long entry
    let packed = flags(shortExit, k);
    packed = v128.or(i8x16.add(packed, packed), flags(shortEntry, k));
    packed = v128.or(i8x16.add(packed, packed), flags(longExit, k));
    packed = v128.or(i8x16.add(packed, packed), flags(longEntry, k));
    v128.store(out + k, packed);
  }
  for (; i < to; i++) {
    const k = usize(i);
    const packed =
      bit(longEntry, k, SIGNAL_LONG_ENTRY) |
      bit(longExit, k, SIGNAL_LONG_EXIT) |
      bit(shortEntry, k, SIGNAL_SHORT_ENTRY) |
      bit(shortExit, k, SIGNAL_SHORT_EXIT);
    store<u8>(out + k, u8(packed));
  }
}
