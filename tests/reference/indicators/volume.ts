import { at, type Column, ema, mean, overWindows, perBar } from "./core.js";

/** The sums so far. */
function cumulative(values: Column): number[] {
  let sum = 0;
  return perBar(values, (i) => {
    sum += at(values, i);
    return sum;
  });
}

/** Starts at the first bar's volume; adds that of rises, subtracts that of falls. */
export function obv(close: Column, volume: Column): number[] {
  return cumulative(perBar(close, (i) => at(volume, i) * (i === 0 ? 1 : Math.sign(at(close, i) - at(close, i - 1)))));
}

/** -1 for a close at the low to 1 for one at the high, times the volume; 0 of a bar with high = low. */
function moneyFlow(high: Column, low: Column, close: Column, volume: Column): number[] {
  return perBar(close, (i) => {
    const [h, l, c] = [at(high, i), at(low, i), at(close, i)];
    return h === l ? 0 : ((c - l - (h - c)) / (h - l)) * at(volume, i);
  });
}

export function ad(high: Column, low: Column, close: Column, volume: Column): number[] {
  return cumulative(moneyFlow(high, low, close, volume));
}

/** Averages of the line, both from its first value on. */
export function adosc(high: Column, low: Column, close: Column, volume: Column, fast: number, slow: number): number[] {
  const line = ad(high, low, close, volume);
  const slower = ema(line, slow, "first");
  return ema(line, fast, "first").map((value, i) => value - at(slower, i));
}

export function cmf(high: Column, low: Column, close: Column, volume: Column, n: number): number[] {
  const traded = overWindows(volume, n, mean);
  return overWindows(moneyFlow(high, low, close, volume), n, mean).map((flow, i) => flow / at(traded, i));
}

/** Of the mean of the n bars before. */
export function relativeVolume(volume: Column, n: number): number[] {
  const usual = overWindows(volume, n, mean);
  return perBar(volume, (i) => (at(usual, i - 1) === 0 ? Number.NaN : at(volume, i) / at(usual, i - 1)));
}

interface Traded {
  timestamp: Column;
  high: Column;
  low: Column;
  close: Column;
  volume: Column;
}

/** Mean and deviation of the typical price, weighted by volume, over the bars from a start. `startOf`: the first bar that counts at bar i. */
export function vwap({ high, low, close, volume }: Traded, width: number, startOf: (i: number) => number) {
  const moments = Array.from(close, (_, i) => {
    const bars = Array.from({ length: Math.max(0, i + 1 - startOf(i)) }, (_, k) => startOf(i) + k);
    const price = (k: number) => (at(high, k) + at(low, k) + at(close, k)) / 3;
    const traded = bars.reduce((total, k) => total + at(volume, k), 0);
    const weighted = (of: (k: number) => number) =>
      bars.reduce((total, k) => total + (at(volume, k) / traded) * of(k), 0);
    // about a price of its own, as sums of squares do not bear another
    const reference = price(i);
    const above = traded > 0 ? weighted((k) => price(k) - reference) : Number.NaN;
    const square = weighted((k) => (price(k) - reference - above) ** 2);
    return { mean: reference + above, deviation: Math.sqrt(square) };
  });
  return {
    vwap: moments.map(({ mean }) => mean),
    upper: moments.map(({ mean, deviation }) => mean + width * deviation),
    lower: moments.map(({ mean, deviation }) => mean - width * deviation),
  };
}

/** First bar that counts, by where the average starts. */
export function vwapStart(timestamp: Column, anchor: string, anchorTime: number): (i: number) => number {
  const times = Array.from(timestamp);
  const days = times.map((time) => new Date(time).toISOString().slice(0, 10));
  if (anchor === "session") return (i) => days.indexOf(days[i] as string);
  if (anchor === "cumulative") return () => 0;
  return () => {
    const found = times.findIndex((time) => time >= anchorTime);
    return found === -1 ? times.length : found;
  };
}

/** The last n bars' volumes by price: every bin asks every bar. */
export function volumeProfile(high: Column, low: Column, volume: Column, n: number, bins: number, share: number) {
  const nothing = { pointOfControl: Number.NaN, valueAreaHigh: Number.NaN, valueAreaLow: Number.NaN };
  const profiles = Array.from(high, (_, i) => {
    if (i < n - 1) return nothing;
    const window = Array.from({ length: n }, (_, k) => i - n + 1 + k);
    const top = Math.max(...window.map((k) => at(high, k)));
    const bottom = Math.min(...window.map((k) => at(low, k)));
    const total = window.reduce((sum, k) => sum + at(volume, k), 0);
    if (total === 0) return nothing;
    if (top === bottom) return { pointOfControl: top, valueAreaHigh: top, valueAreaLow: top };
    const place = (price: number) => ((price - bottom) / (top - bottom)) * bins;
    const volumes = Array.from({ length: bins }, (_, bin) =>
      window.reduce((sum, k) => {
        const [from, to] = [place(at(low, k)), place(at(high, k))];
        if (from === to) return sum + (Math.min(Math.floor(from), bins - 1) === bin ? at(volume, k) : 0);
        const overlap = Math.max(0, Math.min(to, bin + 1) - Math.max(from, bin));
        return sum + (overlap / (to - from)) * at(volume, k);
      }, 0),
    );
    const [first, centre, last] = areaOf(volumes, share, total);
    const edge = (k: number) => bottom + (k * (top - bottom)) / bins;
    return { pointOfControl: edge(centre + 0.5), valueAreaHigh: edge(last + 1), valueAreaLow: edge(first) };
  });
  return {
    pointOfControl: profiles.map((each) => each.pointOfControl),
    valueAreaHigh: profiles.map((each) => each.valueAreaHigh),
    valueAreaLow: profiles.map((each) => each.valueAreaLow),
  };
}

/** First, fullest and last bin of the value area; volumes within 1e-9 of all are equal. */
function areaOf(volumes: readonly number[], share: number, total: number): [number, number, number] {
  const same = 1e-9 * total;
  const most = Math.max(...volumes);
  const away = (k: number) => Math.abs(2 * k + 1 - volumes.length);
  const centre = volumes
    .map((_, k) => k)
    .filter((k) => at(volumes, k) >= most - same)
    .reduce((best, k) => (away(k) < away(best) ? k : best));
  const sum = (part: readonly number[]) => part.reduce((a, b) => a + b, 0);
  let [first, last] = [centre, centre];
  while (sum(volumes.slice(first, last + 1)) < share * total - same) {
    const above = volumes.slice(last + 1, last + 3);
    const below = volumes.slice(Math.max(0, first - 2), first);
    if (above.length + below.length === 0) break;
    const upwards = below.length === 0 || (above.length > 0 && sum(above) >= sum(below) - same);
    if (upwards) last += above.length;
    else first -= below.length;
  }
  return [first, centre, last];
}
