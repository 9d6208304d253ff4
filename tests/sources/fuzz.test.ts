import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VaranusError } from "../../src/contracts/errors.js";
import { createBars } from "../../src/market/bars.js";
import { parseBars, readBars } from "../../src/sources/read-bars.js";
import { parseSignals } from "../../src/sources/signals-csv.js";
import { quietSeries } from "../support/series.js";

/** Whatever comes in, a parser gives a result or a VaranusError that says something, in one line. */
function survives(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(VaranusError);
    expect((error as VaranusError).line).toMatch(/^.+$/u);
  }
}

const encode = (text: string) => new TextEncoder().encode(text);
const VALID = [
  "timestamp,open,high,low,close,volume\n1706659200000,1,2,0.5,1.5,10\n1706662800000,1,2,0.5,1.5,10\n",
  "https://example.com\nunix,date,symbol,open,high,low,close,Volume BTC\n1706662800,2024-01-31 01:00:00,B,1,2,0.5,1.5,3\n1706659200,2024-01-31 00:00:00,B,1,2,0.5,1.5,3\n",
  "DATE\tTIME\tOPEN\tHIGH\tLOW\tCLOSE\tTICKVOL\r\n2024-01-31\t00:00:00\t1\t2\t0.5\t1.5\t3\r\n2024-01-31\t01:00:00\t1\t2\t0.5\t1.5\t3\r\n",
  '"open_time";"open";"high";"low";"close"\n"2024-01-31T00:00:00+03:00";"1";"2";"0.5";"1.5"\n"2024-01-31T01:00:00+03:00";"1";"2";"0.5";"1.5"',
  "[[1706659200000, 1, 2, 0.5, 1.5, 10], [1706662800000, 1, 2, 0.5, 1.5, 10]]",
].map(encode);
const SIGNALS = encode("bar,longEntry,longExit,stop\n0,1,0,95.5\n3,0,1,\n");

/** Bytes that matter to a parser come more often than chance would have it. */
const TOKENS = [
  ",",
  ";",
  "\t",
  "\n",
  "\r",
  '"',
  "-",
  ".",
  "e",
  "0",
  "9",
  "[",
  "]",
  "NaN",
  "\u0000",
  "é",
  ":",
  "T",
  "Z",
];
const byte = fc.oneof(
  fc.integer({ min: 0, max: 255 }).map((b) => [b]),
  fc.constantFrom(...TOKENS).map((t) => [...encode(t)]),
);

/** A valid file with a few stretches cut out, and bytes put in their place. */
const mutated = (files: readonly Uint8Array[]) =>
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(8), fc.array(byte, { maxLength: 4 })), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([file, edits]) => {
      let bytes = [...file];
      for (const [where, cut, put] of edits) {
        const at = Math.floor(where * bytes.length);
        bytes = [...bytes.slice(0, at), ...put.flat(), ...bytes.slice(at + cut)];
      }
      return Uint8Array.from(bytes);
    });

describe("parsers under fuzz", () => {
  it("random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => survives(() => parseBars(bytes))),
      { numRuns: 500 },
    );
  });

  it("random text of the bytes that matter", () => {
    const text = fc.array(byte, { maxLength: 200 }).map((parts) => Uint8Array.from(parts.flat()));
    fc.assert(
      fc.property(text, (bytes) => {
        survives(() => parseBars(bytes));
        survives(() => parseBars(Uint8Array.from([...encode("timestamp,open,high,low,close\n"), ...bytes])));
        survives(() => parseBars(Uint8Array.from([...encode("[[1,"), ...bytes])));
      }),
      { numRuns: 500 },
    );
  });

  it("mutated files", () => {
    fc.assert(
      fc.property(mutated(VALID), (bytes) => survives(() => parseBars(bytes, { file: "x_1h.csv" }))),
      { numRuns: 3_000 },
    );
  });

  it("mutated signals", () => {
    const bars = createBars(quietSeries(10));
    fc.assert(
      fc.property(mutated([SIGNALS]), (bytes) => survives(() => parseSignals(bytes, bars))),
      { numRuns: 1_000 },
    );
  });

  it("mutated gzip", async () => {
    const packed = new Uint8Array(gzipSync(VALID[0] as Uint8Array));
    await fc.assert(
      fc.asyncProperty(mutated([packed]), async (bytes) => {
        const error = await readBars(bytes).catch((reason: unknown) => reason);
        if (error instanceof Error) expect(error).toBeInstanceOf(VaranusError);
      }),
      { numRuns: 200 },
    );
  });
});
