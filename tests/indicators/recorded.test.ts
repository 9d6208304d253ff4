import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { atClose, type Bars, load, readBookSnapshots, readTrades, tradeBars, type Varanus } from "../../src/index.js";
import { recordedColumns } from "../support/recorded.js";
import { describeShared } from "../support/shared.js";

/** Indicators over recorded columns: real trades and a real book, and bars of which nothing is known. */

let v: Varanus;

beforeAll(async () => {
  v = await load();
});

describeShared("a recorded session of trades and book", (shared) => {
  const read = (path: string) => new Uint8Array(readFileSync(join(shared, "data", path)));
  const session = "BTCUSDT_usdm_2024-08-08";

  async function recorded() {
    const trades = await readTrades(read(`trades/${session}.csv.gz`));
    const { bars, columns } = tradeBars(trades, "1m", { symbol: "BTCUSDT" });
    const book = await readBookSnapshots(read(`orderbook/${session}_book-top10_1s.csv.gz`));
    return { trades, bars, book, columns: { ...columns, ...atClose(bars, book) } };
  }

  it("has a cumulative delta that ends at what was bought less what was sold", async () => {
    const { trades, bars, columns } = await recorded();
    const signed = trades.amount.reduce((sum, amount, k) => sum + (trades.buy[k] === 1 ? amount : -amount), 0);
    const { delta } = v.indicator("cumulative-volume-delta", bars, {}, "close", "open", columns);
    expect(delta?.at(-1)).toBeCloseTo(signed, 8);
    const flow = v.indicator("trade-flow", bars, { period: bars.length }, "close", "open", columns);
    expect(flow["tradeFlow"]?.at(-1)).toBeCloseTo(signed, 8);
  });

  it("has the book of each bar's end: numbers worked out from the file's own row", async () => {
    const { bars, book, columns } = await recorded();
    const names = ["order-imbalance", "depth-imbalance", "book-pressure", "spread", "large-orders", "liquidity"];
    const requests = names.map((name) => ({ name, columns }));
    const values = v.indicators(bars, requests);
    // the first whole minute
    const i = 1;
    const row = book.timestamp.indexOf((bars.timestamp[i] as number) + 60_000);
    const at = (name: string, k: number) => book.columns[`${name}${k}`]?.[row] as number;
    const sum = (name: string, n: number) =>
      Array.from({ length: n }, (_, k) => at(name, k + 1)).reduce((a, b) => a + b);
    const [bid, ask] = [sum("bidSize", 5), sum("askSize", 5)];
    expect(values[1]?.["imbalance"]?.[i]).toBeCloseTo((bid - ask) / (bid + ask), 12);
    const [best, offer] = [at("bidPrice", 1), at("askPrice", 1)];
    expect(values[3]?.["spread"]?.[i]).toBe(offer - best);
    // in units of the spread the pressure is half the imbalance
    const pressure = ((values[2]?.["microPrice"]?.[i] as number) - (best + offer) / 2) / (offer - best);
    expect(pressure).toBeCloseTo((values[0]?.["imbalance"]?.[i] as number) / 2, 6);
    for (const { bidShare, askShare } of [values[4] ?? {}]) {
      for (const share of [bidShare?.[i], askShare?.[i]]) expect(share).toBeGreaterThanOrEqual(0);
    }
    // ten levels lie within 10 basis points of the middle here
    const worth = Array.from({ length: 10 }, (_, k) => at("bidPrice", k + 1) * at("bidSize", k + 1));
    expect(values[5]?.["bidLiquidity"]?.[i]).toBeCloseTo(worth.reduce((a, b) => a + b) as number, 6);
  });
});

describe("bars of which nothing is recorded", () => {
  const HOLE = 500;

  const withHole = (bars: Bars) =>
    Object.fromEntries(
      Object.entries(recordedColumns(bars)).map(([name, column]) => [
        name,
        column.map((value, i) => (i === HOLE ? Number.NaN : value)),
      ]),
    );

  it.each([
    ["trade-flow", 20],
    ["trades-imbalance", 20],
    ["trades-pressure", 20],
    ["order-flow-imbalance", 11],
    ["spread", 1],
    ["order-imbalance", 1],
    ["depth-imbalance", 1],
    ["large-orders", 1],
    ["liquidity", 1],
  ])("%s has no value on them, and %i bars later is what it is without what came before", (name, wait) => {
    const bars = v.sample({ seed: 92, bars: 1_200 });
    const values = v.indicator(name, bars, {}, "close", "open", withHole(bars));
    const whole = v.indicator(name, bars, {}, "close", "open", recordedColumns(bars));
    const smoothed = name === "trades-pressure";
    for (const [output, column] of Object.entries(values)) {
      expect([...column.subarray(HOLE, HOLE + wait)].every(Number.isNaN)).toBe(true);
      const before = whole[output] as Float64Array;
      expect(column.subarray(0, HOLE)).toEqual(before.subarray(0, HOLE));
      for (let i = HOLE + wait; i < bars.length; i++) {
        const expected = before[i] as number;
        if (smoothed || Number.isNaN(expected)) expect(Number.isNaN(column[i])).toBe(Number.isNaN(expected));
        else
          expect(Math.abs((column[i] as number) - expected)).toBeLessThanOrEqual(
            1e-8 * Math.max(1, Math.abs(expected)),
          );
      }
    }
  });

  it("a cumulative delta starts anew after them", () => {
    const bars = v.sample({ seed: 92, bars: 1_200 });
    const columns = withHole(bars);
    const { delta } = v.indicator("cumulative-volume-delta", bars, {}, "close", "open", columns) as {
      delta: Float64Array;
    };
    expect(delta[HOLE]).toBe(Number.NaN);
    const [bought, sold] = ["buyVolume", "sellVolume"].map((name) => columns[name]?.[HOLE + 1] as number);
    expect(delta[HOLE + 1]).toBe((bought as number) - (sold as number));
  });
});
