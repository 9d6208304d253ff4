import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumberScanner } from "../../src/sources/number-scanner.js";

const scanner = new NumberScanner();
const encoder = new TextEncoder();

/** The number at the start of a text and how many characters it took. */
function scan(text: string): { value: number; end: number } {
  const bytes = encoder.encode(text);
  return { value: scanner.scan(bytes, 0, bytes.length), end: scanner.end };
}

function expectAsNumber(text: string): void {
  const { value, end } = scan(text);
  expect(end, text).toBe(text.length);
  expect(Object.is(value, Number(text)), `${text}: ${value} is not ${Number(text)}`).toBe(true);
}

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(""));
const sign = fc.constantFrom("", "-", "+");
const exponent = fc.oneof(
  fc.constant(""),
  fc.tuple(fc.constantFrom("e", "E"), sign, fc.integer({ min: 0, max: 400 })).map((parts) => parts.join("")),
);
const decimal = fc
  .tuple(
    sign,
    digits(1, 25),
    fc.oneof(
      fc.constant(""),
      fc.constant("."),
      digits(1, 30).map((d) => `.${d}`),
    ),
    exponent,
  )
  .map((parts) => parts.join(""));

describe("the number scanner", () => {
  it("gives what Number gives, for any decimal", () => {
    fc.assert(fc.property(decimal, expectAsNumber), { numRuns: 5_000 });
  });

  it("reads every double back from its own text", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expectAsNumber(String(value));
        expectAsNumber(value.toExponential());
        expectAsNumber(value.toPrecision(17));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ...[
      "0",
      "-0",
      "0.0",
      ".5",
      "5.",
      "+5",
      "007",
      "1e5",
      "1E+5",
      "1e-5",
      "0e999",
      "1e22",
      "1e23",
      "123456789012345678",
    ],
    ...["9007199254740991", "9007199254740992", "9007199254740993", "9007199254740993e0", "0.1", "0.30000000000000004"],
    ...["5e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072011e-308", "1e-400", "1e400"],
    ...["1.7976931348623157e308", "1.7976931348623159e308", "8.41e21", "1e-22", "1e-23", "1e99999999999999999999"],
    ...["0.000000000000000000000000000000000000001", "100000000000000000000000000000000000000000"],
  ])("reads %s", (text) => {
    expectAsNumber(text);
  });

  it("stops where the number stops", () => {
    expect(scan("12.5,7")).toEqual({ value: 12.5, end: 4 });
    expect(scan("12e")).toEqual({ value: 12, end: 2 });
    expect(scan("12e+x")).toEqual({ value: 12, end: 2 });
    expect(scan("1.2.3")).toEqual({ value: 1.2, end: 3 });
    expect(scan("0x10")).toEqual({ value: 0, end: 1 });
  });

  it.each(["", "-", "+", ".", "-.", "e5", "abc", ",", "Infinity", "--1"])("finds no number in %j", (text) => {
    expect(scan(text)).toEqual({ value: Number.NaN, end: 0 });
  });

  it("does not look beyond its limit", () => {
    const bytes = encoder.encode("123456e2");
    expect(scanner.scan(bytes, 1, 4)).toBe(234);
    expect(scanner.end).toBe(4);
  });
});
