import { DAY, daysFromCivil, HOUR, isDate, MINUTE, SECOND } from "./civil.js";

const DASH = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const PLUS = 43;
const SPACE = 32;
const UPPER_T = 84;
const UPPER_Z = 90;
const LOWER_BIT = 32;

/** Beyond 14 h no zone lies. */
const LARGEST_OFFSET = 14 * 60; // minutes

/**
 * Reads times out of bytes without making an object or a string, for files of millions of them.
 *
 * Date: `2024-01-31`, `2024/01/31`, `2024.01.31` or `20240131`. Then, after `T` or blanks, a clock: `04:00`, `04:00:30`,
 * `04:00:30.123456` or `040030`. Then a zone: `Z`, `UTC`, `+03:00`, `+0300` or `+03`. Clock and zone may be missing.
 * The fields below describe the last time read.
 */
export class TimeScanner {
  /** ms from 1970 by the time's own clock: the zone is not yet taken off. Fractions of a millisecond are dropped. */
  ms = 0;
  /** Minutes east of Greenwich; NaN = none stated. */
  offsetMinutes = Number.NaN;
  hasClock = false;
  /** The date is written with dots, as MetaTrader does. */
  dotted = false;

  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private end = 0;

  /** Reads bytes[from..to) whole; false if they are not a time. */
  scan(bytes: Uint8Array, from: number, to: number): boolean {
    this.open(bytes, from, to);
    this.offsetMinutes = Number.NaN;
    this.hasClock = false;
    if (!this.date()) return false;
    if (this.at === this.end) return true;
    if ((this.peek() | LOWER_BIT) === (UPPER_T | LOWER_BIT)) this.at++;
    else if (!this.blanks()) return false;
    const midnight = this.ms;
    if (!this.clock()) return false;
    this.ms += midnight;
    this.hasClock = true;
    this.blanks();
    return this.at === this.end || this.zone();
  }

  /** Reads bytes[from..to) whole as a time of day into `ms`. */
  scanClock(bytes: Uint8Array, from: number, to: number): boolean {
    this.open(bytes, from, to);
    return this.clock() && this.at === this.end;
  }

  /** Reads bytes[from..to) whole as a zone into `offsetMinutes`. */
  scanZone(bytes: Uint8Array, from: number, to: number): boolean {
    this.open(bytes, from, to);
    return this.zone();
  }

  private open(bytes: Uint8Array, from: number, to: number): void {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  private date(): boolean {
    const year = this.digits(4);
    const separator = this.peek();
    this.dotted = separator === DOT;
    const separated = separator === DASH || separator === DOT || separator === SLASH;
    if (separated) this.at++;
    const month = this.digits(2);
    if (separated && !this.take(separator)) return false;
    const day = this.digits(2);
    if (year < 0 || month < 0 || day < 0 || !isDate(year, month, day)) return false;
    this.ms = daysFromCivil(year, month, day) * DAY;
    return true;
  }

  private clock(): boolean {
    const hours = this.digits(2);
    const colons = this.take(COLON);
    const minutes = this.digits(2);
    let seconds = 0;
    let fraction = 0;
    if (colons ? this.take(COLON) : isDigit(this.peek())) {
      seconds = this.digits(2);
      if (seconds >= 0 && this.take(DOT)) fraction = this.fraction();
    }
    if (hours < 0 || minutes < 0 || seconds < 0 || fraction < 0) return false;
    if (hours > 23 || minutes > 59 || seconds > 59) return false;
    this.ms = hours * HOUR + minutes * MINUTE + seconds * SECOND + fraction;
    return true;
  }

  private zone(): boolean {
    const sign = this.peek();
    if (sign !== PLUS && sign !== DASH) return this.greenwich();
    this.at++;
    let hours = this.digits(1);
    const second = this.peek();
    if (isDigit(second)) hours = hours * 10 + this.digits(1);
    const more = this.take(COLON) || this.at < this.end;
    const minutes = more ? this.digits(2) : 0;
    if (hours < 0 || minutes < 0 || minutes > 59 || this.at !== this.end) return false;
    const offset = hours * 60 + minutes;
    if (offset > LARGEST_OFFSET) return false;
    this.offsetMinutes = sign === DASH && offset > 0 ? -offset : offset;
    return true;
  }

  /** `Z`, `UTC` or `GMT`. */
  private greenwich(): boolean {
    const length = this.end - this.at;
    if (length === 1 && (this.peek() | LOWER_BIT) === (UPPER_Z | LOWER_BIT)) this.offsetMinutes = 0;
    else if (length === 3 && (this.spells("utc") || this.spells("gmt"))) this.offsetMinutes = 0;
    else return false;
    this.at = this.end;
    return true;
  }

  /** Whole milliseconds of the digits after a decimal point; -1 if there is no digit. */
  private fraction(): number {
    if (!isDigit(this.peek())) return -1;
    let ms = 0;
    for (let weight = 100; isDigit(this.peek()); weight = Math.floor(weight / 10)) {
      ms += weight * (this.peek() - 48);
      this.at++;
    }
    return ms;
  }

  /** The number that the next `count` bytes spell; -1 if one of them is no digit. */
  private digits(count: number): number {
    let value = 0;
    for (let k = 0; k < count; k++) {
      const byte = this.peek();
      if (!isDigit(byte)) return -1;
      value = value * 10 + byte - 48;
      this.at++;
    }
    return value;
  }

  private blanks(): boolean {
    const from = this.at;
    while (this.peek() === SPACE) this.at++;
    return this.at > from;
  }

  private take(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at++;
    return true;
  }

  private spells(lowerCase: string): boolean {
    for (let k = 0; k < lowerCase.length; k++) {
      if (((this.bytes[this.at + k] as number) | LOWER_BIT) !== lowerCase.charCodeAt(k)) return false;
    }
    return true;
  }

  /** The byte ahead, 0 at the end. */
  private peek(): number {
    return this.at < this.end ? (this.bytes[this.at] as number) : 0;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
