import { OP_LOG_RATIO, OP_ROOT } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { sma } from "../averages/sma.js";
import { standardDeviation } from "../statistics/standard-deviation.js";

/** ln(a / b), NaN where that is no number. */
export function logRatio(a: Handle, b: Handle): Handle {
  return operate({ name: "log-ratio", op: OP_LOG_RATIO, kind: "series", inputs: [a, b] })[0] as Handle;
}

export function root(a: Handle): Handle {
  return operate({ name: "root", op: OP_ROOT, kind: "series", inputs: [a] })[0] as Handle;
}

/** Of the variances that an operation computes of single bars, the root of the mean of n. */
export function meanVolatility(name: string, op: number, inputs: readonly Handle[], n: number): Handle {
  return root(meanVariance(name, op, inputs, n));
}

export function meanVariance(name: string, op: number, inputs: readonly Handle[], n: number): Handle {
  const variance = operate({ name: `${name}-variance`, op, kind: "series", inputs })[0] as Handle;
  return sma.build([variance], { period: n })[0] as Handle;
}

/** Standard deviation of n values, with n - 1 as the divisor. */
export function sampleDeviation(x: Handle, n: number): Handle {
  const deviation = standardDeviation.build([x], { period: n })[0] as Handle;
  return compute(deviation, "multiply", Math.sqrt(n / (n - 1)));
}
