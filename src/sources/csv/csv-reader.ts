import { MINUTE } from "../../market/civil.js";
import { TimeScanner } from "../../market/time-scanner.js";
import { textOf } from "../ascii.js";
import { NumberScanner } from "../number-scanner.js";
import { RowBuffer, TIMESTAMP, VOLUME } from "../row-buffer.js";
import type { RawRows, RowSource } from "../row-source.js";
import { numberError, raggedError, timeError, zoneError } from "./cell-errors.js";
import { afterLineEnd, CellFinder, isLineEnd, lineEnd, splitCells } from "./cells.js";
import { RowLines } from "./row-lines.js";
import { CLOCK_TEXT, openTable, SKIP, type Table } from "./table.js";

/** Reads a CSV from bytes straight into columns: no string and no object is made for a row. */
export class CsvReader implements RowSource {
  private readonly table: Table;
  private readonly lines: RowLines;
  private readonly buffer: RowBuffer;
  private readonly numbers = new NumberScanner();
  private readonly times = new TimeScanner();
  private readonly cell = new CellFinder();
  private at: number;
  private rows = 0;

  /**
   * @param from offset of the text, behind a byte order mark
   * @param utcOffset minutes east of Greenwich of stamps without a zone; undefined = not told
   */
  constructor(
    private readonly bytes: Uint8Array,
    from: number,
    private readonly file: string,
    utcOffset: number | undefined,
  ) {
    this.table = openTable(bytes, from, file, utcOffset);
    this.lines = new RowLines(this.table.startLine);
    this.at = this.table.start;
    this.buffer = new RowBuffer(((bytes.length - this.at) / this.table.bytesPerRow) * 1.1);
  }

  get fraction(): number {
    return this.at / this.bytes.length;
  }

  advance(count: number): boolean {
    const { bytes, buffer } = this;
    const until = Math.min(bytes.length, this.at + count);
    while (this.at < until) {
      if (isLineEnd(bytes[this.at] as number)) {
        this.lines.skipBlank(this.rows);
        this.at = afterLineEnd(bytes, this.at, bytes.length);
      } else {
        if (this.rows === buffer.capacity) buffer.grow();
        this.at = this.readRow(this.at, buffer.columns);
        this.rows++;
      }
    }
    return this.at < bytes.length;
  }

  finish(): RawRows {
    const { table, buffer, rows } = this;
    const epochs = table.stamp.kind === "epoch";
    return { columns: buffer.take(rows), epochs, placeOf: (row) => this.placeOf(row), notes: table.notes };
  }

  /** Reads the row at `from` and returns the offset of the next line. */
  private readRow(from: number, columns: Float64Array[]): number {
    const { bytes, numbers, cell, rows } = this;
    const { actions, delimiter } = this.table;
    const limit = bytes.length;
    let at = from;
    for (let k = 0; k < actions.length; k++) {
      if (k > 0) {
        if (at >= limit || bytes[at] !== delimiter) throw this.ragged(from);
        at++;
      }
      const action = actions[k] as number;
      if (action >= TIMESTAMP && action <= VOLUME) {
        let value = numbers.scan(bytes, at, limit);
        let end = numbers.end;
        const byte = end < limit ? (bytes[end] as number) : delimiter;
        const clean = end > at && (byte === delimiter || isLineEnd(byte));
        if (!clean || !Number.isFinite(value)) {
          value = this.dressedNumber(at, k);
          end = cell.end;
        }
        (columns[action] as Float64Array)[rows] = value;
        at = end;
      } else {
        cell.find(bytes, at, limit, delimiter);
        if (action !== SKIP) this.readTime(action, k, columns[TIMESTAMP] as Float64Array);
        at = cell.end;
      }
    }
    if (at < limit && !isLineEnd(bytes[at] as number)) throw this.ragged(from);
    return afterLineEnd(bytes, at, limit);
  }

  /** A number in quotes or between blanks; anything else is refused. */
  private dressedNumber(at: number, column: number): number {
    const { bytes, cell, numbers } = this;
    cell.find(bytes, at, bytes.length, this.table.delimiter);
    const value = numbers.scan(bytes, cell.from, cell.to);
    const whole = cell.to > cell.from && numbers.end === cell.to;
    if (!whole || !Number.isFinite(value)) throw numberError(this.placeOf(this.rows), this.nameOf(column), this.text());
    return value;
  }

  /** Takes the cell found last as a date, or as the time of day that belongs to it. */
  private readTime(action: number, column: number, timestamp: Float64Array): void {
    const { bytes, cell, times, rows } = this;
    const { stamp } = this.table;
    const isClock = action === CLOCK_TEXT;
    const read = isClock ? times.scanClock(bytes, cell.from, cell.to) : times.scan(bytes, cell.from, cell.to);
    if (!read) throw timeError(this.placeOf(rows), this.nameOf(column), this.text());
    if (stamp.kind === "date-clock") {
      // whichever of the two columns comes first sets the stamp, the other one adds to it
      const first = column === Math.min(stamp.column, stamp.clockColumn);
      timestamp[rows] = first ? times.ms - stamp.offsetMinutes * MINUTE : (timestamp[rows] as number) + times.ms;
    } else if (stamp.kind === "text") {
      const zoned = !Number.isNaN(times.offsetMinutes);
      if (zoned !== stamp.zoned) throw zoneError(this.placeOf(rows), zoned);
      timestamp[rows] = times.ms - (zoned ? times.offsetMinutes : stamp.offsetMinutes) * MINUTE;
    }
  }

  private ragged(from: number): Error {
    const { header, delimiter } = this.table;
    const cells = splitCells(this.bytes, from, lineEnd(this.bytes, from, this.bytes.length), delimiter);
    return raggedError(this.placeOf(this.rows), cells.length, header.length);
  }

  private placeOf(row: number): string {
    return `${this.file}:${this.lines.lineOf(row)}`;
  }

  private nameOf(column: number): string {
    return this.table.header[column] as string;
  }

  private text(): string {
    return textOf(this.bytes, this.cell.from, this.cell.to);
  }
}
