import type { Recycled } from "./recycle.js";

/** Rows that a log has room for at first. */
const FIRST = 1024;

/** Columns that grow row by row: trades and fills, copied out of the kernel in portions. */
export class ColumnLog {
  private columns: Float64Array[];
  private length = 0;

  constructor(count: number, group: string, recycled?: Recycled) {
    const taken = Array.from({ length: count }, () => recycled?.take(group, 1));
    this.columns = taken.map((column) => column ?? new Float64Array(FIRST));
  }

  /** Adds `rows` rows; column k of them begins at `rows[k x stride]` of the source. */
  append(source: Float64Array, stride: number, rows: number): void {
    const end = this.length + rows;
    this.columns.forEach((column, k) => {
      let target = column;
      if (end > column.length) {
        target = new Float64Array(Math.max(end, 2 * column.length));
        target.set(column.subarray(0, this.length));
        this.columns[k] = target;
      }
      target.set(source.subarray(k * stride, k * stride + rows), this.length);
    });
    this.length = end;
  }

  /** Rows so far. */
  get count(): number {
    return this.length;
  }

  value(row: number, column: number): number {
    return this.columns[column]?.[row] as number;
  }

  /** Copies of the rows so far. */
  copy(): Float64Array[] {
    return this.columns.map((column) => column.slice(0, this.length));
  }

  /** Begins with these rows; columns that they lack are zeros. */
  take(columns: readonly Float64Array[]): void {
    const rows = columns[0]?.length ?? 0;
    const source = new Float64Array(this.columns.length * rows);
    columns.slice(0, this.columns.length).forEach((column, k) => {
      source.set(column, k * rows);
    });
    this.length = 0;
    this.append(source, rows, rows);
  }

  /** The columns at their length; spare room up to a half stays behind them, more is given back. */
  finish(): Float64Array[] {
    return this.columns.map((column) => {
      const exact = column.subarray(0, this.length);
      return 2 * column.length > 3 * this.length + 128 ? new Float64Array(exact) : exact;
    });
  }
}
