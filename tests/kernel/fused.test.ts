import { beforeAll, describe, expect, it } from "vitest";
import { CHUNK, OP_CROSSES_ABOVE, OP_CROSSES_BELOW, OP_EMA_CROSS, OP_EMA_PAIR } from "../../dist/layout.js";
import { Engine } from "../../src/kernel/engine.js";
import { fuse } from "../../src/kernel/fuse.js";
import { type GraphNode, type Handle, operate } from "../../src/kernel/node.js";
import { context, type Series } from "../../src/strategies/context.js";
import { evaluated, expectSameBits, randoms, rawBars } from "./columns.js";

/**
 * Instructions that stand for several nodes give the bits of the single ones: exponential averages in pairs, and such a pair with both of
 * its crossings, long ranges of it four quarters at a time.
 */

const { ema, rma, close } = context;

/** Beyond three chunks: the crossings' quarters work on whole chunks after the first. */
const LENGTH = 3 * CHUNK + 77;

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.load();
});

interface Pair {
  first: Series;
  second: Series;
}

/** Of a slower average up to period 44 or so the guess fades within a third of a quarter; beyond, the quarters are not tried. */
const pairs: Record<string, Pair> = {
  "ema 12, 26": { first: ema(close, 12), second: ema(close, 26) },
  "ema 26, 12": { first: ema(close, 26), second: ema(close, 12) },
  "ema 1, 2": { first: ema(close, 1), second: ema(close, 2) },
  "ema 2, 1": { first: ema(close, 2), second: ema(close, 1) },
  "ema 3, 44": { first: ema(close, 3), second: ema(close, 44) },
  "ema 3, 45": { first: ema(close, 3), second: ema(close, 45) },
  "ema 3, 55": { first: ema(close, 3), second: ema(close, 55) },
  "ema 3, 56": { first: ema(close, 3), second: ema(close, 56) },
  "ema 50, 5000, fading too slowly": { first: ema(close, 50), second: ema(close, 5_000) },
  "ema 12, 20000, beyond a chunk": { first: ema(close, 12), second: ema(close, 20_000) },
  "ema 12, 26 from the first value": { first: ema(close, 12, "first"), second: ema(close, 26, "first") },
  "rma 14, ema 9": { first: rma(close, 14), second: ema(close, 9) },
  "rma 7, ema 13, of one smoothing": { first: rma(close, 7), second: ema(close, 13) },
};

const column = (value: (i: number, random: () => number) => number, seed = 7) => {
  const random = randoms(seed);
  return Float64Array.from({ length: LENGTH }, (_, i) => value(i, random));
};

function walk(step: number, seed: number): Float64Array {
  let price = 100;
  return column((_, random) => (price += step * (random() - 0.5)), seed);
}

/** Stands still for up to 6,000 bars at a time: averages that come from above and from below stop in different places. */
function staircase(seed: number, rise: (random: () => number) => number): Float64Array {
  let price = 100;
  let left = 0;
  return column((_, random) => {
    if (left-- <= 0) {
      left = Math.floor(6_000 * random());
      price += rise(random);
    }
    return price;
  }, seed);
}

function spoilt(values: Float64Array, bars: readonly number[], value = Number.NaN): Float64Array {
  for (const i of bars) values[i] = value;
  return values;
}

const QUARTER = CHUNK / 4;
const moving: Record<string, Float64Array> = {
  "a walk": walk(1, 1),
  "whole numbers, with ties": column((_, random) => 50 + Math.floor(4 * random())),
  "a constant": column(() => 1234.56),
  "a constant after a walk": walk(1, 2).fill(98.7, CHUNK + QUARTER + 100),
  zeros: column(() => 0),
  "negative zeros": column(() => -0),
  "tiny numbers": column((_, random) => 1e-310 * random()),
  "NaN in the warm-up": spoilt(walk(1, 6), [0, 3, 20, 30]),
  "NaN in the quarters": spoilt(walk(1, 8), [CHUNK + 10, CHUNK + QUARTER - 1, CHUNK + 2 * QUARTER, 2 * CHUNK + 5_000]),
  "NaN at the ends of chunks": spoilt(walk(1, 9), [CHUNK - 1, CHUNK, 2 * CHUNK - 1, 3 * CHUNK - 1, LENGTH - 1]),
  "a stretch of NaN": walk(1, 10).fill(Number.NaN, CHUNK + 1_000, 2 * CHUNK + 100),
  "NaN alone": column(() => Number.NaN),
};

/** In these the guesses of the quarters do not fade. */
const standing: Record<string, Float64Array> = {
  "rising stairs": staircase(3, (random) => random()),
  "falling stairs": staircase(4, (random) => -random()),
  "stairs up and down": staircase(5, (random) => random() - 0.5),
  "one step a quarter": column((i) => 100 + 0.1 * Math.floor(i / QUARTER)),
  "a tick up now and then": column((i) => 0.1 * (1_000 + Math.floor(i / 2_500))),
};

/** What a division by 0 leaves: an average of one bar loses it again, by way of a NaN. */
const infinite = spoilt(walk(1, 11), [CHUNK + 9_000], Number.POSITIVE_INFINITY);

const graph = ({ first, second }: Pair) => ({
  first,
  second,
  above: context.crossesAbove(first, second),
  below: context.crossesBelow(first, second),
});

/** Each handle by itself: what it reads has been computed and kept before, so that nothing is put together. */
function alone(values: Float64Array, handles: readonly Handle[]): Float64Array[] {
  const bars = rawBars({ close: values });
  const columns = handles.map((handle) => engine.evaluate(bars, [handle])[0] as Float64Array);
  engine.forget(bars);
  return columns;
}

/** Together and alone the same, in whole columns and in windows, in one go and cut up. */
function compareWays(pair: Pair, values: Float64Array): void {
  const { first, second, above, below } = graph(pair);
  const averages = [first, second];
  const crossings = [above, below];
  const single = alone(values, [...averages, ...crossings]) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const [firstAlone, secondAlone, aboveAlone, belowAlone] = single;
  const bars = rawBars({ close: values });
  const same = (columns: readonly ArrayLike<number>[], expected: readonly Float64Array[], how: string) =>
    columns.forEach((column, k) => {
      expectSameBits(column, expected[k] as Float64Array, `${how}, output ${k}`);
    });
  same(evaluated(engine, bars, averages, { whole: true }), [firstAlone, secondAlone], "pair");
  same(evaluated(engine, bars, [...averages, ...crossings], { whole: true }), single, "crossings");
  same(evaluated(engine, bars, [...averages, ...crossings], { whole: false }), single, "crossings in a window");
  same(evaluated(engine, bars, crossings, { whole: false }), [aboveAlone, belowAlone], "crossings, averages unread");
  same(evaluated(engine, bars, [above], { whole: false }), [aboveAlone], "one crossing");
  const cuts = [1, 25, 26, 27, CHUNK + 1, CHUNK + 300, 2 * CHUNK + 16];
  same(evaluated(engine, bars, crossings, { whole: false, cuts }), [aboveAlone, belowAlone], "cut up");
}

describe.each(Object.entries(pairs))("%s", (_, pair) => {
  it.each(Object.entries(moving))("on %s", (_, values) => compareWays(pair, values));
});

// Once flags that `quarters` had set before it gave up were left standing: crossings appeared that were none.
// The smallest case: two chunks at 100 and a step of 0.1 with each quarter, ema 26 under ema 12 at bar 20480.
it("where the guesses of the quarters do not meet, no flag of theirs stays behind", () => {
  for (const pair of Object.values(pairs)) {
    for (const values of Object.values(standing)) compareWays(pair, values);
  }
});

// Once only the first of the last values was tested for NaN: the second average never recovered.
it("an infinity in the input leaves a pair as it leaves single averages", () => {
  for (const pair of Object.values(pairs)) compareWays(pair, infinite);
});

describe("what is put together", () => {
  const opsOf = (handles: readonly Handle[]) => fuse(handles.map(({ node }) => node as GraphNode)).map(({ op }) => op);
  const { first, second, above, below } = graph(pairs["ema 12, 26"] as Pair);

  it("is a pair of averages of one input, with both crossings if they are there", () => {
    expect(opsOf([first, second])).toEqual([OP_EMA_PAIR]);
    expect(opsOf([first, second, above, below])).toEqual([OP_EMA_CROSS]);
    expect(opsOf([first, second, below, above])).toEqual([OP_EMA_CROSS]);
    expect(opsOf([first, second, below])).toEqual([OP_EMA_PAIR, OP_CROSSES_BELOW]);
  });

  it("is nothing where the inputs, the starts or the order of a crossing differ", () => {
    expect(opsOf([first, ema(context.open, 26)])).toHaveLength(2);
    expect(opsOf([first, ema(close, 26, "first")])).toHaveLength(2);
    const turned = operate({ name: "crossesAbove", op: OP_CROSSES_ABOVE, kind: "flags", inputs: [second, first] })[0];
    expect(opsOf([first, second, turned as Handle])).toEqual([OP_EMA_PAIR, OP_CROSSES_ABOVE]);
  });

  it("keeps the order of dependencies, whatever else stands between", () => {
    const slow = ema(first, 9);
    const slower = ema(first, 30);
    const plan = fuse([first, slow, second, above, slower, below].map(({ node }) => node as GraphNode));
    const place = new Map(plan.flatMap(({ nodes }, k) => nodes.map((node) => [node.key, k] as const)));
    for (const [k, { nodes }] of plan.entries()) {
      for (const input of nodes.flatMap((node) => node.inputs)) {
        const before = place.get(input?.node.key ?? "");
        if (before === undefined) continue;
        expect(before < k || nodes.some((node) => node.key === input?.node.key)).toBe(true);
      }
    }
  });
});
