// Random words for one path (T = f64) or for four at a time (T = v128), a stream a path and a lane a stream: the same words.

import { mix, next, openStream, Stream } from "../core/random";

/** Bytes of the state of one stream, or of four. */
export const STREAM_BYTES: usize = 64;

export function open<T>(state: usize, seed: u32, purpose: u32, trial: u32, path: u32): void {
  if (isVector<T>()) {
    const key = mix(mix(mix(0x9e3779b9, seed), purpose), trial);
    const paths = i32x4.add(i32x4.splat(path), i32x4(0, 1, 2, 3));
    const a = mixLanes(i32x4.splat(key), paths);
    const b = mixLanes(a, i32x4.splat(0x243f6a88));
    v128.store(state, a);
    v128.store(state, b, 16);
    v128.store(state, mixLanes(b, i32x4.splat(0xb7e15162)), 32);
    v128.store(state, i32x4.splat(1), 48);
    step(state, 0, 15);
  } else openStream(changetype<Stream>(state), seed, purpose, trial, path);
}

/** Writes the next `count` words: u32, or u32x4. */
export function draw<T>(state: usize, out: usize, count: i32): void {
  if (isVector<T>()) step(state, out, count);
  else {
    const r = changetype<Stream>(state);
    for (let k = 0; k < count; k++) store<u32>(out + (usize(k) << 2), next(r));
  }
}

/** Takes `count` steps in four lanes; writes the words unless `out` is 0. */
@inline
function step(state: usize, out: usize, count: i32): void {
  const one = i32x4.splat(1);
  let a = v128.load(state);
  let b = v128.load(state, 16);
  let c = v128.load(state, 32);
  let d = v128.load(state, 48);
  for (let k = 0; k < count; k++) {
    const t = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = v128.xor(b, i32x4.shr_u(b, 9));
    b = i32x4.add(c, i32x4.shl(c, 3));
    c = i32x4.add(v128.or(i32x4.shl(c, 21), i32x4.shr_u(c, 11)), t);
    if (out != 0) v128.store(out + (usize(k) << 4), t);
  }
  v128.store(state, a);
  v128.store(state, b, 16);
  v128.store(state, c, 32);
  v128.store(state, d, 48);
}

@inline
function mixLanes(h: v128, k: v128): v128 {
  let x = v128.xor(h, k);
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x85ebca6b));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** The high word of a word times n: uniform in [0, n). */
@inline
export function highWord(word: usize, n: u32): u32 {
  return u32((u64(load<u32>(word)) * u64(n)) >>> 32);
}

@inline
export function firstTwo(words: v128, n: v128): v128 {
  return i64x2.extmul_low_i32x4_u(words, n);
}

@inline
export function lastTwo(words: v128, n: v128): v128 {
  return i64x2.extmul_high_i32x4_u(words, n);
}

/** Two float64 values, from two addresses. */
@inline
export function pair(first: usize, second: usize): v128 {
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}

/** Copies one float64 value. Never two at once: what was written singly is not forwarded to a wider read. */
@inline
export function move(from: usize, to: usize): void {
  store<u64>(to, load<u64>(from));
}
