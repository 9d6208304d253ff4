// Constants of a loop.

/** Room for the constants of a stretch. */
const numbers: usize = memory.data(12 * 16, 16);

/** A constant by way of memory: hosts work out anew in every turn of a loop what they could keep. */
@inline
export function fixed(place: usize, first: f64, second: f64 = first): v128 {
  store<f64>(numbers + (place << 4), first);
  store<f64>(numbers + (place << 4), second, 8);
  return v128.load(numbers + (place << 4));
}
