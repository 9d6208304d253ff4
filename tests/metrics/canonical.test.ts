import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalColumns, canonicalJson, sha256 } from "../../src/contracts/canonical.js";
import { cases } from "../property/settings.js";

/** Canonical forms: equal things have equal bytes, different things have not. */

const json = fc.jsonValue().filter((value) => finite(value));

function finite(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value !== "object" || value === null || Object.values(value).every(finite);
}

/** The same data with every object's keys in the opposite order, -0 for 0, and members that are undefined. */
function disguised(value: unknown): unknown {
  if (value === 0) return -0;
  if (Array.isArray(value)) return value.map(disguised);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, disguised(member)] as const);
  return Object.fromEntries([...entries.reverse(), ["\uffff absent", undefined]]);
}

describe("canonical JSON", () => {
  it("does not depend on the order of keys, on -0, or on undefined members", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(disguised(value))).toBe(canonicalJson(value));
      }),
      cases(300),
    );
  });

  it("says the same as the data, and its own text again", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(JSON.stringify(sorted(JSON.parse(text)))).toBe(
          JSON.stringify(sorted(JSON.parse(JSON.stringify(value)))),
        );
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      cases(300),
    );
  });

  it("sorts keys by code unit, numbers like any other key, and escapes as JSON does", () => {
    const value = {
      b: 1,
      a: 1e21,
      A: -0,
      "10": 0.1,
      "9": [null, true, '\u2028"\n'],
      é: {},
      "\ud800\udc00": 0,
      "\uffff": 1,
    };
    expect(canonicalJson(value)).toBe(
      `{"10":0.1,"9":[null,true,"\u2028\\"\\n"],"A":0,"a":1e+21,"b":1,"é":{},"\ud800\udc00":0,"\uffff":1}`,
    );
  });

  it("refuses what has no canonical text", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1, 1n]) {
      expect(() => canonicalJson(value)).toThrow();
    }
    expect(() => canonicalJson({ deep: [Number.NaN] })).toThrow(/finite/);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

const column = fc.array(fc.oneof(fc.double(), fc.constantFrom(0, -0, Number.NaN)), { maxLength: 20 });

describe("canonical columns", () => {
  it("are a header and little-endian values, column by column", () => {
    const bytes = canonicalColumns([Float64Array.of(1, -0), Float64Array.of(Number.NaN, 0.1)]);
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(hex).toBe(
      "5641524e" +
        "01000000" +
        "02000000" +
        "02000000" +
        "000000000000f03f" +
        "0000000000000000" +
        "000000000000f87f" +
        "9a9999999999b93f",
    );
  });

  it("have one NaN and one 0, whatever bits came, and leave what was given as it was", () => {
    const odd = new Float64Array(
      new BigUint64Array([0xfff8_0000_0000_0001n, 0x7ff0_0000_0000_0001n, 1n << 63n]).buffer,
    );
    const before = [...new BigUint64Array(odd.buffer)];
    expect(canonicalColumns([odd])).toEqual(canonicalColumns([Float64Array.of(Number.NaN, Number.NaN, 0)]));
    expect([...new BigUint64Array(odd.buffer)]).toEqual(before);
  });

  it("give a view's own values, wherever it begins", () => {
    const whole = Float64Array.of(9, 1, 2, 9);
    expect(canonicalColumns([whole.subarray(1, 3)])).toEqual(canonicalColumns([Float64Array.of(1, 2)]));
  });

  it("have equal hashes just if every value is the same", () => {
    const hash = (columns: number[][]) => sha256(canonicalColumns(columns.map((each) => Float64Array.from(each))));
    fc.assert(
      fc.property(column, column, (a, b) => {
        const same = a.length === b.length && a.every((x, i) => x === b[i] || (x !== x && b[i] !== b[i]));
        expect(hash([a]) === hash([b])).toBe(same);
        if (a.length > 0) expect(hash([a, a])).not.toBe(hash([[...a, ...a]]));
      }),
      cases(200),
    );
  });

  it("are refused with lengths that differ", () => {
    expect(() => canonicalColumns([Float64Array.of(1), Float64Array.of(1, 2)])).toThrow(/equal lengths/);
  });
});

describe("sha256", () => {
  it("is that of FIPS 180-4", () => {
    const text = (value: string) => sha256(new TextEncoder().encode(value));
    expect(text("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(text("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
