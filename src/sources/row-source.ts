import type { PriceColumns, RowPlace } from "../market/check-rows.js";

/** A table as a reader leaves it, in the file's own order. */
export interface RawRows {
  /** Stamps are ms UTC, or raw epoch numbers whose unit is still to be found; see `epochs`. */
  columns: PriceColumns;
  /** The stamps are numbers since 1970 in a unit that the reader does not know. */
  epochs: boolean;
  placeOf: RowPlace;
  /** What the reader assumed, one sentence each. */
  notes: string[];
}

/**
 * Reads a file bit by bit, so that a page stays alive. Call `advance` until it returns false, then `finish` once.
 * Both throw a VaranusError for what is no table of bars.
 */
export interface RowSource {
  /** Reads on for about this many bytes; false at the end of the file. */
  advance(bytes: number): boolean;
  /** How much of the file is read, 0 to 1. */
  readonly fraction: number;
  finish(): RawRows;
}
