import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BookSequence } from "../../src/market/book-events.js";
import { bookSnapshots } from "../../src/market/book-snapshots.js";
import { OrderBook } from "../../src/market/order-book.js";
import { parseBookEvents, readBookEvents } from "../../src/sources/book-events.js";
import { parseBookSnapshots, readBookSnapshots } from "../../src/sources/book-snapshots-csv.js";
import { parseTrades, readTrades } from "../../src/sources/trades-csv.js";
import { describeShared } from "../support/shared.js";

/** Recorded books and trades: the real files, and what is refused. */

const bytesOf = (text: string) => new TextEncoder().encode(text);

describeShared("a recorded book", (shared) => {
  const bytes = (name: string) => new Uint8Array(readFileSync(join(shared, "data/orderbook", name)));
  const events = readBookEvents(bytes("BTCUSDT_usdm_2024-08-08_l2-events.jsonl.gz"));

  it("rebuilt from its events equals the given snapshots, every row and level", async () => {
    const given = await readBookSnapshots(bytes("BTCUSDT_usdm_2024-08-08_book-top10_1s.csv.gz"));
    expect([given.timestamp.length, given.levels]).toEqual([345, 10]);
    const rebuilt = bookSnapshots(await events, 1_000, 10);
    expect(rebuilt.breaks).toEqual([]);
    expect(rebuilt.timestamp).toEqual(given.timestamp);
    expect(Object.keys(rebuilt.columns)).toHaveLength(40);
    expect(rebuilt.columns).toEqual(given.columns);
  });

  it("has the deltas after its snapshot that its description counts", async () => {
    const sequence = new BookSequence();
    const applied = (await events).flatMap((event) => [...sequence.take(event)]);
    expect([(await events).length, applied.length]).toEqual([6_552, 1 + 6_547]);
  });

  it("is never crossed and has its levels in order after every event", async () => {
    const book = new OrderBook();
    for (const event of await events) {
      expect(book.apply(event)).toBe(undefined);
      if (!book.whole) continue;
      const prices = [3, 2, 1, 0].map((k) => book.bids.price(k));
      prices.push(...[0, 1, 2, 3].map((k) => book.asks.price(k)));
      expect(prices.every((price, k) => k === 0 || price > (prices[k - 1] as number))).toBe(true);
    }
  });

  it("without one of its events is broken from there on, and says so", async () => {
    const lost = (await events).filter((_, k) => k !== 3_000);
    const { breaks, timestamp, columns } = bookSnapshots(lost, 1_000, 1);
    expect(breaks).toHaveLength(1);
    expect(timestamp.at(-1)).toBeLessThan(breaks[0]?.timestamp as number);
    expect(columns["bidPrice1"]?.every(Number.isFinite)).toBe(true);
  });
});

describeShared("recorded trades", (shared) => {
  const read = (file: string) => readTrades(new Uint8Array(readFileSync(join(shared, "data/trades", file))), { file });

  it.each([
    ["BTCUSDT_usdm_2024-08-08.csv.gz", 21_313],
    ["XRPETH_2019-10.csv.gz", 12_477],
  ])("%s has its %i rows in order", async (file, rows) => {
    const { length, timestamp, buy } = await read(file);
    expect(length).toBe(rows);
    expect(timestamp.every((stamp, k) => k === 0 || stamp >= (timestamp[k - 1] as number))).toBe(true);
    const bought = buy.reduce((sum, flag) => sum + flag, 0);
    expect(bought).toBeGreaterThan(rows / 10);
    expect(bought).toBeLessThan((9 * rows) / 10);
  });

  it("has the first trade of its file", async () => {
    const { timestamp, price, amount, buy } = await read("XRPETH_2019-10.csv.gz");
    expect([timestamp[0], price[0], amount[0], buy[0]]).toEqual([1570752011620, 0.00141342, 23, 0]);
  });
});

describe("what is refused of trades", () => {
  const HEADER = "timestamp,price,amount,side\n";
  it.each([
    ["timestamp,price,amount\n1,2,3\n", "t.csv:1", /no column of sides/],
    [HEADER, "t.csv", /no trades/],
    [`${HEADER}1723161256322,5,1,buy\n1723161256322,5,1\n`, "t.csv:3", /3 cells/],
    [`${HEADER}soon,5,1,buy\n`, "t.csv:2", /"soon"/],
    [`${HEADER}1723161256322,0,1,buy\n`, "t.csv:2", /price is "0"/],
    [`${HEADER}1723161256322,5,-1,buy\n`, "t.csv:2", /amount is "-1"/],
    [`${HEADER}1723161256322,5,1,maker\n`, "t.csv:2", /side is "maker"/],
    [`${HEADER}1723161256322,5,1,buy\n\n1723161256321,5,1,buy\n`, "t.csv:4", /before that of the row above/],
    ["", "t.csv", /empty/],
  ])("%j", (text, path, words) => {
    const call = () => parseTrades(bytesOf(text), { file: "t.csv" });
    expect(call).toThrow(expect.objectContaining({ path, message: expect.stringMatching(words) }));
  });
});

describe("what is refused of snapshots", () => {
  const HEADER = "timestamp,bid_price_1,bid_size_1,ask_price_1,ask_size_1\n";
  it("takes empty levels as such", () => {
    const { columns, levels } = parseBookSnapshots(bytesOf(`${HEADER}1723161256322,,,5,1\n`));
    expect(levels).toBe(1);
    expect(Object.values(columns).map(([value]) => value)).toEqual([Number.NaN, 0, 5, 1]);
  });

  it.each([
    ["timestamp,bid_price_1,bid_size_1\n", "b.csv:1", /no column of ask prices of level 1/],
    [HEADER, "b.csv", /no snapshots/],
    [`${HEADER}1723161256322,4,x,5,1\n`, "b.csv:2", /size of the bid of level 1 is "x"/],
    [`${HEADER}1723161256322,4,1,,1\n`, "b.csv:2", /price of the ask of level 1/],
    [`${HEADER}1723161256322,5,1,5,1\n`, "b.csv:2", /best bid 5 is not below the best ask 5/],
  ])("%j", (text, path, words) => {
    const call = () => parseBookSnapshots(bytesOf(text), { file: "b.csv" });
    expect(call).toThrow(expect.objectContaining({ path, message: expect.stringMatching(words) }));
  });
});

describe("what is refused of events", () => {
  const rest = '"bids":[],"asks":[]';
  it.each([
    ["{", /no JSON/],
    ["[1]", /an object is needed/],
    [`{"type":"trade","ts":1,${rest}}`, /snapshot or delta/],
    [`{"type":"snapshot","ts":1,${rest}}`, /"lastUpdateId" is "missing"/],
    [`{"type":"delta","ts":1.5,"U":1,"u":1,"pu":0,${rest}}`, /"ts" is/],
    ['{"type":"snapshot","ts":1,"lastUpdateId":1,"bids":[["5","-1"]],"asks":[]}', /"bids" has/],
    ['{"type":"snapshot","ts":1,"lastUpdateId":1,"bids":[["","1"]],"asks":[]}', /"bids" has/],
    ['{"type":"snapshot","ts":1,"lastUpdateId":1,"bids":[[5,1]]}', /"asks" is no array/],
  ])("%s", (line, words) => {
    const good = `{"type":"snapshot","ts":1,"lastUpdateId":1,"bids":[["5","1"]],"asks":[[6,1]]}`;
    const call = () => [...parseBookEvents(bytesOf(`${good}\n${line}\n`), { file: "e.jsonl" })];
    expect(call).toThrow(expect.objectContaining({ path: "e.jsonl:2", message: expect.stringMatching(words) }));
  });
});
