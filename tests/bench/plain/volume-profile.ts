import { empty, number, type PlainForm } from "./form.js";
import { highestOf, lowestOf } from "./windows.js";

/** A bar's volume, spread evenly over the bins from its low to its high. */
function spread(bins: Float64Array, from: number, to: number, volume: number): void {
  const last = bins.length - 1;
  const [first, end] = [Math.min(Math.floor(from), last), Math.min(Math.floor(to), last)];
  if (first === end) {
    bins[first] = (bins[first] as number) + volume;
    return;
  }
  const density = volume / (to - from);
  bins[first] = (bins[first] as number) + density * (first + 1 - from);
  for (let bin = first + 1; bin < end; bin++) bins[bin] = (bins[bin] as number) + density;
  bins[end] = (bins[end] as number) + density * (to - end);
}

/** The fullest bin, of several the one nearest the middle, then the lower. */
function fullest(bins: Float64Array, same: number): number {
  const away = (k: number) => Math.abs(2 * k + 1 - bins.length);
  let most = 0;
  for (let k = 1; k < bins.length; k++) if ((bins[k] as number) > most) most = bins[k] as number;
  let best = -1;
  for (let k = 0; k < bins.length; k++) {
    if ((bins[k] as number) >= most - same && (best < 0 || away(k) < away(best))) best = k;
  }
  return best;
}

/** First and last bin of the value area about the fullest one. */
function areaOf(bins: Float64Array, centre: number, wanted: number, same: number): [number, number] {
  let [first, last] = [centre, centre];
  let held = bins[centre] as number;
  while (held < wanted && (first > 0 || last < bins.length - 1)) {
    const above = (bins[last + 1] ?? 0) + (bins[last + 2] ?? 0);
    const below = (first > 0 ? (bins[first - 1] as number) : 0) + (first > 1 ? (bins[first - 2] as number) : 0);
    if (first === 0 || (last < bins.length - 1 && above >= below - same)) {
      last = Math.min(last + 2, bins.length - 1);
      held += above;
    } else {
      first = Math.max(first - 2, 0);
      held += below;
    }
  }
  return [first, last];
}

/** Every window is summed up afresh, as its bins move with its range. */
export const volumeProfile: PlainForm = (bars, params) => {
  const [n, share] = [number(params, "period"), number(params, "share")];
  const bins = new Float64Array(number(params, "bins"));
  const { high, low, volume } = bars;
  const [tops, bottoms] = [highestOf(high, n), lowestOf(low, n)];
  const [pointOfControl, valueAreaHigh, valueAreaLow] = [empty(bars), empty(bars), empty(bars)];
  for (let i = n - 1; i < high.length; i++) {
    const bottom = bottoms[i] as number;
    const height = ((tops[i] as number) - bottom) / bins.length;
    bins.fill(0);
    let traded = 0;
    for (let k = i - n + 1; k <= i; k++) {
      traded += volume[k] as number;
      if (height === 0) continue;
      spread(
        bins,
        ((low[k] as number) - bottom) / height,
        ((high[k] as number) - bottom) / height,
        volume[k] as number,
      );
    }
    if (traded === 0) continue;
    const same = 1e-9 * traded;
    const centre = fullest(bins, same);
    const [first, last] = areaOf(bins, centre, share * traded - same, same);
    pointOfControl[i] = bottom + (centre + 0.5) * height;
    valueAreaHigh[i] = bottom + (last + 1) * height;
    valueAreaLow[i] = bottom + first * height;
  }
  return { pointOfControl, valueAreaHigh, valueAreaLow };
};
