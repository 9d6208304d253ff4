/** Made-up columns beside the bars': the flow of trades, an open interest, and a book of ten levels, some of them empty or missing. */

const LEVELS = 10;

interface Traded {
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** What a bar has depends on the seed, and on its own close and volume. */
export function recordedColumns({ close, volume }: Traded, seed = 1): Record<string, Float64Array> {
  const random = numbers(seed);
  const columns: Record<string, Float64Array> = {};
  const set = (name: string, i: number, value: number) => {
    columns[name] ??= new Float64Array(close.length);
    columns[name][i] = value;
  };
  let interest = 1_000;
  for (let i = 0; i < close.length; i++) {
    // what is smaller has no digits left once it is divided
    const traded = (volume[i] as number) < 1e-250 ? 0 : (volume[i] as number);
    const bought = share(random) * traded;
    set("buyVolume", i, bought);
    set("sellVolume", i, traded - bought);
    set("buyTrades", i, Math.max(0, Math.floor(random() * 6) - 2));
    set("sellTrades", i, Math.max(0, Math.floor(random() * 6) - 2));
    interest = interest === 0 ? 1_000 * random() : i > 0 && random() < 0.02 ? 0 : interest * (0.9 + 0.2 * random());
    set("openInterest", i, interest);
    setBook(random, close[i] as number, (name, value) => set(name, i, value));
  }
  return columns;
}

/** 0 to 1, both of them often. */
function share(random: () => number): number {
  const drawn = random();
  return drawn < 0.15 ? 0 : drawn < 0.3 ? 1 : random();
}

function setBook(random: () => number, price: number, set: (name: string, value: number) => void): void {
  const step = price * (random() < 0.7 ? 1e-4 : 2e-4);
  for (const [side, sign] of [
    ["bid", -1],
    ["ask", 1],
  ] as const) {
    const depth = random() < 0.8 ? LEVELS : Math.ceil(random() * LEVELS);
    for (let k = 1; k <= LEVELS; k++) {
      const drawn = random();
      const size = drawn < 0.1 ? 0 : drawn < 0.2 ? 50 * random() : drawn < 0.4 ? 1 : random();
      set(`${side}Price${k}`, k <= depth ? price + sign * k * step : Number.NaN);
      set(`${side}Size${k}`, k <= depth ? size : 0);
    }
  }
}

/** In [0, 1), determined by a seed: mulberry32. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
