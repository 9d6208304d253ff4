import {
  OP_ADD,
  OP_DIVIDE,
  OP_MULTIPLY,
  OP_QUOTIENT,
  OP_RATIO,
  OP_SHIFT,
  OP_SUBTRACT,
  OP_TOGETHER,
} from "../../dist/layout.js";
import { type Handle, operate } from "../kernel/node.js";

// Columns computed from columns, for what is put together from indicators.

const OPERATIONS = { add: OP_ADD, subtract: OP_SUBTRACT, multiply: OP_MULTIPLY, divide: OP_DIVIDE } as const;

/** a + b, a - b, a b or a / b, bar by bar; a number stands for a column that has it on every bar. */
export function compute(a: Handle, name: keyof typeof OPERATIONS, b: Handle | number): Handle {
  const number = typeof b === "number";
  const [result] = operate({
    name,
    op: OPERATIONS[name],
    kind: "series",
    inputs: number ? [a, null] : [a, b],
    ...(number ? { p: b } : {}),
  });
  return result as Handle;
}

/** The value of the bar before. */
export function before(a: Handle): Handle {
  return shifted(a, 1);
}

/** a / b; NaN where b is 0 or either is infinite. */
export function ratio(a: Handle, b: Handle): Handle {
  return operate({ name: "ratio", op: OP_RATIO, kind: "series", inputs: [a, b] })[0] as Handle;
}

/** The value so many bars before. */
export function shifted(a: Handle, bars: number): Handle {
  return operate({ name: "shift", op: OP_SHIFT, kind: "series", inputs: [a], n: bars })[0] as Handle;
}

/** Half way between two columns. */
export function halfWay(a: Handle, b: Handle): Handle {
  return compute(compute(a, "add", b), "multiply", 0.5);
}

/** (high + low + close) / 3 */
export function typicalPrice(high: Handle, low: Handle, close: Handle): Handle {
  return compute(compute(compute(high, "add", low), "add", close), "divide", 3);
}

/** factor (a - b) / (c - d), 0 where c = d; without d, or without b and d, these are 0. */
export function quotient(factor: number, a: Handle, b: Handle | null, c: Handle, d: Handle | null = null): Handle {
  const inputs = [a, b, c, d];
  return operate({ name: "quotient", op: OP_QUOTIENT, kind: "series", inputs, p: factor })[0] as Handle;
}

/** A column where another one has values too. */
export function together(a: Handle, other: Handle): Handle {
  return operate({ name: "together", op: OP_TOGETHER, kind: "series", inputs: [a, other] })[0] as Handle;
}
