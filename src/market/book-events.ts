/** One side of a book, or what changes in it, level by level. */
export interface BookLevels {
  /** Quote currency (nLevels). */
  readonly price: Float64Array;
  /** Base units (nLevels); in a delta 0 removes the level, anything else replaces it. */
  readonly size: Float64Array;
}

/** The whole book as it was when its `last` update was in it. */
export interface BookSnapshot {
  readonly type: "snapshot";
  /** ms UTC, the exchange's clock. */
  readonly timestamp: number;
  /** The last update that is in it. */
  readonly last: number;
  readonly bids: BookLevels;
  readonly asks: BookLevels;
}

/** What has changed with the updates from `first` to `last`. */
export interface BookDelta {
  readonly type: "delta";
  /** ms UTC, the exchange's clock. */
  readonly timestamp: number;
  readonly first: number;
  readonly last: number;
  /** `last` of the delta before. */
  readonly previous: number;
  readonly bids: BookLevels;
  readonly asks: BookLevels;
}

export type BookEvent = BookSnapshot | BookDelta;

/** Where a book could not be followed any further; it is whole again from the next snapshot on. */
export interface BookBreak {
  /** ms UTC, of the delta that did not fit. */
  readonly timestamp: number;
  /** One plain sentence. */
  readonly reason: string;
}

/**
 * Puts a book's events into their order, by the update numbers of Binance's USD-M futures: deltas that ended before the snapshot are dropped, the
 * first one used has the snapshot's update in it, and each further one names the last update of the one before. Deltas may arrive before the
 * snapshot that they belong on: they are kept until it comes.
 */
export class BookSequence {
  private state: "waiting" | "snapshot" | "deltas" = "waiting";
  private last = 0;
  private kept: BookDelta[] = [];

  /** There is a book that every delta so far is in. */
  get whole(): boolean {
    return this.state !== "waiting";
  }

  /** The events that are to be applied now, in their order: none, one, or a snapshot with the deltas that waited for it. */
  *take(event: BookEvent): Generator<BookEvent, BookBreak | undefined> {
    if (event.type === "delta") return yield* this.takeDelta(event);
    // a snapshot that the book is ahead of says nothing new
    if (this.whole && event.last <= this.last) return undefined;
    this.state = "snapshot";
    this.last = event.last;
    yield event;
    const { kept } = this;
    this.kept = [];
    for (const delta of kept) {
      const broken = yield* this.takeDelta(delta);
      if (broken) return broken;
    }
    return undefined;
  }

  /** Gives the book up until the next snapshot. */
  stop(): void {
    this.state = "waiting";
  }

  private *takeDelta(delta: BookDelta): Generator<BookEvent, BookBreak | undefined> {
    const { state, last } = this;
    if (state === "waiting") {
      this.kept.push(delta);
      return undefined;
    }
    if (state === "snapshot" && delta.last < last) return undefined;
    const fits = state === "snapshot" ? delta.first <= last : delta.previous === last;
    if (!fits) {
      this.stop();
      this.kept = [delta];
      const told = state === "snapshot" ? `begins with update ${delta.first}` : `follows update ${delta.previous}`;
      return { timestamp: delta.timestamp, reason: `the book is at update ${last}, the delta ${told}` };
    }
    this.state = "deltas";
    this.last = delta.last;
    yield delta;
    return undefined;
  }
}
