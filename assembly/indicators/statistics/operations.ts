import { Instruction } from "../../graph/instruction";
import { beta, correlation, pairBytes, PairState } from "./co-movement";
import { OP_ANGLE, OP_BETA, OP_CORRELATION, OP_LINEAR_REGRESSION, OP_ROLLING_QUANTILE, OP_VARIANCE, OP_Z_SCORE } from "./codes";
import { angle, linearRegression, LineState } from "./linear-regression";
import { quantileBytes, QuantileState, rollingQuantile } from "./rolling-quantile";
import { SpreadState, variance, zScore } from "./variance";

export function stateBytes(code: i32, n: i32, p: f64): i32 {
  if (code == OP_VARIANCE || code == OP_Z_SCORE) return offsetof<SpreadState>();
  if (code == OP_LINEAR_REGRESSION) return offsetof<LineState>();
  if (code == OP_CORRELATION || code == OP_BETA) return pairBytes();
  if (code == OP_ROLLING_QUANTILE) return quantileBytes(n);
  return 0;
}

export function execute(t: Instruction, from: i32, to: i32): void {
  switch (t.op) {
    case OP_VARIANCE:
      return variance(changetype<SpreadState>(t.state), t.in0, t.out0, from, to, t.n0, t.mode != 0);
    case OP_Z_SCORE:
      return zScore(changetype<SpreadState>(t.state), t.in0, t.out0, from, to, t.n0, t.mode != 0);
    case OP_LINEAR_REGRESSION:
      return linearRegression(changetype<LineState>(t.state), t.in0, t.out0, t.out1, t.out2, from, to, t.n0);
    case OP_ANGLE:
      return angle(t.in0, t.out0, from, to);
    case OP_CORRELATION:
      return correlation(changetype<PairState>(t.state), t.in0, t.in1, t.out0, from, to, t.n0);
    case OP_BETA:
      return beta(changetype<PairState>(t.state), t.in0, t.in1, t.out0, from, to, t.n0);
    case OP_ROLLING_QUANTILE:
      return rollingQuantile(changetype<QuantileState>(t.state), t.in0, t.out0, from, to, t.n0, t.p0);
  }
}
