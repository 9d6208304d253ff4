import { OP_ANGLE, OP_LINEAR_REGRESSION } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const linearRegression = composeIndicator({
  name: "linear-regression",
  title: "Linear regression",
  source:
    "least-squares line through the last n values: its value at the newest bar, slope a bar, value at the oldest bar (intercept), atan(slope) in degrees, value one bar ahead (forecast; time series forecast in TA-Lib), and r2 = 1 - residual / total squares, NaN of a flat window",
  inputs: ["series"],
  outputs: ["value", "slope", "intercept", "angle", "forecast", "r2"],
  panel: "price",
  unpriced: ["slope", "angle", "r2"],
  parameters: { period: period(14, 2) },
  warmUp: ({ period }) => period - 1,
  build: (inputs, { period }) => {
    const line = operate({
      name: "linear-regression",
      op: OP_LINEAR_REGRESSION,
      kind: "series",
      inputs,
      outputs: 3,
      n: period,
    });
    const [value, slope, r2] = line as [Handle, Handle, Handle];
    const intercept = compute(value, "subtract", compute(slope, "multiply", period - 1));
    const angle = operate({ name: "angle", op: OP_ANGLE, kind: "series", inputs: [slope] })[0] as Handle;
    return [value, slope, intercept, angle, compute(value, "add", slope), r2];
  },
});
