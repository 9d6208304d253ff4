import type { PriceColumns } from "../market/check-rows.js";

export const TIMESTAMP = 0;
export const VOLUME = 5;
const COLUMNS = 6;

/** The six columns while they are being filled: timestamp, open, high, low, close, volume. */
export class RowBuffer {
  /** (6)(capacity); made anew by `grow`. */
  columns: Float64Array[];
  capacity: number;

  /** @param expected how many rows there will be, as far as one can tell */
  constructor(expected: number) {
    this.capacity = Math.max(16, Math.ceil(expected));
    this.columns = Array.from({ length: COLUMNS }, () => new Float64Array(this.capacity));
  }

  grow(): void {
    this.capacity = Math.ceil(this.capacity * 1.5);
    this.columns = this.columns.map((column) => {
      const larger = new Float64Array(this.capacity);
      larger.set(column);
      return larger;
    });
  }

  /** The first `rows` rows, in columns of exactly that length. */
  take(rows: number): PriceColumns {
    const cut = this.columns.map((column) => (rows === this.capacity ? column : column.slice(0, rows)));
    const [timestamp, open, high, low, close, volume] = cut as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    return { timestamp, open, high, low, close, volume };
  }
}
