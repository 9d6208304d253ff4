import type { Histogram, Quantiles } from "../../contracts/monte-carlo.js";

const BINS = 20;

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** By linear interpolation, from the nearer end (numpy's default). */
export function quantilesOf(values: Float64Array): Quantiles {
  const places = SHARES.map((share) => share * (values.length - 1));
  const last = values.length - 1;
  const ranks = places.flatMap((place) => [Math.floor(place), Math.min(Math.floor(place) + 1, last)]);
  const found = ranked(values, ranks);
  const [p5, p25, median, p75, p95] = places.map((place, k) => {
    const low = found[2 * k] as number;
    const high = found[2 * k + 1] as number;
    const weight = place - Math.floor(place);
    return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
  }) as [number, number, number, number, number];
  return { p5, p25, median, p75, p95 };
}

/** Fewer values are sorted at once. */
const FEW = 512;
const SLOTS = 1_024;

/**
 * The values that would stand at these ranks (rising), were all sorted. They are dealt into equal slots by size; only the slots that hold a rank are
 * sorted.
 */
function ranked(values: Float64Array, ranks: readonly number[]): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k++) {
    low = Math.min(low, values[k] as number);
    high = Math.max(high, values[k] as number);
  }
  const scale = (SLOTS - 1) / (high - low);
  if (values.length < FEW || !Number.isFinite(scale)) {
    const sorted = values.slice().sort();
    return ranks.map((rank) => sorted[rank] as number);
  }
  const slotOf = new Uint16Array(values.length);
  const counts = new Uint32Array(SLOTS);
  for (let k = 0; k < values.length; k++) {
    const slot = ((values[k] as number) - low) * scale;
    slotOf[k] = slot;
    counts[slotOf[k] as number] = (counts[slotOf[k] as number] as number) + 1;
  }
  let slot = 0;
  let before = 0;
  const places = ranks.map((rank) => {
    while (before + (counts[slot] as number) <= rank) before += counts[slot++] as number;
    return { slot, offset: rank - before };
  });
  const wanted = new Map<number, number[]>(places.map((place) => [place.slot, []]));
  const isWanted = new Uint8Array(SLOTS);
  for (const each of wanted.keys()) isWanted[each] = 1;
  for (let k = 0; k < values.length; k++) {
    const own = slotOf[k] as number;
    if (isWanted[own] === 1) wanted.get(own)?.push(values[k] as number);
  }
  const sorted = new Map([...wanted].map(([each, list]) => [each, Float64Array.from(list).sort()]));
  return places.map((place) => sorted.get(place.slot)?.[place.offset] as number);
}

/** Of values from 0 on: equal bins up to the highest of them. */
export function histogramOf(values: Float64Array): Histogram {
  let highest = 0;
  for (let k = 0; k < values.length; k++) highest = Math.max(highest, values[k] as number);
  const width = (highest > 0 ? highest : 1) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (let k = 0; k < values.length; k++) {
    const bin = Math.min(BINS - 1, Math.floor((values[k] as number) / width));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { edges: Array.from({ length: BINS + 1 }, (_, k) => k * width), counts };
}

/** Share of the values that fulfil a condition. */
export function shareOf(values: Float64Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (let k = 0; k < values.length; k++) if (holds(values[k] as number)) count++;
  return count / values.length;
}
