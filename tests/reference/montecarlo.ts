/** Monte Carlo paths as anybody would write them: one path at a time, numbers in arrays. The kernel has to agree to the bit. */

const PURPOSES = { shuffle: 16, bootstrap: 17, block: 18, skip: 19, null: 20 } as const;
export type ReferenceMethod = keyof typeof PURPOSES;

const word = (x: number) => x >>> 0;
const product = (a: number, b: number) => word(Math.imul(a, b));

function mix(h: number, k: number): number {
  let x = word(h ^ k);
  x = product(x ^ (x >>> 16), 0x85ebca6b);
  x = product(x ^ (x >>> 13), 0xc2b2ae35);
  return word(x ^ (x >>> 16));
}

/** sfc32 keyed by (seed, purpose, trial, path), 15 steps dropped: the next 32 bits at every call. */
export function stream(seed: number, purpose: number, trial: number, path: number): () => number {
  let a = [seed, purpose, trial, path].reduce(mix, 0x9e3779b9);
  let b = mix(a, 0x243f6a88);
  let c = mix(b, 0xb7e15162);
  let d = 1;
  const next = () => {
    const t = word(word(a + b) + d);
    d = word(d + 1);
    a = word(b ^ (b >>> 9));
    b = word(c + word(c << 3));
    c = word(word((c << 21) | (c >>> 11)) + t);
    return t;
  };
  for (let k = 0; k < 15; k++) next();
  return next;
}

const high = (bits: number, n: number) => Number((BigInt(bits) * BigInt(n)) >> 32n);
const low = (bits: number, n: number) => Number((BigInt(bits) * BigInt(n)) & 0xffffffffn);

export interface ReferenceJob {
  method: Exclude<ReferenceMethod, "null">;
  seed: number;
  trial: number;
  added: boolean;
  start: number;
  units: readonly number[];
  probability: number;
  /** In place of the method's own, to compare methods on one stream. */
  purpose?: number;
}

/** The units of one path in their order. */
export function drawnUnits(job: ReferenceJob, path: number): number[] {
  const { method, seed, trial, units, probability, added } = job;
  const next = stream(seed, job.purpose ?? PURPOSES[method], trial, path);
  const n = units.length;
  if (method === "shuffle") {
    const order = [...units];
    const taken: number[] = [];
    for (let i = n - 1; i >= 0; i--) {
      const j = high(next(), i + 1);
      taken.push(order[j] as number);
      order[j] = order[i] as number;
    }
    return taken;
  }
  if (method === "bootstrap") return units.map(() => units[high(next(), n)] as number);
  if (method === "skip") {
    const threshold = Math.floor(probability * 2 ** 32);
    return units.map((unit) => (next() < threshold ? (added ? 0 : 1) : unit));
  }
  const threshold = Math.ceil(probability * 2 ** 32) - 1;
  let place = 0;
  return units.map((_, k) => {
    const bits = next();
    place = k === 0 || low(bits, n) <= threshold ? high(bits, n) : (place + 1) % n;
    return units[place] as number;
  });
}

export interface ReferencePath {
  finalEquity: number;
  maxDrawdown: number;
  lowestShare: number;
  maxDrawdownMoney: number;
  /** After every step. */
  equity: number[];
}

export function account(units: readonly number[], added: boolean, start: number): ReferencePath {
  let equity = start;
  let peak = start;
  let lowest = start;
  let least = 1;
  let share = 1;
  let drop = 0;
  const curve = units.map((unit) => {
    equity = added ? equity + unit : equity * unit;
    if (added) {
      peak = Math.max(peak, equity);
      drop = Math.max(drop, peak - equity);
      least = Math.min(least, equity / peak);
    } else {
      share = Math.min(1, share * unit);
      least = Math.min(least, share);
    }
    lowest = Math.min(lowest, equity);
    return equity;
  });
  return {
    finalEquity: equity,
    maxDrawdown: 1 - least,
    lowestShare: lowest / start,
    maxDrawdownMoney: drop,
    equity: curve,
  };
}

export const referencePath = (job: ReferenceJob, path: number): ReferencePath =>
  account(drawnUnits(job, path), job.added, job.start);

export interface ReferenceEntries {
  weight: readonly number[];
  cost: readonly number[];
  held: readonly number[];
  inside: readonly number[];
  first: readonly number[];
  price: readonly number[];
  close: readonly number[];
}

/** Units of a path of random entries; `log` is the kernel's. */
export function randomEntryUnits(
  e: ReferenceEntries,
  { seed, trial, added }: Pick<ReferenceJob, "seed" | "trial" | "added">,
  path: number,
  log: (x: number) => number,
): { units: number[]; spans: [number, number][] } {
  const next = stream(seed, PURPOSES.null, trial, path);
  const positions = e.first.length - 1;
  const tradesOf = (p: number) => {
    const from = e.first[p] as number;
    return Array.from({ length: (e.first[p + 1] as number) - from }, (_, k) => from + k);
  };
  const longest = (p: number) => Math.max(0, ...tradesOf(p).map((trade) => e.held[trade] as number));
  const order = Array.from({ length: positions }, (_, p) => p);
  const free = e.close.length - 1 - order.reduce((sum, p) => sum + longest(p), 0);
  for (let i = positions - 1; i > 0; i--) {
    const j = high(next(), i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  let total = 0;
  const gaps = Array.from({ length: positions + 1 }, () => {
    total -= log((next() + 0.5) / 2 ** 32);
    return total;
  });
  let taken = 0;
  const units: number[] = [];
  const spans: [number, number][] = [];
  order.forEach((position, k) => {
    const entry = taken + Math.min(free, Math.floor(((gaps[k] as number) / total) * (free + 1)));
    spans.push([entry, entry + longest(position)]);
    for (const trade of tradesOf(position)) {
      const bought = e.price[entry] as number;
      const exit = entry + (e.held[trade] as number);
      const sold = (e.inside[trade] ? e.close : e.price)[exit] as number as number;
      const weight = e.weight[trade] as number;
      const profit = weight * (sold - bought) - Math.abs(weight) * (e.cost[trade] as number) * (sold + bought);
      units.push(added ? profit : Math.max(0, 1 + profit / bought));
    }
    taken += longest(position);
  });
  return { units, spans };
}
