// Access to columns: plain float64 or byte arrays in linear memory.

@inline
export function at(column: usize, i: i32): f64 {
  return load<f64>(column + (usize(i) << 3));
}

@inline
export function put(column: usize, i: i32, value: f64): void {
  store<f64>(column + (usize(i) << 3), value);
}

/** Finite and above 0: a price, a range or a volume that can be worked with. */
@inline
export function isValid(x: f64): bool {
  return x > 0 && x < Infinity;
}

/** NaN where the column is absent (address 0). */
@inline
export function optional(column: usize, i: i32): f64 {
  return column == 0 ? NaN : at(column, i);
}

@inline
export function flag(column: usize, i: i32): i32 {
  return i32(load<u8>(column + usize(i)));
}
