/** From bar 1 on: the bar's range, stretched to the close before. */
export function trueRangeOf(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = new Float64Array(close.length).fill(Number.NaN);
  for (let i = 1; i < close.length; i++) {
    const before = close[i - 1] as number;
    out[i] = Math.max(high[i] as number, before) - Math.min(low[i] as number, before);
  }
  return out;
}

/** Wilder's smoothing of the true range, seeded with the mean of the first n. */
export function atrOf(high: Float64Array, low: Float64Array, close: Float64Array, n: number): Float64Array {
  const out = new Float64Array(close.length).fill(Number.NaN);
  let value = 0;
  for (let i = 1; i < close.length; i++) {
    const before = close[i - 1] as number;
    const range = Math.max(high[i] as number, before) - Math.min(low[i] as number, before);
    value += i <= n ? range / n : (range - value) / n;
    if (i >= n) out[i] = value;
  }
  return out;
}
