import { beforeAll, describe, expect, it } from "vitest";
import { CHUNK, OP_CROSS_SIGNALS, OP_PACK } from "../../dist/layout.js";
import type { Bars } from "../../src/contracts/bars.js";
import { Dataset } from "../../src/kernel/dataset.js";
import { Engine } from "../../src/kernel/engine.js";
import { crossSignals } from "../../src/kernel/fuse.js";
import { type GraphNode, type Handle, operate } from "../../src/kernel/node.js";
import { Program } from "../../src/kernel/program.js";
import { context, type Series } from "../../src/strategies/context.js";
import { evaluated, expectSameBits, randoms, rawBars } from "./columns.js";

/** Both crossings of two columns that are there already, straight into signals: the bits of the comparisons and of what packs them. */

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.load();
});

const LENGTH = CHUNK + 1_003;
const { close, open, ema, sma, highest, rsi, crossesAbove, crossesBelow } = context;

/** Closes that walk in whole ticks, so that averages and extremes meet exactly now and then. */
function walk(seed: number, tick: number, holes: readonly number[] = []): Bars {
  const random = randoms(seed);
  const column = Float64Array.from({ length: LENGTH }, () => 100);
  let price = 100;
  for (let i = 0; i < LENGTH; i++) {
    price = Math.max(tick, price + tick * (Math.floor(random() * 3) - 1));
    column[i] = price;
  }
  const shifted = column.map((value, i) => (i % 7 < 3 ? value : (column[Math.max(0, i - 1)] as number)));
  for (const hole of holes) column[hole] = Number.NaN;
  return rawBars({ open: shifted, high: column, low: column, close: column });
}

const MARKETS: Record<string, Bars> = {
  "whole ticks": walk(1, 1),
  "halves, which are exact": walk(2, 0.5),
  cents: walk(3, 0.01),
  "closes that are none": walk(4, 1, [0, 5, 31, 32, 4_000, 4_001, CHUNK - 1, CHUNK]),
};

const PAIRS: Record<string, readonly [Series, Series]> = {
  "two exponential averages": [ema(close, 3), ema(close, 9)],
  "an average with itself": [ema(close, 5), ema(close, 5)],
  "close and open, often equal": [close, open],
  "simple averages": [sma(close, 2), sma(close, 4)],
  "close and its highest": [close, highest(close, 4)],
};

const packed = (a: Series, b: Series): Handle => {
  const [up, down] = [crossesAbove(a, b), crossesBelow(a, b)];
  return operate({ name: "pack", op: OP_PACK, kind: "flags", inputs: [up, down, down, up] })[0] as Handle;
};

describe.each(Object.entries(PAIRS))("%s", (_, [a, b]) => {
  it.each(Object.entries(MARKETS))("on %s", (_, bars) => {
    const signals = packed(a, b);
    const [expected] = evaluated(engine, bars, [signals], { whole: true });
    for (const slice of [CHUNK, 16, 37, 1]) {
      const dataset = new Dataset(engine.kernel, bars);
      const columns = new Program(engine.kernel, dataset, [a, b], true);
      for (let from = 0; from < LENGTH; from += CHUNK) columns.evaluate(from, Math.min(from + CHUNK, LENGTH));
      columns.finish();
      const program = new Program(engine.kernel, dataset, [signals], true);
      for (let from = 0; from < LENGTH; from += slice) program.evaluate(from, Math.min(from + slice, LENGTH));
      const actual = engine.kernel.flags(program.column(signals)).slice();
      program.finish();
      dataset.dispose();
      expectSameBits(actual, expected as Uint8Array, `in slices of ${slice}`);
    }
  });
});

describe("one node in place of three", () => {
  const plan = (a: Series, b: Series) => {
    const signals = packed(a, b);
    const last = signals.node as GraphNode;
    const nodes = [...last.inputs.slice(0, 2).map((input) => input?.node as GraphNode), last];
    return crossSignals(nodes, [signals]).map(({ op }) => op);
  };

  it("of prices and what is made of them alone", () => {
    expect(plan(ema(close, 3), sma(ema(open, 2), 9))).toEqual([OP_CROSS_SIGNALS]);
    expect(plan(close, open)).toEqual([OP_CROSS_SIGNALS]);
  });

  it("not of others, which can be -0 or infinite", () => {
    expect(plan(rsi(close, 3), rsi(close, 9))).toHaveLength(3);
    expect(plan(close, context.volume as Series)).toHaveLength(3);
  });
});
