import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Timeframe } from "../../src/contracts/bars.js";
import { VaranusError } from "../../src/contracts/errors.js";
import { atClose } from "../../src/market/at-close.js";
import { createBars } from "../../src/market/bars.js";
import { FLOW_NAMES, tradeBars } from "../../src/market/trade-bars.js";
import type { Trades } from "../../src/market/trades.js";
import { readTrades } from "../../src/sources/trades-csv.js";
import { cases } from "../property/settings.js";
import { errorOf, quietSeries } from "../support/series.js";
import { describeShared } from "../support/shared.js";

/** Trades as bars with their flow, and recorded columns as the bars' closes know them. */

const MINUTE = 60_000;
const START = Date.UTC(2024, 1, 29, 23, 58);

type Trade = readonly [ms: number, price: number, amount: number, side: "buy" | "sell"];

const tradesOf = (rows: readonly Trade[]): Trades => ({
  length: rows.length,
  timestamp: Float64Array.from(rows, ([ms]) => START + ms),
  price: Float64Array.from(rows, ([, price]) => price),
  amount: Float64Array.from(rows, ([, , amount]) => amount),
  buy: Uint8Array.from(rows, ([, , , side]) => (side === "buy" ? 1 : 0)),
});

const ROWS: Trade[] = [
  [500, 10, 1, "buy"],
  [500, 12, 2, "sell"],
  [59_999, 9, 4, "buy"],
  // on the edge: the next bar's; then a minute without a trade
  [60_000, 11, 8, "sell"],
  [185_000, 13, 16, "buy"],
];

describe("bars of trades", () => {
  it("have prices, volumes and flow of the trades that fall into them", () => {
    const { bars, columns } = tradeBars(tradesOf(ROWS), "1m", { symbol: "X" });
    expect([bars.symbol, bars.timeframe, bars.length]).toEqual(["X", "1m", 3]);
    const row = (i: number) => [bars.open, bars.high, bars.low, bars.close, bars.volume].map((column) => column[i]);
    const flow = (i: number) => FLOW_NAMES.map((name) => columns[name][i]);
    expect([...bars.timestamp]).toEqual([START, START + MINUTE, START + 3 * MINUTE]);
    expect([row(0), flow(0)]).toEqual([
      [10, 12, 9, 9, 7],
      [5, 2, 2, 1, 4],
    ]);
    expect([row(1), flow(1)]).toEqual([
      [11, 11, 11, 11, 8],
      [0, 8, 0, 1, 8],
    ]);
    expect(bars.quality.missing).toBe(1);
  });

  it.each([
    ["1h", Date.UTC(2024, 1, 29, 23)],
    // day 19,782 since 1970, a multiple of 3
    ["3d", Date.UTC(2024, 1, 29)],
    ["1w", Date.UTC(2024, 1, 26)],
    ["1M", Date.UTC(2024, 1, 1)],
  ] as [Timeframe, number][])("of %s open on their grid", (timeframe, open) => {
    const { bars } = tradeBars(tradesOf(ROWS.slice(0, 3)), timeframe);
    expect([...bars.timestamp]).toEqual([open]);
  });

  it("refuse trades that go back in time, and no trades", async () => {
    const back = tradesOf([...ROWS, [0, 1, 1, "buy"]]);
    expect(await errorOf(() => tradeBars(back, "1m"))).toMatchObject({ code: "data", path: "TRADES: trade 5" });
    expect(await errorOf(() => tradeBars(tradesOf([]), "1m"))).toMatchObject({ code: "data" });
  });
});

describeShared("bars of recorded trades", (shared) => {
  it.each([
    ["BTCUSDT_usdm_2024-08-08.csv.gz", "1m", MINUTE],
    ["XRPETH_2019-10.csv.gz", "1h", 60 * MINUTE],
  ] as [string, Timeframe, number][])(
    "%s in %s are those of each bar's trades, filtered",
    async (file, timeframe, ms) => {
      const trades = await readTrades(new Uint8Array(readFileSync(join(shared, "data/trades", file))), { file });
      const { bars, columns } = tradeBars(trades, timeframe);
      const all = Array.from(trades.timestamp.keys());
      let counted = 0;
      for (let i = 0; i < bars.length; i++) {
        const open = bars.timestamp[i] as number;
        const own = all.filter((k) => Math.floor((trades.timestamp[k] as number) / ms) * ms === open);
        const prices = own.map((k) => trades.price[k] as number);
        const sides = (buy: number) => own.filter((k) => trades.buy[k] === buy).map((k) => trades.amount[k] as number);
        const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
        counted += own.length;
        expect([bars.open[i], bars.close[i]]).toEqual([prices[0], prices.at(-1)]);
        expect([bars.high[i], bars.low[i]]).toEqual([Math.max(...prices), Math.min(...prices)]);
        const flow = FLOW_NAMES.map((name) => columns[name][i]);
        const [bought, sold] = [sides(1), sides(0)];
        const largest = Math.max(...bought, ...sold);
        expect(flow).toEqual([sum(bought), sum(sold), bought.length, sold.length, largest]);
        expect(bars.volume[i]).toBe(sum(bought) + sum(sold));
      }
      expect(counted).toBe(trades.length);
    },
  );
});

describe("recorded columns at the bars' closes", () => {
  const bars = createBars({ ...quietSeries(4, MINUTE, START), timeframe: "1m" });

  it("are the last that are stamped at the bar's end or before", () => {
    const timestamp = Float64Array.of(START + MINUTE + 1, START + 2 * MINUTE, START + 2 * MINUTE, START + 9 * MINUTE);
    const { x } = atClose(bars, { timestamp, columns: { x: Float64Array.of(1, 2, 3, 4) } });
    expect([...(x as Float64Array)]).toEqual([Number.NaN, 3, 3, 3]);
  });

  it("are none where they are too old", () => {
    const recorded = { timestamp: Float64Array.of(START), columns: { x: Float64Array.of(1) } };
    const { x } = atClose(bars, recorded, 2 * MINUTE);
    expect([...(x as Float64Array)]).toEqual([1, 1, Number.NaN, Number.NaN]);
  });

  it.each([
    ["stamps that fall", Float64Array.of(START + 2, START), 2, /^timestamp\.1: .*sort/],
    ["a stamp that is no number", Float64Array.of(START, Number.NaN), 2, /^timestamp\.1: /],
    ["too few values", Float64Array.of(START, START + 1), 1, /^columns\.x: it has 1 values, and there are 2 stamps/],
  ])("refuse %s in words", async (_, timestamp, values, words) => {
    const error = await errorOf(() => atClose(bars, { timestamp, columns: { x: new Float64Array(values) } }));
    expect(error).toBeInstanceOf(VaranusError);
    expect((error as VaranusError).line).toMatch(words);
  });

  it("never know what comes later", () => {
    const stamps = fc.array(fc.integer({ min: -2 * MINUTE, max: 6 * MINUTE }), { maxLength: 12 });
    fc.assert(
      fc.property(stamps, (offsets) => {
        const timestamp = Float64Array.from(offsets, (ms) => START + ms).sort();
        const { at } = atClose(bars, { timestamp, columns: { at: timestamp } });
        for (let i = 0; i < bars.length; i++) {
          const known = timestamp.filter((stamp) => stamp <= (bars.timestamp[i] as number) + MINUTE);
          expect(at?.[i]).toBe(known.at(-1) ?? Number.NaN);
        }
      }),
      cases(60),
    );
  });
});
