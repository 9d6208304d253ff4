// Random streams: sfc32 (Chris Doty-Humphrey, PractRand), one stream for each (seed, purpose, trial, path). The key is
// hashed by a 32-bit finaliser (murmur3) into the generator's words; 15 steps are dropped.

@unmanaged
export class Stream {
  a: u32;
  b: u32;
  c: u32;
  d: u32;
}

/** Purposes of streams: two uses of one seed never share a stream. */
export const PURPOSE_MARKET: u32 = 1;
/** Noise on prices; the methods that draw trades have 16 + METHOD_... */
export const PURPOSE_NOISE: u32 = 2;
export const PURPOSE_METHOD: u32 = 16;

@inline
export function mix(h: u32, k: u32): u32 {
  let x = h ^ k;
  x = (x ^ (x >>> 16)) * 0x85ebca6b;
  x = (x ^ (x >>> 13)) * 0xc2b2ae35;
  return x ^ (x >>> 16);
}

export function openStream(r: Stream, seed: u32, purpose: u32, trial: u32, path: u32): void {
  const first = mix(mix(mix(mix(0x9e3779b9, seed), purpose), trial), path);
  r.a = first;
  r.b = mix(first, 0x243f6a88);
  r.c = mix(r.b, 0xb7e15162);
  r.d = 1;
  for (let i = 0; i < 15; i++) next(r);
}

/** The next 32 random bits. */
@inline
export function next(r: Stream): u32 {
  const t = r.a + r.b + r.d;
  r.d += 1;
  r.a = r.b ^ (r.b >>> 9);
  r.b = r.c + (r.c << 3);
  r.c = ((r.c << 21) | (r.c >>> 11)) + t;
  return t;
}

/** Uniform in [0, 1), 32 bits. */
@inline
export function uniform(r: Stream): f64 {
  return f64(next(r)) * (1.0 / 4294967296.0);
}

/** Nearly standard normal: Irwin-Hall sum of 12 uniforms. */
export function gauss(r: Stream): f64 {
  let sum: f64 = -6;
  for (let i = 0; i < 12; i++) sum += uniform(r);
  return sum;
}

/** Uniform integer in [0, n): the high word of u32 * n. */
@inline
export function below(r: Stream, n: u32): u32 {
  return u32((u64(next(r)) * u64(n)) >>> 32);
}
