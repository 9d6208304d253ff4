/** A bar that moves further than the series is wont to. */
export interface Outliers {
  count: number;
  /** Bar of the largest of them, -1 = none. */
  largest: number;
  /** Its |close / previous close - 1|. */
  largestMove: number;
}

/** An outlier moves more than this many times the median move ... */
export const OUTLIER_MEDIANS = 20;
/** ... and more than this in any case, so that a series that hardly moves does not bristle with them. */
export const OUTLIER_FLOOR = 0.02;

/** The median is taken over at most this many evenly spaced bars: as good, and it needs no sort of a million. */
const SAMPLE = 10_000;

/**
 * Bars whose |close / previous close - 1| is above 20 times the median of that and above 2 %. The median, unlike a
 * standard deviation, is not moved by the outliers themselves.
 *
 * @param close (nBars)
 */
export function findOutliers(close: Float64Array): Outliers {
  const threshold = Math.max(OUTLIER_FLOOR, OUTLIER_MEDIANS * medianMove(close));
  let count = 0;
  let largest = -1;
  let largestMove = threshold;
  for (let i = 1; i < close.length; i++) {
    const size = moveAt(close, i);
    if (size <= threshold) continue;
    count++;
    if (size > largestMove) {
      largestMove = size;
      largest = i;
    }
  }
  return { count, largest, largestMove: largest < 0 ? 0 : largestMove };
}

function medianMove(close: Float64Array): number {
  const moves = close.length - 1;
  if (moves < 1) return 0;
  const stride = Math.ceil(moves / SAMPLE);
  const sample = new Float64Array(Math.ceil(moves / stride));
  for (let k = 0; k < sample.length; k++) sample[k] = moveAt(close, 1 + k * stride);
  sample.sort();
  return sample[Math.floor(sample.length / 2)] as number;
}

function moveAt(close: Float64Array, bar: number): number {
  return Math.abs((close[bar] as number) / (close[bar - 1] as number) - 1);
}
