import { Instruction } from "../../graph/instruction";
import { profileBytes, ProfileState } from "../volume/volume-profile";
import { OP_ADD_LARGE, OP_ADD_NEAR, OP_CUMULATIVE_DELTA, OP_LIQUIDITY_ZONES, OP_ORDER_FLOW } from "./codes";
import { cumulativeDelta, CumulativeState } from "./cumulative-delta";
import { addLarge, addNear } from "./levels";
import { liquidityZones } from "./liquidity-zones";
import { orderFlow } from "./order-flow";

export function stateBytes(code: i32, n: i32, p: f64): i32 {
  if (code == OP_CUMULATIVE_DELTA) return offsetof<CumulativeState>();
  if (code == OP_LIQUIDITY_ZONES) return profileBytes(i32(p));
  return 0;
}

export function execute(t: Instruction, from: i32, to: i32): void {
  switch (t.op) {
    case OP_CUMULATIVE_DELTA: {
      const state = changetype<CumulativeState>(t.state);
      return cumulativeDelta(state, t.in0, t.in1, t.in2, t.out0, from, to, t.mode == 1);
    }
    case OP_ORDER_FLOW:
      return orderFlow(t.in0, t.in1, t.in2, t.in3, t.out0, from, to);
    case OP_ADD_LARGE:
      return addLarge(t.in0, t.in1, t.in2, t.out0, from, to, t.p0);
    case OP_ADD_NEAR:
      return addNear(t.in0, t.in1, t.in2, t.in3, t.out0, from, to, t.p0);
    case OP_LIQUIDITY_ZONES: {
      const state = changetype<ProfileState>(t.state);
      return liquidityZones(state, t.in0, t.in1, t.in2, t.in3, t.out0, t.out1, from, to, t.n0, i32(t.p0));
    }
  }
}
