import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BookDelta, BookEvent, BookLevels, BookSnapshot } from "../../src/market/book-events.js";
import { bookSnapshots } from "../../src/market/book-snapshots.js";
import { OrderBook } from "../../src/market/order-book.js";
import { cases } from "../property/settings.js";

/** A book out of snapshots and deltas: its levels, what fits in the sequence, and its state at equal steps of time. */

type Pairs = readonly (readonly [price: number, size: number])[];

const levels = (pairs: Pairs): BookLevels => ({
  price: Float64Array.from(pairs, ([price]) => price),
  size: Float64Array.from(pairs, ([, size]) => size),
});

const snapshot = (timestamp: number, last: number, bids: Pairs, asks: Pairs): BookSnapshot => ({
  type: "snapshot",
  timestamp,
  last,
  bids: levels(bids),
  asks: levels(asks),
});

const delta = (
  timestamp: number,
  [first, last, previous]: readonly [number, number, number],
  bids: Pairs,
  asks: Pairs = [],
): BookDelta => ({ type: "delta", timestamp, first, last, previous, bids: levels(bids), asks: levels(asks) });

const START = snapshot(
  1_000,
  10,
  [
    [99, 1],
    [98, 2],
  ],
  [
    [101, 3],
    [102, 4],
  ],
);

const bidsOf = (book: OrderBook) =>
  Array.from({ length: book.bids.length }, (_, k) => [book.bids.price(k), book.bids.size(k)]);

function bookOf(...events: BookEvent[]): OrderBook {
  const book = new OrderBook();
  for (const event of events) expect(book.apply(event)).toBe(undefined);
  return book;
}

describe("an order book", () => {
  it("sets, replaces and removes levels; the best comes first", () => {
    const change = delta(
      1_001,
      [8, 12, 7],
      [
        [98, 5],
        [99, 0],
        [98.5, 7],
        [90, 0],
      ],
    );
    expect(bidsOf(bookOf(START, change))).toEqual([
      [98.5, 7],
      [98, 5],
    ]);
  });

  it("without a level has no price and nothing there", () => {
    const { bids, asks } = bookOf(START);
    expect([bids.price(2), bids.size(2), asks.price(1), asks.size(1)]).toEqual([Number.NaN, 0, 102, 4]);
  });

  it("drops deltas that ended before the snapshot, and takes those that came before it but end after", () => {
    const early = delta(990, [5, 9, 4], [[99, 50]]);
    const across = delta(995, [9, 11, 9], [[99, 60]]);
    const late = delta(999, [12, 13, 11], [[98, 70]]);
    const book = bookOf(early, across, late);
    expect(book.whole).toBe(false);
    expect(book.bids.length).toBe(0);
    book.apply(START);
    expect(bidsOf(book)).toEqual([
      [99, 60],
      [98, 70],
    ]);
  });

  it.each([
    ["that begins after the snapshot's update", [START], [11, 12, 10], /update 10.*begins with update 11/],
    [
      "that does not follow the one before",
      [START, delta(1_001, [9, 12, 8], [])],
      [14, 15, 13],
      /update 12.*follows update 13/,
    ],
  ] as const)("reports a delta %s, and is empty until the next snapshot", (_, events, numbers, reason) => {
    const book = bookOf(...events);
    const broken = book.apply(delta(2_000, numbers, [[99, 9]]));
    expect(broken).toMatchObject({ timestamp: 2_000, reason: expect.stringMatching(reason) });
    expect([book.whole, book.bids.length, book.asks.length]).toEqual([false, 0, 0]);
    // the delta that did not fit belongs on the new snapshot
    expect(book.apply({ ...START, last: numbers[1] })).toBe(undefined);
    expect(bidsOf(book)[0]).toEqual([99, 9]);
  });

  it("is never crossed: what would cross it is reported", () => {
    const book = bookOf(START);
    const broken = book.apply(delta(1_001, [9, 12, 8], [[101, 1]]));
    expect(broken?.reason).toBe("the delta has a bid at 101 and an ask at 101");
    expect([book.whole, book.bids.length]).toEqual([false, 0]);
  });

  it("keeps to itself where a snapshot is older", () => {
    const book = bookOf(START, delta(1_001, [9, 12, 8], [[99, 5]]), START);
    expect(bidsOf(book)[0]).toEqual([99, 5]);
    expect(book.apply(delta(1_002, [13, 14, 12], [[99, 6]]))).toBe(undefined);
  });

  it("has the levels of a plain map of prices, sorted", () => {
    const change = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 0, 1, 2.5));
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 40 }), (changes) => {
        const map = new Map<number, number>();
        const book = bookOf(snapshot(0, 0, [], [[100, 1]]));
        changes.forEach((pairs, k) => {
          book.apply(delta(k, [k, k + 1, k], pairs));
          for (const [price, size] of pairs) {
            if (size === 0) map.delete(price);
            else map.set(price, size);
          }
        });
        expect(bidsOf(book)).toEqual([...map].sort(([a], [b]) => b - a));
      }),
      cases(100),
    );
  });
});

describe("a book at equal steps of time", () => {
  const events = [
    START,
    delta(1_400, [9, 12, 8], [[99, 5]]),
    delta(2_000, [13, 14, 12], [[99, 6]]),
    delta(4_300, [15, 16, 14], [[99, 7]]),
  ];

  it("is what it was before the first event of that moment or later", () => {
    const { timestamp, columns, breaks } = bookSnapshots(events, 1_000, 2);
    expect([...timestamp]).toEqual([2_000, 3_000, 4_000]);
    expect([...(columns["bidSize1"] as Float64Array)]).toEqual([5, 6, 6]);
    expect([...(columns["askPrice2"] as Float64Array)]).toEqual([102, 102, 102]);
    expect(breaks).toEqual([]);
  });

  it("has no values between a break and the next snapshot", () => {
    const broken = [...events, delta(5_100, [30, 31, 29], []), { ...START, timestamp: 7_200, last: 40 }];
    const { timestamp, columns, breaks } = bookSnapshots([...broken, delta(8_500, [39, 41, 38], [])], 1_000, 1);
    expect([...timestamp]).toEqual([2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000]);
    const unknown = [Number.NaN, Number.NaN, Number.NaN];
    expect([...(columns["bidSize1"] as Float64Array)]).toEqual([5, 6, 6, ...unknown, 1]);
    expect(breaks).toHaveLength(1);
    expect(breaks[0]?.timestamp).toBe(5_100);
  });

  it.each([
    [0, 1, /everyMs/],
    [1.5, 1, /everyMs/],
    [1_000, 0, /levels/],
    [1_000, 1.5, /levels/],
  ])("refuses %d ms and %d levels", (every, count, words) => {
    expect(() => bookSnapshots(events, every, count)).toThrow(
      expect.objectContaining({ path: expect.stringMatching(words) }),
    );
  });
});
