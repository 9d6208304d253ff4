import {
  at,
  atr,
  bollinger,
  type Column,
  chandelierExit,
  highest,
  keltner,
  lowest,
  overWindows,
  perBar,
  rma,
  trueRange,
} from "./core.js";

/** Rises of the high that are larger than the fall of the low, and the falls that are larger; from bar 1 on. */
function movements(high: Column, low: Column) {
  const of = (larger: (i: number) => number, smaller: (i: number) => number) =>
    perBar(high, (i) => {
      if (i === 0) return Number.NaN;
      return larger(i) > 0 && larger(i) > smaller(i) ? larger(i) : 0;
    });
  const up = (i: number) => at(high, i) - at(high, i - 1);
  const down = (i: number) => at(low, i - 1) - at(low, i);
  return { plus: of(up, down), minus: of(down, up) };
}

/** Wilder's sums: that of bars 1 to n - 1, then sum - sum / n + value. */
function wilderSum(values: Column, n: number): number[] {
  let sum = 0;
  return perBar(values, (i) => {
    if (i >= 1 && i <= n - 1) sum += at(values, i);
    else if (i >= n) sum = sum - sum / n + at(values, i);
    return i >= Math.max(n - 1, 1) ? sum : Number.NaN;
  });
}

export function directionalMovement(high: Column, low: Column, n: number) {
  const { plus, minus } = movements(high, low);
  return { plusDm: wilderSum(plus, n), minusDm: wilderSum(minus, n) };
}

/** +DI, -DI and DX from bar n on, ADX from 2 n - 1, ADXR from 3 n - 2. */
export function directional(high: Column, low: Column, close: Column, n: number) {
  const range = wilderSum(trueRange(high, low, close), n);
  const { plusDm, minusDm } = directionalMovement(high, low, n);
  const share = (movement: number[]) =>
    perBar(close, (i) => {
      if (i < n) return Number.NaN;
      return at(range, i) === 0 ? 0 : (100 * at(movement, i)) / at(range, i);
    });
  const plusDi = share(plusDm);
  const minusDi = share(minusDm);
  let last = 0;
  const dx = perBar(close, (i) => {
    const sum = at(plusDi, i) + at(minusDi, i);
    if (sum > 0) last = (100 * Math.abs(at(plusDi, i) - at(minusDi, i))) / sum;
    return i < n ? Number.NaN : last;
  });
  const adx = rma(dx, n);
  const adxr = perBar(adx, (i) => (at(adx, i) + at(adx, i - n + 1)) / 2);
  return { adx, adxr, dx, plusDi, minusDi };
}

/** 100 for an extreme on this bar, 0 for one of n bars before. */
export function aroon(high: Column, low: Column, n: number) {
  const place = (values: Column, extreme: (...window: number[]) => number) =>
    overWindows(values, n + 1, (window) => (100 * window.lastIndexOf(extreme(...window))) / n);
  const down = place(low, Math.min);
  const up = place(high, Math.max);
  return { down, up, oscillator: up.map((value, i) => value - at(down, i)) };
}

export function vortex(high: Column, low: Column, close: Column, n: number) {
  const sum = (values: Column) => overWindows(values, n, (window) => window.reduce((a, b) => a + b, 0));
  const range = sum(trueRange(high, low, close));
  const over = (values: Column) =>
    sum(values).map((value, i) => (at(range, i) === 0 ? Number.NaN : value / at(range, i)));
  return {
    viPlus: over(perBar(high, (i) => Math.abs(at(high, i) - at(low, i - 1)))),
    viMinus: over(perBar(low, (i) => Math.abs(at(low, i) - at(high, i - 1)))),
  };
}

/** TradingView's rules on the ATR of TA-Lib; down at first. */
export function supertrend(high: Column, low: Column, close: Column, n: number, multiple: number) {
  const range = atr(high, low, close, n);
  const nothing = () => Array.from(close, () => Number.NaN);
  const [upperBand, lowerBand, direction] = [nothing(), nothing(), nothing()];
  for (let i = n; i < close.length; i++) {
    const middle = (at(high, i) + at(low, i)) / 2;
    const upper = middle + multiple * at(range, i);
    const lower = middle - multiple * at(range, i);
    const upperBefore = at(upperBand, i - 1);
    const lowerBefore = at(lowerBand, i - 1);
    const holdsUpper = i > n && upper >= upperBefore && at(close, i - 1) <= upperBefore;
    const holdsLower = i > n && lower <= lowerBefore && at(close, i - 1) >= lowerBefore;
    upperBand[i] = holdsUpper ? upperBefore : upper;
    lowerBand[i] = holdsLower ? lowerBefore : lower;
    const turnsUp = i > n && direction[i - 1] === -1 && at(close, i) > at(upperBand, i);
    const staysUp = i > n && direction[i - 1] === 1 && at(close, i) >= at(lowerBand, i);
    direction[i] = turnsUp || staysUp ? 1 : -1;
  }
  const line = direction.map((way, i) => (way === 1 ? at(lowerBand, i) : at(upperBand, i)));
  return { supertrend: line, direction, upperBand, lowerBand };
}

/** The exits, and those that do not loosen while the close before is on their side. */
export function chandelierRatchet(high: Column, low: Column, close: Column, n: number, multiple: number) {
  const { long, short } = chandelierExit(high, low, close, n, multiple);
  const longRatchet = [...long];
  const shortRatchet = [...short];
  const direction = long.map((value) => (Number.isNaN(value) ? Number.NaN : 1));
  for (let i = n + 1; i < close.length; i++) {
    const longBefore = at(longRatchet, i - 1);
    const shortBefore = at(shortRatchet, i - 1);
    if (at(close, i - 1) > longBefore) longRatchet[i] = Math.max(at(long, i), longBefore);
    if (at(close, i - 1) < shortBefore) shortRatchet[i] = Math.min(at(short, i), shortBefore);
    if (at(close, i) > shortBefore) direction[i] = 1;
    else if (at(close, i) < longBefore) direction[i] = -1;
    else direction[i] = at(direction, i - 1);
  }
  return { long, short, longRatchet, shortRatchet, direction };
}

export function donchian(high: Column, low: Column, n: number) {
  const upper = highest(high, n);
  const lower = lowest(low, n);
  return {
    upper,
    middle: upper.map((value, i) => (value + at(lower, i)) / 2),
    lower,
    upperPrior: perBar(high, (i) => at(upper, i - 1)),
    lowerPrior: perBar(low, (i) => at(lower, i - 1)),
  };
}

export function ichimoku(
  high: Column,
  low: Column,
  periods: { tenkan: number; kijun: number; senkou: number },
  displacement: number,
) {
  const middle = (n: number) => {
    const bottom = lowest(low, n);
    return highest(high, n).map((value, i) => (value + at(bottom, i)) / 2);
  };
  const tenkan = middle(periods.tenkan);
  const kijun = middle(periods.kijun);
  const senkouARaw = tenkan.map((value, i) => (value + at(kijun, i)) / 2);
  const senkouBRaw = middle(periods.senkou);
  return {
    tenkan,
    kijun,
    senkouARaw,
    senkouBRaw,
    senkouA: perBar(high, (i) => at(senkouARaw, i - displacement)),
    senkouB: perBar(high, (i) => at(senkouBRaw, i - displacement)),
  };
}

/** Ehlers 2004; the simple form on bars 2 to 5. */
export function instantaneousTrendline(price: Column, a: number) {
  const p = (i: number) => at(price, i);
  const simple = perBar(price, (i) => (p(i) + 2 * p(i - 1) + p(i - 2)) / 4);
  const trendline: number[] = [];
  for (let i = 0; i < price.length; i++) {
    const fresh = (a - a ** 2 / 4) * p(i) + (a ** 2 / 2) * p(i - 1) - (a - (3 * a ** 2) / 4) * p(i - 2);
    const kept = 2 * (1 - a) * at(trendline, i - 1) - (1 - a) ** 2 * at(trendline, i - 2);
    trendline.push(i < 6 ? at(simple, i) : fresh + kept);
  }
  return { trendline, trigger: perBar(price, (i) => 2 * at(trendline, i) - at(trendline, i - 2)), simple };
}

/** Ehlers's discriminator, all columns 0 before bar 37; the mean price over the cycle it finds, from bar 63 on. */
export function htTrendline(price: Column): number[] {
  const zeros = () => Array.from(price, () => 0);
  const columns = {
    smooth: zeros(),
    detrended: zeros(),
    q1: zeros(),
    i2: zeros(),
    q2: zeros(),
    re: zeros(),
    im: zeros(),
    period: zeros(),
    smoothPeriod: zeros(),
    mean: zeros(),
  };
  const { smooth, detrended, q1, i2, q2, re, im, period, smoothPeriod, mean } = columns;
  const line = Array.from(price, () => Number.NaN);
  for (let i = 37; i < price.length; i++) {
    const gain = 0.075 * at(period, i - 1) + 0.54;
    const turned = (x: number[], k: number) =>
      (0.0962 * (at(x, k) - at(x, k - 6)) + 0.5769 * (at(x, k - 2) - at(x, k - 4))) * gain;
    smooth[i] = (4 * at(price, i) + 3 * at(price, i - 1) + 2 * at(price, i - 2) + at(price, i - 3)) / 10;
    detrended[i] = turned(smooth, i);
    q1[i] = turned(detrended, i);
    i2[i] = 0.2 * (at(detrended, i - 3) - turned(q1, i)) + 0.8 * at(i2, i - 1);
    q2[i] = 0.2 * (at(q1, i) + turned(detrended, i - 3)) + 0.8 * at(q2, i - 1);
    re[i] = 0.2 * (at(i2, i) * at(i2, i - 1) + at(q2, i) * at(q2, i - 1)) + 0.8 * at(re, i - 1);
    im[i] = 0.2 * (at(i2, i) * at(q2, i - 1) - at(q2, i) * at(i2, i - 1)) + 0.8 * at(im, i - 1);
    const before = at(period, i - 1);
    let found = before;
    if (at(re, i) !== 0 && at(im, i) !== 0) found = 360 / ((Math.atan(at(im, i) / at(re, i)) * 180) / Math.PI);
    found = Math.min(found, 1.5 * before);
    found = Math.max(found, 0.67 * before);
    found = Math.min(Math.max(found, 6), 50);
    period[i] = 0.2 * found + 0.8 * before;
    smoothPeriod[i] = 0.33 * at(period, i) + 0.67 * at(smoothPeriod, i - 1);
    const length = Math.floor(at(smoothPeriod, i) + 0.5);
    for (let k = 0; k < length; k++) mean[i] = at(mean, i) + at(price, i - k) / length;
    if (i >= 63) line[i] = (4 * at(mean, i) + 3 * at(mean, i - 1) + 2 * at(mean, i - 2) + at(mean, i - 3)) / 10;
  }
  return line;
}

export interface SqueezeWindows {
  period: number;
  width: number;
  keltnerPeriod: number;
  atrPeriod: number;
  multiple: number;
}

/** NaN also where a band is so close to the channel that rounding says on which side. */
export function squeeze(high: Column, low: Column, close: Column, windows: SqueezeWindows) {
  const bands = bollinger(close, windows.period, windows.width);
  const channel = keltner(high, low, close, windows.keltnerPeriod, windows.atrPeriod, windows.multiple);
  const top = highest(high, Math.max(1, windows.period));
  const on = perBar(close, (i) => {
    const above = at(channel.upper, i) - at(bands.upper, i);
    const below = at(bands.lower, i) - at(channel.lower, i);
    const nearest = Math.min(Math.abs(above), Math.abs(below));
    if (Number.isNaN(nearest) || nearest < 1e-9 * Math.max(at(top, i), at(channel.upper, i))) return Number.NaN;
    return above > 0 && below > 0 ? 1 : 0;
  });
  const released = perBar(close, (i) => {
    if (Number.isNaN(at(on, i) + at(on, i - 1))) return Number.NaN;
    return at(on, i - 1) === 1 && at(on, i) === 0 ? 1 : 0;
  });
  return { on, released };
}

export function heikinAshi(opens: Column, highs: Column, lows: Column, closes: Column) {
  const close = perBar(closes, (i) => (at(opens, i) + at(highs, i) + at(lows, i) + at(closes, i)) / 4);
  const open: number[] = [];
  for (let i = 0; i < close.length; i++) {
    open.push(i === 0 ? (at(opens, 0) + at(closes, 0)) / 2 : (at(open, i - 1) + at(close, i - 1)) / 2);
  }
  return {
    open,
    high: perBar(highs, (i) => Math.max(at(highs, i), at(open, i), at(close, i))),
    low: perBar(lows, (i) => Math.min(at(lows, i), at(open, i), at(close, i))),
    close,
  };
}
