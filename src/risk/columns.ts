import { OP_ADD, OP_DIVIDE, OP_MULTIPLY, OP_SHIFT, OP_SUBTRACT } from "../../dist/layout.js";
import { atr } from "../indicators/atr.js";
import { type Handle, operate, sourceHandle } from "../kernel/node.js";

// Columns that stops and sizers read: graphs of kernel operations, as those of strategies are.

export const high: Handle = sourceHandle("high", "series");
export const low: Handle = sourceHandle("low", "series");
export const close: Handle = sourceHandle("close", "series");

type Operand = Handle | number;

const OPERATIONS = {
  add: OP_ADD,
  subtract: OP_SUBTRACT,
  multiply: OP_MULTIPLY,
  divide: OP_DIVIDE,
} as const;

export function compute(a: Handle, name: keyof typeof OPERATIONS, b: Operand): Handle {
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

export function averageTrueRange(period: number): Handle {
  return atr.build([high, low, close], { period })[0] as Handle;
}
