import { beforeAll, describe, expect, it } from "vitest";
import { CHUNK, OP_ATR, OP_BOLLINGER, OP_MACD, OP_SIDE_BY_SIDE } from "../../dist/layout.js";
import { Engine } from "../../src/kernel/engine.js";
import { fuse } from "../../src/kernel/fuse.js";
import type { GraphNode, Handle } from "../../src/kernel/node.js";
import { context } from "../../src/strategies/context.js";
import { evaluated, expectSameBits, randoms, rawBars } from "./columns.js";

/**
 * RSI, ATR, Bollinger bands and MACD: bar by bar (the careful form alone), in long ranges, whole chunks in halves, and three of them in one
 * pass: the same bits.
 */

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.load();
});

const LENGTH = 2 * CHUNK + 2_100;
/** Where the second half of the second chunk begins: the first chunk is still in its warm-up. */
const MIDDLE = CHUNK + CHUNK / 2;
const { close, rsi, atr, bollinger, macd } = context;

type Prices = Record<"high" | "low" | "close", Float64Array>;

/** Ranges about a walk, in whole ticks where `tick` is given. */
function walk(seed: number, { step = 1, tick = 0, level = 100 } = {}): Prices {
  const random = randoms(seed);
  let price = level;
  const round = (x: number) => (tick > 0 ? Math.round(x / tick) * tick : x);
  const prices = { high: new Float64Array(LENGTH), low: new Float64Array(LENGTH), close: new Float64Array(LENGTH) };
  for (let i = 0; i < LENGTH; i++) {
    price = round(price + step * (random() - 0.5));
    prices.close[i] = price;
    prices.high[i] = round(price + step * random());
    prices.low[i] = round(price - step * random());
  }
  return prices;
}

function changed(prices: Prices, name: keyof Prices, changes: Readonly<Record<number, number>>): Prices {
  for (const [i, value] of Object.entries(changes)) prices[name][Number(i)] = value;
  return prices;
}

/** Stands still from bar `from` on for so many bars. */
function still(prices: Prices, from: number, bars: number): Prices {
  for (const column of Object.values(prices)) column.fill(column[from] as number, from, from + bars);
  return prices;
}

/** Up and down by much, so that no window of two closes is nearly flat. */
function zigzag(seed: number): Prices {
  const prices = walk(seed);
  return { ...prices, close: prices.close.map((price, i) => price + (i % 2 === 0 ? 50 : -50)) };
}

/** The close of one bar once more at another, a little above the one before it. */
function again(prices: Prices, bar: number, later: number): Prices {
  const close = prices.close[bar] as number;
  return changed(prices, "close", { [later - 1]: close - 0.1, [later]: close });
}

const { NaN: none, POSITIVE_INFINITY: infinity } = Number;

const MARKETS: Record<string, Prices> = {
  "a walk": walk(1),
  "whole ticks, with runs of equal closes": walk(2, { step: 0.02, tick: 0.01 }),
  "a price that never moves": still(walk(3), 0, LENGTH),
  "stretches that stand still": still(still(walk(4), 700, 19), 1_500, 400),
  "a jump that the bands' squares forget": changed(walk(5), "close", { 1200: 1e9 }),
  "closes that are none": changed(walk(6), "close", { 5: none, 600: none, 1023: none, 1024: none, [CHUNK]: none }),
  "highs that are none": changed(walk(7), "high", { 900: none, 3001: none }),
  "lows that are none": changed(walk(8), "low", { 0: none, 2047: none }),
  "infinite closes": changed(walk(9), "close", { 800: infinity, 2500: -infinity }),
  "infinite highs": changed(walk(10), "high", { 1100: infinity }),
  "a price that stands still where the halves meet": still(walk(13), MIDDLE - 3_000, 6_000),
  "a price that jumps where the halves meet": changed(walk(14), "close", { [MIDDLE - 1]: 1e9, [MIDDLE]: 1e-9 }),
  "closes that are none in the second half": changed(walk(15), "close", { [MIDDLE]: none, [MIDDLE + 5_000]: none }),
  "highs that are none before the second half": changed(walk(16), "high", { [MIDDLE - 200]: none }),
  "infinite closes in the first half": changed(walk(17), "close", { [MIDDLE - 5_000]: infinity }),
  "a close as it was a block before": again(zigzag(18), 2_049, 3_072),
  "a close as it was half a chunk before": again(zigzag(19), CHUNK + 2_049, MIDDLE + 2_048),
  "tiny prices": walk(11, { step: 1e-310, level: 1e-309 }),
  "about zero, of either sign": walk(12, { level: 0 }),
};

const handlesOf = (period: number): Record<string, Handle> => {
  const bands = bollinger(close, period, 2);
  const fromMeans = macd(close, period, 2 * period, 9);
  const fromFirst = macd(close, 26, 12, period, "first");
  return { rsi: rsi(close, period), atr: atr(period), ...bands, ...fromMeans, first: fromFirst.signal };
};

describe.each([1, 2, 14, 1_500])("with a window of %i", (period) => {
  const handles = handlesOf(period);
  const bar = Array.from({ length: LENGTH }, (_, i) => i);

  it.each(Object.entries(MARKETS))("on %s", (_, prices) => {
    const bars = rawBars(prices);
    const careful = evaluated(engine, bars, Object.values(handles), { whole: true, cuts: bar });
    for (const whole of [true, false]) {
      for (const cuts of [[], [1, 1_500, 1_501, 1_800, 4_097]]) {
        const columns = evaluated(engine, bars, Object.values(handles), { whole, cuts });
        Object.keys(handles).forEach((name, k) => {
          expectSameBits(columns[k] as Float64Array, careful[k] as Float64Array, `${name}, cut at ${cuts.join(" ")}`);
        });
      }
    }
    Object.entries(handles).forEach(([name, handle], k) => {
      const [alone] = evaluated(engine, bars, [handle], { whole: false });
      expectSameBits(alone as Float64Array, careful[k] as Float64Array, `${name} alone`);
    });
  });
});

describe("RSI, ATR and MACD go together", () => {
  const opsOf = (handles: readonly Handle[]) => fuse(handles.map(({ node }) => node as GraphNode)).map(({ op }) => op);
  const line = macd(close, 12, 26, 9).macd;

  it("before everything else, if all three are there", () => {
    const bands = bollinger(close, 20, 2).upper;
    expect(opsOf([bands, atr(14), line, rsi(close, 14)])).toEqual([OP_SIDE_BY_SIDE, OP_ATR, OP_MACD, OP_BOLLINGER]);
    expect(opsOf([atr(14), line])).toEqual([OP_ATR, OP_MACD]);
  });

  it("not where one of them is of another column", () => {
    expect(opsOf([rsi(context.open, 14), atr(14), line])).toHaveLength(3);
    expect(opsOf([rsi(context.open, 14), atr(14), line])).not.toContain(OP_SIDE_BY_SIDE);
    expect(opsOf([rsi(close, 14), atr(14), macd(rsi(close, 14), 12, 26, 9).macd])).not.toContain(OP_SIDE_BY_SIDE);
  });
});
