/** Sums, means and extremes that slide over columns (nBars). `start` is the first value that is one; NaN where a window is not full. */

export function sumOf(values: Float64Array, n: number, start = 0): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let sum = 0;
  for (let i = start; i < values.length; i++) {
    sum += values[i] as number;
    if (i >= start + n) sum -= values[i - n] as number;
    if (i >= start + n - 1) out[i] = sum;
  }
  return out;
}

export function smaOf(values: Float64Array, n: number, start = 0): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let sum = 0;
  for (let i = start; i < values.length; i++) {
    sum += values[i] as number;
    if (i >= start + n) sum -= values[i - n] as number;
    if (i >= start + n - 1) out[i] = sum / n;
  }
  return out;
}

/** Seeded with the mean of the first n values. */
export function emaOf(values: Float64Array, n: number, alpha = 2 / (n + 1), start = 0): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let value = 0;
  for (let i = start; i < values.length; i++) {
    if (i < start + n) {
      value += (values[i] as number) / n;
      if (i === start + n - 1) out[i] = value;
    } else {
      value += alpha * ((values[i] as number) - value);
      out[i] = value;
    }
  }
  return out;
}

export function wmaOf(values: Float64Array, n: number, start = 0): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  const weights = (n * (n + 1)) / 2;
  let sum = 0;
  let weighted = 0;
  for (let i = start; i < values.length; i++) {
    const value = values[i] as number;
    const k = i - start;
    weighted += k < n ? (k + 1) * value : n * value - sum;
    sum += value - (k >= n ? (values[i - n] as number) : 0);
    if (k >= n - 1) out[i] = weighted / weights;
  }
  return out;
}

/** Remembers where the highest value lies, and looks through the window again when it has left. */
export function highestOf(values: Float64Array, n: number, start = 0): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let place = start;
  let top = Number.NEGATIVE_INFINITY;
  for (let i = start; i < values.length; i++) {
    if (place <= i - n) {
      place = i - n + 1;
      top = values[place] as number;
      for (let k = place + 1; k <= i; k++) {
        if ((values[k] as number) < top) continue;
        top = values[k] as number;
        place = k;
      }
    } else if ((values[i] as number) >= top) {
      top = values[i] as number;
      place = i;
    }
    if (i >= start + n - 1) out[i] = top;
  }
  return out;
}

export function lowestOf(values: Float64Array, n: number, start = 0): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let place = start;
  let bottom = Number.POSITIVE_INFINITY;
  for (let i = start; i < values.length; i++) {
    if (place <= i - n) {
      place = i - n + 1;
      bottom = values[place] as number;
      for (let k = place + 1; k <= i; k++) {
        if ((values[k] as number) > bottom) continue;
        bottom = values[k] as number;
        place = k;
      }
    } else if ((values[i] as number) <= bottom) {
      bottom = values[i] as number;
      place = i;
    }
    if (i >= start + n - 1) out[i] = bottom;
  }
  return out;
}

/** Half way between the highest of one column and the lowest of the other. */
export function middleOf(high: Float64Array, low: Float64Array, n: number): Float64Array {
  const top = highestOf(high, n);
  const bottom = lowestOf(low, n);
  for (let i = 0; i < top.length; i++) top[i] = ((top[i] as number) + (bottom[i] as number)) / 2;
  return top;
}

/** Squared deviations over n less ddof, from sums of the values and of their squares about the first value. */
export function varianceOf(values: Float64Array, n: number, ddof = 0, start = 0): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  const origin = values[start] as number;
  let sum = 0;
  let squares = 0;
  for (let i = start; i < values.length; i++) {
    const x = (values[i] as number) - origin;
    sum += x;
    squares += x * x;
    if (i >= start + n) {
      const old = (values[i - n] as number) - origin;
      sum -= old;
      squares -= old * old;
    }
    if (i >= start + n - 1) out[i] = Math.max(0, squares - (sum * sum) / n) / (n - ddof);
  }
  return out;
}

export function deviationOf(values: Float64Array, n: number): Float64Array {
  const out = varianceOf(values, n);
  for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(out[i] as number);
  return out;
}

/** a - b, in the place of a. */
export function less(a: Float64Array, b: Float64Array): Float64Array {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) - (b[i] as number);
  return a;
}

/** Values of k bars before. */
export function shiftedBy(values: Float64Array, k: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  out.set(values.subarray(0, Math.max(0, values.length - k)), Math.min(k, values.length));
  return out;
}
