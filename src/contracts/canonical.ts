import { sha256 as sha256Of } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { invariant } from "./errors.js";

/**
 * Canonical forms: whatever is hashed, compared or saved as bits goes through here, so that equal things have
 * equal bytes in every host.
 */

/** SHA-256, lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return bytesToHex(sha256Of(bytes));
}

export function sha256Text(text: string): string {
  return sha256(utf8ToBytes(text));
}

/**
 * JSON with keys sorted by code unit, nothing undefined, ECMAScript number strings. The numbers must be finite;
 * -0 is written 0.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    invariant(Number.isFinite(value), "canonical JSON holds finite numbers only");
    return JSON.stringify(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  invariant(typeof value === "object", "canonical JSON holds plain data only");
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}

const MAGIC = 0x4e524156; // "VARN" read as a little-endian u32
const VERSION = 1;
const HEADER_BYTES = 16;

/**
 * Columns as bytes: "VARN", version, number of columns, number of rows (u32 each), then each column's float64
 * values, all little-endian. NaN becomes 7ff8000000000000 and -0 becomes 0.
 *
 * @param columns (nColumns)(nRows), equal lengths, in the order that the caller documents
 */
export function canonicalColumns(columns: readonly Float64Array[]): Uint8Array {
  const rows = columns[0]?.length ?? 0;
  const bytes = new Uint8Array(HEADER_BYTES + columns.length * rows * 8);
  const header = new DataView(bytes.buffer, 0, HEADER_BYTES);
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, VERSION, true);
  header.setUint32(8, columns.length, true);
  header.setUint32(12, rows, true);
  columns.forEach((column, k) => {
    invariant(column.length === rows, "canonical columns have equal lengths");
    const target = new Float64Array(bytes.buffer, HEADER_BYTES + k * rows * 8, rows);
    target.set(column);
    canonicalBits(target);
  });
  invariant(littleEndian(), "Varanus runs on little-endian hosts, as WebAssembly does");
  return bytes;
}

/** Makes every NaN the one canonical NaN and every -0 a 0, in place. */
export function canonicalBits(column: Float64Array): void {
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    if (value === 0) column[i] = 0;
    else if (value !== value) column[i] = Number.NaN;
  }
}

function littleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}
