import { LOWER_BIT, LOWER_E, MINUS, PLUS, POINT, textOf, ZERO } from "./ascii.js";

/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.of(
  ...[1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11],
  ...[1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22],
);
const LARGEST_POWER = 22;
/** Beyond this an exponent says zero or infinity; it must not overflow while it is read. */
const LARGEST_EXPONENT = 100_000;

/**
 * Reads decimal numbers out of bytes: `-12.5`, `.5`, `5.`, `1e-7`. The result is the very double that Number(text) gives.
 *
 * The digits are gathered in a double. As long as they stay below 2^53 and the power of ten within 10^22 both are exact,
 * and one multiplication or division rounds once, as it should (Clinger, "How to Read Floating Point Numbers
 * Accurately", 1990). All other numbers go through Number().
 */
export class NumberScanner {
  /** Where the last number ended; where it started if there was none. */
  end = 0;

  /** Reads the number that starts at `from`, up to `limit` at most; NaN if there is none. */
  scan(bytes: Uint8Array, from: number, limit: number): number {
    let at = from;
    let byte = at < limit ? (bytes[at] as number) : 0;
    const negative = byte === MINUS;
    if (negative || byte === PLUS) at++;

    let mantissa = 0;
    const wholeFrom = at;
    while (at < limit) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
      at++;
    }
    let digits = at - wholeFrom;
    let power = 0;
    byte = at < limit ? (bytes[at] as number) : 0;
    if (byte === POINT) {
      at++;
      const fractionFrom = at;
      while (at < limit) {
        const digit = (bytes[at] as number) - ZERO;
        if (digit < 0 || digit > 9) break;
        mantissa = mantissa * 10 + digit;
        at++;
      }
      power = fractionFrom - at;
      digits -= power;
      byte = at < limit ? (bytes[at] as number) : 0;
    }
    this.end = at;
    if (digits === 0) {
      this.end = from;
      return Number.NaN;
    }
    if ((byte | LOWER_BIT) === LOWER_E) power += this.exponent(bytes, at, limit);

    if (mantissa > Number.MAX_SAFE_INTEGER || power < -LARGEST_POWER || power > LARGEST_POWER) {
      return Number(textOf(bytes, from, this.end));
    }
    const size =
      power < 0 ? mantissa / (POWERS[-power] as number) : power > 0 ? mantissa * (POWERS[power] as number) : mantissa;
    return negative ? -size : size;
  }

  /** The exponent whose `e` is at `from`; 0, and nothing read, if no digit follows the `e`. */
  private exponent(bytes: Uint8Array, from: number, limit: number): number {
    let at = from + 1;
    const sign = at < limit ? (bytes[at] as number) : 0;
    if (sign === MINUS || sign === PLUS) at++;
    const digitsFrom = at;
    let exponent = 0;
    while (at < limit) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      if (exponent < LARGEST_EXPONENT) exponent = exponent * 10 + digit;
      at++;
    }
    if (at === digitsFrom) return 0;
    this.end = at;
    return sign === MINUS ? -exponent : exponent;
  }
}
