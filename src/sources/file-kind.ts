import { fileError } from "./source-error.js";

/** What else people hand over in place of a CSV: first bytes, and the way out. */
const FOREIGN: readonly { magic: readonly number[]; what: string; cure: string }[] = [
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    what: "a ZIP archive (or an Excel workbook)",
    cure: "unpack it, or save the sheet as CSV",
  },
  { magic: [0x50, 0x41, 0x52, 0x31], what: "a Parquet file", cure: "export it as CSV" },
  { magic: [0x42, 0x5a, 0x68], what: "a bzip2 file", cure: "unpack it first; gzip is read as it is" },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: "an xz file", cure: "unpack it first; gzip is read as it is" },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], what: "a Zstandard file", cure: "unpack it first; gzip is read as it is" },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], what: "a 7z archive", cure: "unpack it first" },
  { magic: [0x52, 0x61, 0x72, 0x21], what: "a RAR archive", cure: "unpack it first" },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], what: "an old Excel workbook", cure: "save the sheet as CSV" },
  { magic: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], what: "an Arrow file", cure: "export it as CSV" },
  { magic: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], what: "an SQLite database", cure: "export the table as CSV" },
  { magic: [0x25, 0x50, 0x44, 0x46], what: "a PDF", cure: "take the data as CSV from its source" },
  { magic: [0xff, 0xfe], what: "UTF-16 text", cure: "save it as UTF-8" },
  { magic: [0xfe, 0xff], what: "UTF-16 text", cure: "save it as UTF-8" },
];

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const GZIP = [0x1f, 0x8b];

/** Text has no control characters; this many bytes are looked at. */
const PROBE_BYTES = 4_096;
const HTML = /^\s*<(!doctype|html|\?xml|head|body)/i;

export function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, GZIP);
}

/** Offset of the text behind a UTF-8 byte order mark. */
export function textStart(bytes: Uint8Array): number {
  return startsWith(bytes, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
}

/** Refuses an empty file and whatever is plainly no text, by the file's first bytes. */
export function checkText(bytes: Uint8Array, file: string): void {
  if (bytes.length === textStart(bytes))
    throw fileError(file, "the file is empty", "a CSV with a header and rows is needed");
  const foreign = FOREIGN.find(({ magic }) => startsWith(bytes, magic));
  if (foreign !== undefined) throw fileError(file, `this looks like ${foreign.what}, not a CSV`, foreign.cure);
  const probe = bytes.subarray(0, PROBE_BYTES);
  if (HTML.test(new TextDecoder().decode(probe))) {
    throw fileError(file, "this looks like a web page, not a CSV", "the download failed; fetch the file itself");
  }
  if (probe.some(isControl)) throw fileError(file, "this is no text file", "a CSV in UTF-8 is needed");
}

/** Control characters other than tab, line feed, form feed and carriage return. */
function isControl(byte: number): boolean {
  return (byte < 32 && (byte < 9 || byte > 13)) || byte === 127;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, k) => bytes[k] === byte);
}
