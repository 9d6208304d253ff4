import { OP_ROGERS_SATCHELL } from "../../../dist/layout.js";
import type { Handle } from "../../kernel/node.js";
import { before, compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { logRatio, meanVariance, root, sampleDeviation } from "./logarithms.js";

export const yangZhang = composeIndicator({
  name: "yang-zhang",
  title: "Yang-Zhang volatility",
  source:
    "sqrt(var(ln(open / close before)) + k var(ln(close / open)) + (1 - k) Rogers-Satchell variance) over n bars, per bar, sample variances, k = 0.34 / (1.34 + (n + 1) / (n - 1)); Yang and Zhang, Journal of Business 73:3 (2000)",
  inputs: ["open", "high", "low", "close"],
  outputs: ["volatility"],
  parameters: { period: period(20, 2) },
  warmUp: ({ period }) => period,
  build: (inputs, { period }) => {
    const [open, , , close] = inputs as [Handle, Handle, Handle, Handle];
    const k = 0.34 / (1.34 + (period + 1) / (period - 1));
    const overnight = sampleVariance(logRatio(open, before(close)), period);
    const day = sampleVariance(logRatio(close, open), period);
    const within = meanVariance("rogers-satchell", OP_ROGERS_SATCHELL, inputs, period);
    const between = compute(overnight, "add", compute(day, "multiply", k));
    return [root(compute(between, "add", compute(within, "multiply", 1 - k)))];
  },
});

function sampleVariance(x: Handle, n: number): Handle {
  const deviation = sampleDeviation(x, n);
  return compute(deviation, "multiply", deviation);
}
