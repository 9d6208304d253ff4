// Bootstrap: every trade of a path is one of the run's, drawn with replacement (Efron 1979).

import { highWord, highWords, pair } from "./draws";

@inline
export function bootstrap<T>(units: usize, n: i32, word: usize, half: i32): T {
  if (isVector<T>()) {
    const places = highWords(word, i32x4.splat(n), half);
    return pair(
      units + (usize(i32x4.extract_lane(places, 1)) << 3),
      units + (usize(i32x4.extract_lane(places, 3)) << 3),
    );
  } else return load<f64>(units + (usize(highWord(word, n)) << 3));
}
