// What stays the same in a loop, by way of memory: hosts work out anew in every turn what they could keep.

/** Room for the constants of a stretch. */
const numbers: usize = memory.data(17 * 16, 16);

/** A constant of two lanes. */
@inline
export function fixed(place: usize, first: f64, second: f64 = first): v128 {
  store<f64>(numbers + (place << 4), first);
  store<f64>(numbers + (place << 4), second, 8);
  return v128.load(numbers + (place << 4));
}

/** The way from one column to another. */
@inline
export function distance(place: usize, from: usize, to: usize): usize {
  store<usize>(numbers + (place << 4), to - from);
  return load<usize>(numbers + (place << 4));
}
