import { type BookBreak, type BookEvent, type BookLevels, BookSequence } from "./book-events.js";

/** The levels of one side, sorted so that the best is the last: what changes most is at the end. */
class BookSide {
  private prices: number[] = [];
  private sizes: number[] = [];

  /** `sign`: 1 where the highest price is the best (bids), -1 where the lowest is (asks). */
  constructor(private readonly sign: 1 | -1) {}

  get length(): number {
    return this.prices.length;
  }

  /** Price of the level, 0 the best; NaN where there is none. */
  price(level: number): number {
    return this.prices[this.prices.length - 1 - level] ?? Number.NaN;
  }

  /** Size of the level, 0 the best; 0 where there is none. */
  size(level: number): number {
    return this.sizes[this.sizes.length - 1 - level] ?? 0;
  }

  clear(): void {
    this.prices = [];
    this.sizes = [];
  }

  change({ price, size }: BookLevels): void {
    for (let k = 0; k < price.length; k++) this.set(price[k] as number, size[k] as number);
  }

  private set(price: number, size: number): void {
    const place = this.placeOf(price);
    const found = this.prices[place] === price;
    if (size === 0) {
      if (!found) return;
      this.prices.splice(place, 1);
      this.sizes.splice(place, 1);
    } else if (found) this.sizes[place] = size;
    else {
      this.prices.splice(place, 0, price);
      this.sizes.splice(place, 0, size);
    }
  }

  /** Index of the first level that is no worse than the price. */
  private placeOf(price: number): number {
    let low = 0;
    let high = this.prices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sign * ((this.prices[middle] as number) - price) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * The limit orders of one market, by price. Takes snapshots and deltas as they arrive; see BookSequence for what fits. A delta that does not, or
 * that would leave a bid at or above an ask, is reported, and the book is empty until the next snapshot.
 */
export class OrderBook {
  readonly bids = new BookSide(1);
  readonly asks = new BookSide(-1);
  private readonly sequence = new BookSequence();

  /** There is a book: a snapshot, and every delta after it. */
  get whole(): boolean {
    return this.sequence.whole;
  }

  /** `before` is called with each event that is applied, while the book is still without it. */
  apply(event: BookEvent, before?: (applied: BookEvent) => void): BookBreak | undefined {
    const steps = this.sequence.take(event);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        if (step.value !== undefined) this.clear();
        return step.value;
      }
      before?.(step.value);
      this.change(step.value);
      if (this.bids.price(0) >= this.asks.price(0)) return this.crossed(step.value);
    }
  }

  private change({ type, bids, asks }: BookEvent): void {
    if (type === "snapshot") this.clear();
    this.bids.change(bids);
    this.asks.change(asks);
  }

  private crossed({ type, timestamp }: BookEvent): BookBreak {
    const reason = `the ${type} has a bid at ${this.bids.price(0)} and an ask at ${this.asks.price(0)}`;
    this.sequence.stop();
    this.clear();
    return { timestamp, reason };
  }

  private clear(): void {
    this.bids.clear();
    this.asks.clear();
  }
}
