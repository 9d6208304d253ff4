import type { VaranusError } from "../contracts/errors.js";
import {
  CARRIAGE_RETURN,
  COMMA,
  LEFT_BRACKET,
  LINE_FEED,
  QUOTE,
  RIGHT_BRACKET,
  SPACE,
  shown,
  TAB,
  textOf,
} from "./ascii.js";
import { NumberScanner } from "./number-scanner.js";
import { RowBuffer, VOLUME } from "./row-buffer.js";
import type { RawRows, RowSource } from "./row-source.js";
import { fileError, rowError } from "./source-error.js";

const NAMES = ["timestamp", "open", "high", "low", "close", "volume"] as const;
const FORM = "an array of candles [ms, open, high, low, close, volume] is needed";
/** A candle of ccxt takes about so many bytes. */
const BYTES_PER_CANDLE = 64;

/**
 * Reads the JSON of ccxt's fetchOHLCV, `[[ms, open, high, low, close, volume], ...]`, and that of exchanges which put
 * more members behind these six, or the numbers in quotes.
 */
export class CandleArrayReader implements RowSource {
  private readonly buffer: RowBuffer;
  private readonly numbers = new NumberScanner();
  private at: number;
  private rows = 0;
  private done = false;
  private longest = 0;

  /** @param from offset of the opening bracket */
  constructor(
    private readonly bytes: Uint8Array,
    from: number,
    private readonly file: string,
  ) {
    this.at = from + 1;
    this.buffer = new RowBuffer(bytes.length / BYTES_PER_CANDLE);
  }

  get fraction(): number {
    return this.at / this.bytes.length;
  }

  advance(count: number): boolean {
    const until = this.at + count;
    while (!this.done && this.at < until) {
      if (this.rows === 0 && this.next(RIGHT_BRACKET)) throw fileError(this.file, "the array has no candles", FORM);
      if (this.rows === this.buffer.capacity) this.buffer.grow();
      this.readCandle();
      this.rows++;
      if (!this.next(COMMA)) this.close();
    }
    return !this.done;
  }

  finish(): RawRows {
    const notes = ["the file holds candles as JSON arrays"];
    if (this.longest > NAMES.length) notes.push(`members behind the first ${NAMES.length} of a candle are not used`);
    return { columns: this.buffer.take(this.rows), epochs: true, placeOf: (row) => this.placeOf(row), notes };
  }

  private readCandle(): void {
    if (!this.next(LEFT_BRACKET)) throw this.malformed();
    const { columns } = this.buffer;
    let members = 0;
    do {
      if (members <= VOLUME) (columns[members] as Float64Array)[this.rows] = this.readNumber(members);
      else this.skipMember();
      members++;
    } while (this.next(COMMA));
    if (!this.next(RIGHT_BRACKET)) throw this.malformed();
    if (members < NAMES.length) {
      throw rowError(this.placeOf(this.rows), `the candle has ${members} members, it needs ${NAMES.length}`, FORM);
    }
    this.longest = Math.max(this.longest, members);
  }

  private readNumber(member: number): number {
    this.skipBlanks();
    const from = this.at;
    const quoted = this.bytes[from] === QUOTE;
    const start = quoted ? from + 1 : from;
    const value = this.numbers.scan(this.bytes, start, this.bytes.length);
    const end = this.numbers.end;
    const read = end > start && Number.isFinite(value) && (!quoted || this.bytes[end] === QUOTE);
    if (!read) {
      this.skipMember();
      const text = shown(textOf(this.bytes, from, this.at));
      throw rowError(this.placeOf(this.rows), `${NAMES[member]} is ${text}, a finite number is needed`);
    }
    this.at = quoted ? end + 1 : end;
    return value;
  }

  private skipMember(): void {
    const { bytes } = this;
    while (this.at < bytes.length && bytes[this.at] !== COMMA && bytes[this.at] !== RIGHT_BRACKET) this.at++;
  }

  private close(): void {
    if (!this.next(RIGHT_BRACKET)) throw this.malformed();
    this.skipBlanks();
    if (this.at < this.bytes.length) throw this.malformed();
    this.done = true;
  }

  /** Takes this byte if it comes next, after blanks. */
  private next(byte: number): boolean {
    this.skipBlanks();
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  private skipBlanks(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte !== SPACE && byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== TAB) return;
      this.at++;
    }
  }

  private malformed(): VaranusError {
    const ended = this.at >= this.bytes.length;
    const found = ended ? "the file ends too soon" : `found ${shown(textOf(this.bytes, this.at, this.at + 20))}`;
    return fileError(this.placeOf(this.rows), `no array of candles: ${found}`, FORM);
  }

  private placeOf(row: number): string {
    return `${this.file}: candle ${row}`;
  }
}
