/** As many points has a drawn line at most. */
export const MAX_POINTS = 2_000;

/**
 * The indices of a line that is drawn with at most `limit` points (at least 4), ascending: first and last, and the lowest
 * and the highest of every stretch, so that no spike is lost. A line that is short enough keeps all of its points.
 * After Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation" (2014), without its inner first and last.
 */
export function decimate(values: ArrayLike<number>, limit = MAX_POINTS): number[] {
  const n = values.length;
  if (n <= limit) return Array.from({ length: n }, (_, i) => i);
  const stretches = Math.floor((limit - 2) / 2);
  const kept = [0];
  const inner = n - 2;
  for (let k = 0; k < stretches; k++) {
    const from = 1 + Math.floor((k * inner) / stretches);
    const to = 1 + Math.floor(((k + 1) * inner) / stretches);
    let low = from;
    let high = from;
    for (let i = from + 1; i < to; i++) {
      const value = values[i] as number;
      if (value < (values[low] as number)) low = i;
      else if (value > (values[high] as number)) high = i;
    }
    kept.push(Math.min(low, high));
    if (low !== high) kept.push(Math.max(low, high));
  }
  kept.push(n - 1);
  return kept;
}

/** `count` of n indices, evenly spread, first and last among them; all when there are no more. */
export function spread(n: number, limit: number): number[] {
  if (n <= limit) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: limit }, (_, k) => Math.floor((k * (n - 1)) / (limit - 1)));
}
