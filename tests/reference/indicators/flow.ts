import { at, type Column, overWindows, perBar, smoothed } from "./core.js";

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const imbalance = (a: number, b: number) => (a + b === 0 ? Number.NaN : (a - b) / (a + b));

/** What was bought less what was sold since a start. */
export function cumulativeVolumeDelta(buy: Column, sell: Column, startOf: (i: number) => number): number[] {
  return perBar(buy, (i) => {
    const bars = Array.from({ length: i + 1 - startOf(i) }, (_, k) => startOf(i) + k);
    return sum(bars.map((k) => at(buy, k) - at(sell, k)));
  });
}

export function tradeFlow(buy: Column, sell: Column, n: number): number[] {
  return overWindows(
    perBar(buy, (i) => at(buy, i) - at(sell, i)),
    n,
    sum,
  );
}

export function tradesImbalance(buys: Column, sells: Column, n: number): number[] {
  const [bought, sold] = [overWindows(buys, n, sum), overWindows(sells, n, sum)];
  return bought.map((count, i) => imbalance(count, at(sold, i)));
}

export function tradesPressure(buy: Column, sell: Column, n: number): number[] {
  // weights of the old and the new, as a difference of volumes that lie far apart has no digits of the smaller
  const share = 2 / (n + 1);
  const mean = (values: Column) => smoothed(values, n, (before, value) => (1 - share) * before + share * value);
  const signed = mean(perBar(buy, (i) => at(buy, i) - at(sell, i)));
  const all = mean(perBar(buy, (i) => at(buy, i) + at(sell, i)));
  return signed.map((value, i) => (at(all, i) === 0 ? Number.NaN : value / at(all, i)));
}

interface Bars {
  high: Column;
  low: Column;
  close: Column;
  volume: Column;
}

/** Every bin asks every bar of the window; then the fullest above the close and below it, the nearest of several. */
export function liquidityZones({ high, low, close, volume }: Bars, n: number, bins: number) {
  const zones = perBar(close, (i) => i).map((i) => {
    const none = { above: Number.NaN, below: Number.NaN };
    if (i < n - 1) return none;
    const window = Array.from({ length: n }, (_, k) => i - n + 1 + k);
    const top = Math.max(...window.map((k) => at(high, k)));
    const bottom = Math.min(...window.map((k) => at(low, k)));
    if (top === bottom || sum(window.map((k) => at(volume, k))) < 1e-290) return none;
    const place = (price: number) => ((price - bottom) / (top - bottom)) * bins;
    const inBin = (bin: number, k: number) => {
      const [from, to] = [place(at(low, k)), place(at(high, k))];
      if (from === to) return Math.min(Math.floor(from), bins - 1) === bin ? at(volume, k) : 0;
      return (Math.max(0, Math.min(to, bin + 1) - Math.max(from, bin)) / (to - from)) * at(volume, k);
    };
    const height = (top - bottom) / bins;
    const all = Array.from({ length: bins }, (_, bin) => ({
      middle: bottom + (bin + 0.5) * height,
      traded: sum(window.map((k) => inBin(bin, k))),
    }));
    const same = 1e-9 * sum(window.map((k) => at(volume, k)));
    const fullest = (side: typeof all) => {
      const most = Math.max(0, ...side.map(({ traded }) => traded));
      const away = (middle: number) => Math.abs(middle - at(close, i));
      const found = side.filter(({ traded }) => most > same && traded >= most - same).map(({ middle }) => middle);
      return found.sort((a, b) => away(a) - away(b))[0] ?? Number.NaN;
    };
    return {
      above: fullest(all.filter(({ middle }) => middle > at(close, i))),
      below: fullest(all.filter(({ middle }) => middle < at(close, i))),
    };
  });
  return { above: zones.map(({ above }) => above), below: zones.map(({ below }) => below) };
}

export function openInterestChange(interest: Column, n: number) {
  const change = perBar(interest, (i) => at(interest, i) - at(interest, i - n));
  const rate = change.map((value, i) => (at(interest, i - n) === 0 ? Number.NaN : (100 * value) / at(interest, i - n)));
  return { change, rate };
}

/** One bar's book: the levels of each side, the best first. */
interface Level {
  price: number;
  size: number;
}
type Columns = Readonly<Record<string, Column>>;

function sideOf(columns: Columns, side: "bid" | "ask", i: number, levels: number): Level[] {
  return Array.from({ length: levels }, (_, k) => ({
    price: at(columns[`${side}Price${k + 1}`] as Column, i),
    size: at(columns[`${side}Size${k + 1}`] as Column, i),
  }));
}

/** A value a bar out of both sides of its book. */
function perBook(columns: Columns, levels: number, bookValue: (bids: Level[], asks: Level[]) => number): number[] {
  return perBar(columns["bidSize1"] as Column, (i) =>
    bookValue(sideOf(columns, "bid", i, levels), sideOf(columns, "ask", i, levels)),
  );
}

export function depthImbalance(columns: Columns, levels: number, weightOf: (level: number) => number): number[] {
  const weighted = (side: Level[]) => sum(side.map(({ size }, k) => weightOf(k + 1) * size));
  return perBook(columns, levels, (bids, asks) => imbalance(weighted(bids), weighted(asks)));
}

/** What has come to the best levels and gone from them, case by case. */
export function orderFlowImbalance(columns: Columns, n: number): number[] {
  const [bids, asks] = (["bid", "ask"] as const).map((side) =>
    perBar(columns["bidSize1"] as Column, (i) => i).map((i) => sideOf(columns, side, i, 1)[0] as Level),
  ) as [Level[], Level[]];
  /** `better`: the sign of a price that has moved towards the other side. */
  const gained = (side: Level[], i: number, better: 1 | -1): number => {
    const [before, now] = [side[i - 1], side[i]];
    if (before === undefined || now === undefined) return Number.NaN;
    const move = better * (now.price - before.price);
    if (Number.isNaN(move)) return Number.NaN;
    if (move > 0) return now.size;
    return move < 0 ? -before.size : now.size - before.size;
  };
  const flow = perBar(
    bids.map(() => 0),
    (i) => gained(bids, i, 1) - gained(asks, i, -1),
  );
  return overWindows(flow, n, sum);
}

export function bookPressure(columns: Columns) {
  const microPrice = perBook(columns, 1, ([bid], [ask]) => {
    if (bid === undefined || ask === undefined || bid.size + ask.size === 0) return Number.NaN;
    return (bid.price * ask.size + ask.price * bid.size) / (bid.size + ask.size);
  });
  const middle = perBook(columns, 1, ([bid], [ask]) => ((bid?.price ?? 0) + (ask?.price ?? 0)) / 2);
  return { microPrice, pressure: microPrice.map((price, i) => (10_000 * (price - at(middle, i))) / at(middle, i)) };
}

export function spread(columns: Columns) {
  const basisPoints = (bid: number, ask: number) => (10_000 * (ask - bid)) / ((ask + bid) / 2);
  return {
    spread: perBook(columns, 1, ([bid], [ask]) => (ask?.price ?? 0) - (bid?.price ?? 0)),
    basisPoints: perBook(columns, 1, ([bid], [ask]) => basisPoints(bid?.price ?? 0, ask?.price ?? 0)),
  };
}

export function largeOrders(columns: Columns, levels: number, multiple: number) {
  const share = (side: Level[]) => {
    const all = sum(side.map(({ size }) => size));
    const large = side.filter(({ size }) => size > ((multiple * all) / levels) * (1 + 1e-9));
    return all === 0 ? Number.NaN : sum(large.map(({ size }) => size)) / all;
  };
  return {
    bidShare: perBook(columns, levels, (bids) => share(bids)),
    askShare: perBook(columns, levels, (_, asks) => share(asks)),
  };
}

export function liquidity(columns: Columns, levels: number, distance: number) {
  const near = (side: Level[], [bid]: Level[], [ask]: Level[]) => {
    const middle = ((bid?.price ?? 0) + (ask?.price ?? 0)) / 2;
    if (Number.isNaN(middle)) return Number.NaN;
    const within = side.filter(
      ({ price, size }) => size > 0 && Math.abs(price - middle) <= ((middle * distance) / 10_000) * (1 + 1e-9),
    );
    return sum(within.map(({ price, size }) => price * size));
  };
  return {
    bidLiquidity: perBook(columns, levels, (bids, asks) => near(bids, bids, asks)),
    askLiquidity: perBook(columns, levels, (bids, asks) => near(asks, bids, asks)),
  };
}
