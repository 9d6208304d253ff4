import { Instruction } from "../../graph/instruction";
import { OP_ACCUMULATION, OP_MONEY_FLOW_VOLUME, OP_OBV, OP_RATIO, OP_VOLUME_PROFILE, OP_VWAP } from "./codes";
import { accumulation, FlowState, moneyFlowVolume, obv, ratio } from "./flow";
import { profileBytes, ProfileState, volumeProfile } from "./volume-profile";
import { vwap, VwapState } from "./vwap";

export function stateBytes(code: i32, n: i32, p: f64): i32 {
  if (code == OP_OBV || code == OP_ACCUMULATION) return offsetof<FlowState>();
  if (code == OP_VWAP) return offsetof<VwapState>();
  if (code == OP_VOLUME_PROFILE) return profileBytes(i32(p));
  return 0;
}

export function execute(t: Instruction, from: i32, to: i32): void {
  switch (t.op) {
    case OP_OBV:
      return obv(changetype<FlowState>(t.state), t.in0, t.in1, t.out0, from, to);
    case OP_MONEY_FLOW_VOLUME:
      return moneyFlowVolume(t.in0, t.in1, t.in2, t.in3, t.out0, from, to);
    case OP_ACCUMULATION:
      return accumulation(changetype<FlowState>(t.state), t.in0, t.in1, t.in2, t.in3, t.out0, from, to);
    case OP_RATIO:
      return ratio(t.in0, t.in1, t.out0, from, to);
    case OP_VWAP: {
      const state = changetype<VwapState>(t.state);
      return vwap(state, t.in0, t.in1, t.in2, t.out0, t.out1, t.out2, from, to, t.mode, t.p0, t.p1);
    }
    case OP_VOLUME_PROFILE: {
      const state = changetype<ProfileState>(t.state);
      return volumeProfile(state, t.in0, t.in1, t.in2, t.out0, t.out1, t.out2, from, to, t.n0, i32(t.p0), t.p1);
    }
  }
}
