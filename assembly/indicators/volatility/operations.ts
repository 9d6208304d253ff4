import { Instruction } from "../../graph/instruction";
import { bandPercent, PercentState } from "./band-percent";
import { garmanKlass, parkinson, rogersSatchell } from "./bar-variance";
import {
  OP_BAND_PERCENT,
  OP_CHOPPINESS,
  OP_GARMAN_KLASS,
  OP_LOG_RATIO,
  OP_PARKINSON,
  OP_ROGERS_SATCHELL,
  OP_ROOT,
} from "./codes";
import { choppiness, logRatioColumn, rootColumn } from "./logarithms";

export function stateBytes(code: i32, n: i32, p: f64): i32 {
  if (code == OP_BAND_PERCENT) return offsetof<PercentState>();
  return 0;
}

export function execute(t: Instruction, from: i32, to: i32): void {
  switch (t.op) {
    case OP_BAND_PERCENT:
      return bandPercent(changetype<PercentState>(t.state), t.in0, t.in1, t.in2, t.out0, from, to, t.n0, t.p0);
    case OP_LOG_RATIO:
      return logRatioColumn(t.in0, t.in1, t.out0, from, to);
    case OP_ROOT:
      return rootColumn(t.in0, t.out0, from, to);
    case OP_CHOPPINESS:
      return choppiness(t.in0, t.in1, t.in2, t.out0, from, to, t.n0);
    case OP_PARKINSON:
      return parkinson(t.in0, t.in1, t.out0, from, to);
    case OP_GARMAN_KLASS:
      return garmanKlass(t.in0, t.in1, t.in2, t.in3, t.out0, from, to);
    case OP_ROGERS_SATCHELL:
      return rogersSatchell(t.in0, t.in1, t.in2, t.in3, t.out0, from, to);
  }
}
