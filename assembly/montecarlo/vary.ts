// Arithmetic on one value (T = f64) or on two (T = v128), so that both forms of a loop have one source.

@inline
export function splat<T>(x: f64): T {
  if (isVector<T>()) return f64x2.splat(x);
  return x as T;
}

@inline
export function plus<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.add(a, b);
  return a + b;
}

@inline
export function minus<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.sub(a, b);
  return a - b;
}

@inline
export function times<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.mul(a, b);
  return a * b;
}

@inline
export function over<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.div(a, b);
  return a / b;
}

@inline
export function higher<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.pmax(a, b);
  return a < b ? b : a;
}

@inline
export function lower<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.pmin(a, b);
  return b < a ? b : a;
}

/** Lane 0 or 1; of one value, that. */
@inline
export function laneOf<T>(x: T, lane: i32): f64 {
  if (isVector<T>()) return lane == 0 ? f64x2.extract_lane(x, 0) : f64x2.extract_lane(x, 1);
  return x as f64;
}
