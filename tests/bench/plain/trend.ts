import { DIRECTIONAL } from "./directional.js";
import { EHLERS } from "./ehlers.js";
import { empty, number, type PlainForm } from "./form.js";
import { atrOf, trueRangeOf } from "./ranges.js";
import { bollingerOf, keltnerOf } from "./volatility.js";
import { highestOf, lowestOf, middleOf, shiftedBy, sumOf } from "./windows.js";

const parabolicSar: PlainForm = (bars, params) => {
  const [step, maximum] = [number(params, "step"), number(params, "maximum")];
  const { high, low } = bars;
  const value = empty(bars);
  const down = (low[0] as number) - (low[1] as number);
  let rising = !(down > 0 && down > (high[1] as number) - (high[0] as number));
  let sar = (rising ? low[0] : high[0]) as number;
  let extreme = (rising ? high[1] : low[1]) as number;
  let acceleration = Math.min(step, maximum);
  for (let i = 1; i < high.length; i++) {
    const [h, l] = [high[i] as number, low[i] as number];
    const top = Math.max(h, high[Math.max(1, i - 1)] as number);
    const bottom = Math.min(l, low[Math.max(1, i - 1)] as number);
    if (rising ? l <= sar : h >= sar) {
      sar = rising ? Math.max(extreme, top) : Math.min(extreme, bottom);
      value[i] = sar;
      rising = !rising;
      extreme = rising ? h : l;
      acceleration = Math.min(step, maximum);
    } else {
      value[i] = sar;
      if (rising ? h > extreme : l < extreme) {
        extreme = rising ? h : l;
        acceleration = Math.min(acceleration + step, maximum);
      }
    }
    sar += acceleration * (extreme - sar);
    sar = rising ? Math.min(sar, bottom) : Math.max(sar, top);
  }
  return { value };
};

const chandelierExit: PlainForm = (bars, params) => {
  const [n, multiple] = [number(params, "period"), number(params, "multiple")];
  const { high, low, close } = bars;
  const range = atrOf(high, low, close, n);
  const long = highestOf(high, n);
  const short = lowestOf(low, n);
  const [longRatchet, shortRatchet, direction] = [empty(bars), empty(bars), empty(bars)];
  let [longBefore, shortBefore, way] = [Number.NaN, Number.NaN, 1];
  for (let i = 0; i < close.length; i++) {
    const distance = multiple * (range[i] as number);
    let stop = (long[i] as number) - distance;
    let cover = (short[i] as number) + distance;
    long[i] = stop;
    short[i] = cover;
    if (i < n) continue;
    if ((close[i - 1] as number) > longBefore) stop = Math.max(stop, longBefore);
    if ((close[i - 1] as number) < shortBefore) cover = Math.min(cover, shortBefore);
    if ((close[i] as number) > shortBefore) way = 1;
    else if ((close[i] as number) < longBefore) way = -1;
    longRatchet[i] = stop;
    shortRatchet[i] = cover;
    direction[i] = way;
    longBefore = stop;
    shortBefore = cover;
  }
  return { long, short, longRatchet, shortRatchet, direction };
};

const supertrend: PlainForm = (bars, params) => {
  const [n, multiple] = [number(params, "period"), number(params, "multiple")];
  const { high, low, close } = bars;
  const range = atrOf(high, low, close, n);
  const [line, direction, upperBand, lowerBand] = [empty(bars), empty(bars), empty(bars), empty(bars)];
  let [top, bottom, way] = [Number.NaN, Number.NaN, -1];
  for (let i = n; i < close.length; i++) {
    const middle = ((high[i] as number) + (low[i] as number)) / 2;
    const distance = multiple * (range[i] as number);
    const before = close[i - 1] as number;
    const now = close[i] as number;
    if (!(middle + distance >= top && before <= top)) top = middle + distance;
    if (!(middle - distance <= bottom && before >= bottom)) bottom = middle - distance;
    if (i > n && way === -1 && now > top) way = 1;
    else if (way === 1 && now < bottom) way = -1;
    upperBand[i] = top;
    lowerBand[i] = bottom;
    direction[i] = way;
    line[i] = way === 1 ? bottom : top;
  }
  return { supertrend: line, direction, upperBand, lowerBand };
};

/** Remembers where the extremes lie, and looks through the window again when one has left. */
const aroon: PlainForm = (bars, params) => {
  const n = number(params, "period");
  const { high, low } = bars;
  const [down, up, oscillator] = [empty(bars), empty(bars), empty(bars)];
  let [top, bottom] = [0, 0];
  for (let i = 0; i < high.length; i++) {
    if (top < i - n) {
      top = i - n;
      for (let k = top + 1; k < i; k++) if ((high[k] as number) >= (high[top] as number)) top = k;
    }
    if ((high[i] as number) >= (high[top] as number)) top = i;
    if (bottom < i - n) {
      bottom = i - n;
      for (let k = bottom + 1; k < i; k++) if ((low[k] as number) <= (low[bottom] as number)) bottom = k;
    }
    if ((low[i] as number) <= (low[bottom] as number)) bottom = i;
    if (i < n) continue;
    up[i] = (100 * (n - i + top)) / n;
    down[i] = (100 * (n - i + bottom)) / n;
    oscillator[i] = (100 * (top - bottom)) / n;
  }
  return { down, up, oscillator };
};

const vortex: PlainForm = (bars, params) => {
  const n = number(params, "period");
  const { high, low, close } = bars;
  const [plus, minus] = [empty(bars), empty(bars)];
  for (let i = 1; i < high.length; i++) {
    plus[i] = Math.abs((high[i] as number) - (low[i - 1] as number));
    minus[i] = Math.abs((low[i] as number) - (high[i - 1] as number));
  }
  const [viPlus, viMinus] = [sumOf(plus, n, 1), sumOf(minus, n, 1)];
  const range = sumOf(trueRangeOf(high, low, close), n, 1);
  for (let i = 0; i < range.length; i++) {
    viPlus[i] = (viPlus[i] as number) / (range[i] as number);
    viMinus[i] = (viMinus[i] as number) / (range[i] as number);
  }
  return { viPlus, viMinus };
};

const CHANNELS: Record<string, PlainForm> = {
  donchian: (bars, params) => {
    const n = number(params, "period");
    const upper = highestOf(bars.high, n);
    const lower = lowestOf(bars.low, n);
    const middle = new Float64Array(upper.length);
    for (let i = 0; i < middle.length; i++) middle[i] = ((upper[i] as number) + (lower[i] as number)) / 2;
    return { upper, middle, lower, upperPrior: shiftedBy(upper, 1), lowerPrior: shiftedBy(lower, 1) };
  },
  ichimoku: ({ high, low }, params) => {
    const tenkan = middleOf(high, low, number(params, "tenkanPeriod"));
    const kijun = middleOf(high, low, number(params, "kijunPeriod"));
    const senkouBRaw = middleOf(high, low, number(params, "senkouPeriod"));
    const senkouARaw = new Float64Array(high.length);
    for (let i = 0; i < high.length; i++) senkouARaw[i] = ((tenkan[i] as number) + (kijun[i] as number)) / 2;
    const shift = number(params, "displacement");
    const [senkouA, senkouB] = [shiftedBy(senkouARaw, shift), shiftedBy(senkouBRaw, shift)];
    return { tenkan, kijun, senkouARaw, senkouBRaw, senkouA, senkouB };
  },
  squeeze: (bars, params) => {
    const n = number(params, "period");
    const bands = bollingerOf(bars.close, n, number(params, "width"));
    const [m, k] = [number(params, "keltnerPeriod"), number(params, "atrPeriod")];
    const channel = keltnerOf(bars, m, k, number(params, "multiple"));
    const first = Math.max(n - 1, m - 1, k);
    const [on, released] = [empty(bars), empty(bars)];
    for (let i = first; i < on.length; i++) {
      const inside =
        (bands.upper[i] as number) < (channel.upper[i] as number) &&
        (bands.lower[i] as number) > (channel.lower[i] as number);
      on[i] = inside ? 1 : 0;
      if (i > first) released[i] = on[i - 1] === 1 && !inside ? 1 : 0;
    }
    return { on, released };
  },
  "heikin-ashi": (bars) => {
    const columns = [empty(bars), empty(bars), empty(bars), empty(bars)];
    const [open, high, low, close] = columns as [Float64Array, Float64Array, Float64Array, Float64Array];
    let start = ((bars.open[0] as number) + (bars.close[0] as number)) / 2;
    for (let i = 0; i < close.length; i++) {
      const [o, h, l] = [bars.open[i] as number, bars.high[i] as number, bars.low[i] as number];
      const end = (o + h + l + (bars.close[i] as number)) / 4;
      open[i] = start;
      high[i] = Math.max(h, start, end);
      low[i] = Math.min(l, start, end);
      close[i] = end;
      start = (start + end) / 2;
    }
    return { open, high, low, close };
  },
};

export const TREND: Record<string, PlainForm> = {
  "parabolic-sar": parabolicSar,
  "chandelier-exit": chandelierExit,
  supertrend,
  aroon,
  vortex,
  ...DIRECTIONAL,
  ...EHLERS,
  ...CHANNELS,
};
