// Bootstrap: every trade of a path is one of the run's, drawn with replacement (Efron 1979).

import { highWord, pair } from "./draws";

@inline
export function bootstrap<T>(units: usize, n: i32, word: usize, half: i32): T {
  if (isVector<T>()) {
    const own = word + (half << 3);
    return pair(units + (usize(highWord(own, n)) << 3), units + (usize(highWord(own + 4, n)) << 3));
  } else return load<f64>(units + (usize(highWord(word, n)) << 3));
}
