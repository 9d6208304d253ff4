import { OP_ADD, OP_DIVIDE, OP_MULTIPLY, OP_RATIO, OP_SHIFT, OP_SUBTRACT } from "../../dist/layout.js";
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
  return operate({ name: "shift", op: OP_SHIFT, kind: "series", inputs: [a], n: 1 })[0] as Handle;
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
