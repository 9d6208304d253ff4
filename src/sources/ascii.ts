/** Bytes that readers look for. */
export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const PLUS = 43;
export const COMMA = 44;
export const MINUS = 45;
export const POINT = 46;
export const ZERO = 48;
export const SEMICOLON = 59;
export const LEFT_BRACKET = 91;
export const RIGHT_BRACKET = 93;
export const LEFT_BRACE = 123;
/** Set in a lower-case letter, clear in its capital. */
export const LOWER_BIT = 32;
export const LOWER_E = 101;

const decoder = new TextDecoder();

export function textOf(bytes: Uint8Array, from = 0, to = bytes.length): string {
  return decoder.decode(bytes.subarray(from, to));
}

/** A cell as an error shows it: in quotes, on one line, not too long. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
