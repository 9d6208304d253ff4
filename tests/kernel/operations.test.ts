import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { OP_PACK } from "../../dist/layout.js";
import type { Bars } from "../../src/contracts/bars.js";
import { Engine } from "../../src/kernel/engine.js";
import { type Handle, operate } from "../../src/kernel/node.js";
import { context, type Flags, type Operand } from "../../src/strategies/context.js";
import { cases } from "../property/settings.js";
import { evaluated, expectSameBits, rawBars } from "./columns.js";

/** The graph's operations against JavaScript's own, on any numbers and lengths, in ranges that begin and end anywhere. */

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.load();
});

const anyNumber = fc.oneof(
  { arbitrary: fc.integer({ min: -3, max: 3 }), weight: 6 },
  {
    arbitrary: fc.constantFrom(Number.NaN, 0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324),
    weight: 3,
  },
  { arbitrary: fc.double(), weight: 2 },
);

interface Input {
  bars: Bars;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  cuts: number[];
}

const input: fc.Arbitrary<Input> = fc
  .tuple(
    fc.array(fc.tuple(anyNumber, anyNumber, anyNumber), { maxLength: 70, size: "max" }),
    fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 4 }),
  )
  .map(([rows, cuts]) => {
    const column = (k: 0 | 1 | 2) => Float64Array.from(rows, (row) => row[k]);
    const columns = { open: column(0), high: column(1), low: column(2) };
    return { ...columns, bars: rawBars(columns), cuts };
  });

const { open, high, low } = context;

function agrees({ bars, cuts }: Input, handle: Handle, expected: ArrayLike<number>): void {
  for (const whole of [true, false]) {
    const [column] = evaluated(engine, bars, [handle], { whole, cuts }) as [Float64Array];
    expectSameBits(column, expected, `${handle.key}, ${whole ? "whole" : "window"}`);
  }
}

const check = (property: (given: Input, number: number) => void) =>
  // the graph's numbers are finite
  fc.assert(
    fc.property(
      input,
      anyNumber.filter((x) => Number.isFinite(x)),
      property,
    ),
    cases(60),
  );

type Arithmetic = "add" | "subtract" | "multiply" | "divide" | "minimum" | "maximum";
const arithmetic: Record<Arithmetic, (x: number, y: number) => number> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  minimum: Math.min,
  maximum: Math.max,
};

describe.each(Object.entries(arithmetic) as [Arithmetic, (x: number, y: number) => number][])("%s", (name, apply) => {
  it("of two columns, and of a column and a number", () => {
    check((given, number) => {
      const y = given.high;
      agrees(
        given,
        context[name](open, high),
        given.open.map((x, i) => apply(x, y[i] as number)),
      );
      agrees(
        given,
        context[name](open, number),
        given.open.map((x) => apply(x, number)),
      );
      agrees(
        given,
        context[name](number, high),
        y.map((value) => apply(number, value)),
      );
    });
  });
});

it("-0 and 0 are two numbers, also in one graph", () => {
  const bars = rawBars({ open: Float64Array.of(1, -2), close: Float64Array.of(5, 6) });
  const numbers = [0, -0];
  const handles = numbers.flatMap((zero) => [
    context.divide(open, zero),
    context.divide(1, context.multiply(open, zero)),
  ]);
  const left = numbers.map((zero) => context.divide(zero, open));
  const columns = evaluated(engine, bars, [...handles, ...left], { whole: true }).map((column) => [...column]);
  const { POSITIVE_INFINITY: up, NEGATIVE_INFINITY: down } = Number;
  expect(columns).toEqual([
    [up, down],
    [up, down],
    [down, up],
    [down, up],
    [0, -0],
    [-0, 0],
  ]);
});

type Comparison = "greater" | "greaterEqual" | "less" | "lessEqual" | "equal";
const comparisons: Record<Comparison, (x: number, y: number) => boolean> = {
  greater: (x, y) => x > y,
  greaterEqual: (x, y) => x >= y,
  less: (x, y) => x < y,
  lessEqual: (x, y) => x <= y,
  equal: (x, y) => x === y,
};

const flagsOf = (column: Float64Array, yes: (x: number, i: number) => boolean) =>
  Uint8Array.from(column, (x, i) => (yes(x, i) ? 1 : 0));

describe.each(Object.entries(comparisons) as [Comparison, (x: number, y: number) => boolean][])("%s", (name, holds) => {
  it("of two columns, and of a column and a number on either side", () => {
    check((given, number) => {
      agrees(
        given,
        context[name](open, high),
        flagsOf(given.open, (x, i) => holds(x, given.high[i] as number)),
      );
      agrees(
        given,
        context[name](open, number),
        flagsOf(given.open, (x) => holds(x, number)),
      );
      agrees(
        given,
        context[name](number, high),
        flagsOf(given.high, (y) => holds(number, y)),
      );
    });
  });
});

type Value = (i: number) => number;

/** At most the other one on the bar before, above it on this one. */
const crosses = (length: number, a: Value, b: Value) =>
  Uint8Array.from({ length }, (_, i) => (i > 0 && a(i - 1) <= b(i - 1) && a(i) > b(i) ? 1 : 0));

describe("crossings", () => {
  it("of two columns, and of a column and a number on either side", () => {
    check((given, number) => {
      const { length } = given.open;
      const x: Value = (i) => given.open[i] as number;
      const y: Value = (i) => given.high[i] as number;
      const fixed: Value = () => number;
      const sides: [Operand, Value, Operand, Value][] = [
        [open, x, high, y],
        [open, x, number, fixed],
        [number, fixed, high, y],
      ];
      for (const [left, a, right, b] of sides) {
        agrees(given, context.crossesAbove(left, right), crosses(length, a, b));
        agrees(given, context.crossesBelow(left, right), crosses(length, b, a));
      }
    });
  });
});

describe("flags", () => {
  const first = context.greater(open, 0);
  const second = context.greater(high, 0);
  const third = context.greater(low, 0);
  const positive = (column: Float64Array, i: number) => (column[i] as number) > 0;

  it("and, or, not", () => {
    check((given) => {
      const { open: a, high: b, low: c } = given;
      agrees(
        given,
        context.and(first, second, third),
        flagsOf(a, (_, i) => [a, b, c].every((x) => positive(x, i))),
      );
      agrees(
        given,
        context.or(first, second, third),
        flagsOf(a, (_, i) => [a, b, c].some((x) => positive(x, i))),
      );
      agrees(
        given,
        context.not(first),
        flagsOf(a, (_, i) => !positive(a, i)),
      );
    });
  });

  it("packed, any of the four absent", () => {
    fc.assert(
      fc.property(input, fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()), (given, present) => {
        const columns = [given.open, given.high, given.low, given.open];
        const handles: (Flags | null)[] = [first, second, third, context.not(first)];
        const inputs = handles.map((handle, k) => (present[k] ? handle : null));
        const [packed] = operate({ name: "pack", op: OP_PACK, kind: "flags", inputs });
        const expected = Uint8Array.from(given.open, (_, i) =>
          columns.reduce((sum, column, k) => {
            const is = k === 3 ? !positive(column, i) : positive(column, i);
            return sum + (present[k] && is ? 2 ** k : 0);
          }, 0),
        );
        agrees(given, packed as Handle, expected);
      }),
      cases(60),
    );
  });
});

describe("shift", () => {
  it("moves columns and flags on, by up to more bars than there are", () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 0, max: 80 }), (given, bars) => {
        const up = context.greater(open, high);
        const flags = flagsOf(given.open, (x, i) => x > (given.high[i] as number));
        const sum = context.add(open, high);
        const sums = given.open.map((x, i) => x + (given.high[i] as number));
        agrees(
          given,
          context.shift(sum, bars),
          sums.map((_, i) => sums[i - bars] ?? Number.NaN),
        );
        agrees(
          given,
          context.shift(up, bars),
          flags.map((_, i) => flags[i - bars] ?? 0),
        );
      }),
      cases(60),
    );
  });
});
