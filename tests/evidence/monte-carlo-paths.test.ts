import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { Kernel } from "../../src/kernel/kernel.js";
import { type PathColumns, type PathMethod, Paths } from "../../src/kernel/paths.js";
import { cases } from "../property/settings.js";
import {
  account,
  drawnUnits,
  type ReferenceJob,
  type ReferencePath,
  randomEntryUnits,
  referencePath,
} from "../reference/montecarlo.js";

/** The kernel's paths against the slow form, to the bit: one at a time, four at a time, in any ranges. */

let kernel: Kernel;

beforeAll(async () => {
  kernel = await Kernel.load();
});

const COLUMNS = ["finalEquity", "maxDrawdown", "lowestShare", "maxDrawdownMoney"] as const;

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const job: fc.Arbitrary<ReferenceJob> = fc
  .record({
    method: fc.constantFrom<ReferenceJob["method"]>("shuffle", "bootstrap", "block", "skip"),
    seed: u32,
    trial: fc.constantFrom(0, 1, 4_294_967_295),
    added: fc.boolean(),
    profits: fc.array(fc.integer({ min: -300, max: 320 }), { minLength: 1, maxLength: 80 }),
    scale: fc.constantFrom(1, Math.PI, 0.01),
    probability: fc.constantFrom(0.001, 0.1, 0.5, 0.999),
  })
  .map(({ profits, scale, added, ...rest }) => ({
    ...rest,
    added,
    start: 1_000,
    units: profits.map((profit) => (added ? profit * scale : Math.max(0, 1 + (profit * scale) / 1_000))),
  }));

function take(given: ReferenceJob, from: number, to: number, single: boolean): PathColumns {
  const paths = new Paths(kernel, { ...given, units: Float64Array.from(given.units) }, single);
  try {
    return paths.take(from, to);
  } finally {
    paths.dispose();
  }
}

function expectSame(columns: PathColumns, expected: readonly ReferencePath[]): void {
  for (const name of COLUMNS) {
    expect([...columns[name]], name).toEqual(expected.map((path) => orZero(path[name])));
  }
}

/** -0 counts as 0. */
const orZero = (value: number) => (value === 0 ? 0 : value);

describe("paths", () => {
  it("are those of the slow form, one at a time and four, from any path on", () => {
    fc.assert(
      fc.property(
        job,
        fc.constantFrom(0, 1, 7, 1_000_000_000),
        fc.integer({ min: 1, max: 9 }),
        (given, from, count) => {
          const expected = Array.from({ length: count }, (_, k) => referencePath(given, from + k));
          expectSame(take(given, from, from + count, true), expected);
          expectSame(take(given, from, from + count, false), expected);
        },
      ),
      cases(300),
    );
  });

  it("leave the same equity on the way", () => {
    fc.assert(
      fc.property(job, fc.array(fc.integer({ min: 1, max: 79 }), { maxLength: 6 }), (given, wanted) => {
        const n = given.units.length;
        const marks = [...new Set([...wanted.filter((mark) => mark < n), n])].sort((a, b) => a - b);
        const paths = new Paths(kernel, { ...given, units: Float64Array.from(given.units) });
        const values = paths.equityAt(Float64Array.from(marks), 3, 9);
        paths.dispose();
        const expected = Array.from({ length: 6 }, (_, k) => {
          const { equity } = referencePath(given, 3 + k);
          return marks.map((mark) => equity[mark - 1]);
        });
        expect([...values]).toEqual(expected.flat());
      }),
      cases(100),
    );
  });

  it("of long runs are the same in all forms", () => {
    const units = Float64Array.from({ length: 3_001 }, (_, k) => 1 + (((k * 7_919) % 401) - 198) / 20_000);
    for (const method of ["shuffle", "bootstrap", "block", "skip"] as const) {
      for (const isAdded of [false, true]) {
        const source = { method, seed: 5, trial: 2, added: isAdded, start: 50, units, probability: 0.07 };
        const four = new Paths(kernel, source);
        const one = new Paths(kernel, source, true);
        const whole = four.take(0, 203);
        expect(one.take(0, 203)).toEqual(whole);
        // in three ranges that begin and end anywhere
        for (const [from, to] of [
          [0, 1],
          [1, 102],
          [102, 203],
        ] as const) {
          const part = four.take(from, to);
          for (const name of COLUMNS) expect([...part[name]]).toEqual([...whole[name].slice(from, to)]);
        }
        four.dispose();
        one.dispose();
      }
    }
  });

  it("give all their memory back", () => {
    const before = kernel.memory.used;
    take(
      { method: "shuffle", seed: 1, trial: 0, added: true, start: 1, units: [1, 2, 3], probability: 0 },
      0,
      10,
      false,
    );
    expect(kernel.memory.used).toBe(before);
  });
});

describe("methods", () => {
  it("shuffle keeps every trade", () => {
    fc.assert(
      fc.property(job, fc.nat(1_000), (given, path) => {
        const drawn = drawnUnits({ ...given, method: "shuffle" }, path);
        expect(drawn.sort((a, b) => a - b)).toEqual([...given.units].sort((a, b) => a - b));
      }),
      cases(100),
    );
  });

  it("shuffle keeps the end up to rounding, multiplied as well as added", () => {
    fc.assert(
      fc.property(job, (given) => {
        const own = account(given.units, given.added, given.start).finalEquity;
        for (const end of take({ ...given, method: "shuffle" }, 0, 8, false).finalEquity) {
          expect(Math.abs(end - own)).toBeLessThanOrEqual(1e-9 * Math.max(1_000, Math.abs(own)));
        }
      }),
      cases(100),
    );
  });

  it("skip with probability 0 is the run itself", () => {
    fc.assert(
      fc.property(job, (given) => {
        const own = account(given.units, given.added, given.start);
        expectSame(take({ ...given, method: "skip", probability: 0 }, 0, 5, false), new Array(5).fill(own));
      }),
      cases(100),
    );
  });

  it("block with blocks of one day is the bootstrap, on one stream", () => {
    fc.assert(
      fc.property(job, fc.nat(100), (given, path) => {
        const block = drawnUnits({ ...given, method: "block", probability: 1 }, path);
        expect(block).toEqual(drawnUnits({ ...given, method: "bootstrap", purpose: 18 }, path));
        expectSame(take({ ...given, method: "block", probability: 1 }, path, path + 1, false), [
          account(block, given.added, given.start),
        ]);
      }),
      cases(100),
    );
  });

  it("different seeds, trials, paths and methods share no stream", () => {
    const base: ReferenceJob = {
      method: "bootstrap",
      seed: 1,
      trial: 0,
      added: true,
      start: 0,
      units: Array.from({ length: 40 }, (_, k) => 2 ** k),
      probability: 1,
    };
    const ends = [
      ...take(base, 0, 40, false).finalEquity,
      ...take({ ...base, seed: 2 }, 0, 40, false).finalEquity,
      ...take({ ...base, trial: 1 }, 0, 40, false).finalEquity,
      ...take({ ...base, method: "block" }, 0, 40, false).finalEquity,
    ];
    expect(new Set(ends).size).toBe(160);
  });
});

describe("closed forms", () => {
  const units = Float64Array.from({ length: 200 }, (_, k) => ((k * 73) % 41) - 19.5);
  const n = units.length;
  const mean = units.reduce((sum, unit) => sum + unit, 0) / n;
  const variance = units.reduce((sum, unit) => sum + (unit - mean) ** 2, 0) / n;
  const PATHS = 20_000;
  const finals = (method: PathMethod, probability: number) => {
    const paths = new Paths(kernel, { method, seed: 3, trial: 0, added: true, start: 0, units, probability });
    const { finalEquity } = paths.take(0, PATHS);
    paths.dispose();
    const average = finalEquity.reduce((sum, end) => sum + end, 0) / PATHS;
    const spread = finalEquity.reduce((sum, end) => sum + (end - average) ** 2, 0) / PATHS;
    return { average, spread };
  };
  /** Five standard errors of a mean, and of a variance of nearly normal values. */
  const expectMoments = (found: { average: number; spread: number }, expected: { mean: number; variance: number }) => {
    expect(Math.abs(found.average - expected.mean)).toBeLessThan(5 * Math.sqrt(expected.variance / PATHS));
    expect(Math.abs(found.spread / expected.variance - 1)).toBeLessThan(5 * Math.sqrt(2 / PATHS));
  };

  it("bootstrap: mean n m, variance n s^2", () => {
    expectMoments(finals("bootstrap", 0), { mean: n * mean, variance: n * variance });
  });

  it("skip: mean (1 - p) n m, variance p (1 - p) sum of squares", () => {
    const squares = units.reduce((sum, unit) => sum + unit * unit, 0);
    expectMoments(finals("skip", 0.3), { mean: 0.7 * n * mean, variance: 0.21 * squares });
  });

  it("block: mean n m, variance by Politis and Romano's circular autocovariances", () => {
    const p = 0.2;
    const covariance = (lag: number) =>
      units.reduce((sum, unit, k) => sum + (unit - mean) * ((units[(k + lag) % n] as number) - mean), 0) / n;
    let expected = n * covariance(0);
    for (let lag = 1; lag < n; lag++) expected += 2 * (n - lag) * (1 - p) ** lag * covariance(lag);
    expectMoments(finals("block", p), { mean: n * mean, variance: expected });
  });

  it("shuffle: every trade is as often the first as any other", () => {
    const few = [1, 2, 4, 8, 16];
    const firsts = new Map<number, number>();
    for (let path = 0; path < 5_000; path++) {
      const given = {
        method: "shuffle",
        seed: 9,
        trial: 0,
        added: true,
        start: 0,
        units: few,
        probability: 0,
      } as const;
      const [first] = drawnUnits(given, path) as [number];
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    // chi squared, 4 degrees of freedom, 0.1 %
    const chi = [...firsts.values()].reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
    expect(firsts.size).toBe(5);
    expect(chi).toBeLessThan(18.5);
  });
});

describe("random entries", () => {
  const draw = fc.record({
    bars: fc.integer({ min: 2, max: 60 }),
    added: fc.boolean(),
    seed: u32,
    positions: fc.array(
      fc.record({
        long: fc.boolean(),
        parts: fc.array(fc.record({ held: fc.nat(6), inside: fc.boolean() }), { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  });

  it("are those of the slow form; positions keep their length, and follow one another", () => {
    fc.assert(
      fc.property(draw, ({ bars, added: isAdded, seed, positions }) => {
        const longest = positions.map(({ parts }) => Math.max(...parts.map(({ held }) => held)));
        const n = bars + longest.reduce((sum, held) => sum + held, 0);
        const parts = positions.flatMap(({ long, parts: own }) => own.map((part) => ({ ...part, long })));
        const first = [0];
        for (const { parts: own } of positions) first.push((first.at(-1) as number) + own.length);
        const entries = {
          weight: parts.map(({ long }, k) => (long ? 1 : -1) * (0.5 + k / 10)),
          cost: parts.map((_, k) => 0.001 + k / 10_000),
          held: parts.map(({ held }) => held),
          inside: parts.map(({ inside }) => Number(inside)),
          first,
          price: Array.from({ length: n }, (_, i) => 100 + ((i * 37) % 23)),
          close: Array.from({ length: n }, (_, i) => 101 + ((i * 41) % 19)),
        };
        const columns = Object.fromEntries(
          Object.entries(entries).map(([name, values]) => [name, Float64Array.from(values)]),
        ) as never;
        const units = new Float64Array(parts.length);
        const paths = new Paths(kernel, {
          method: "null",
          seed,
          trial: 3,
          added: isAdded,
          start: 500,
          units,
          entries: columns,
        });
        const found = paths.take(2, 8);
        paths.dispose();
        const expected = Array.from({ length: 6 }, (_, k) => {
          const path = randomEntryUnits(entries, { seed, trial: 3, added: isAdded }, 2 + k, (x) => kernel.call.log(x));
          let end = 0;
          for (const [from, to] of path.spans) {
            expect(from).toBeGreaterThanOrEqual(end);
            end = to;
          }
          expect(end).toBeLessThan(n);
          return account(path.units, isAdded, 500);
        });
        expectSame(found, expected);
      }),
      cases(200),
    );
  });
});
