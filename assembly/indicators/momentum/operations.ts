import { Instruction } from "../../graph/instruction";
import { cci, cciBytes, CciState } from "./cci";
import { cmo, CmoState } from "./cmo";
import {
  OP_CCI,
  OP_CMO,
  OP_HELD,
  OP_MFI,
  OP_QUOTIENT,
  OP_TOGETHER,
  OP_ULTIMATE_OSCILLATOR,
} from "./codes";
import { held, HeldState } from "./held";
import { mfi, MfiState } from "./mfi";
import { quotient } from "./quotient";
import { together } from "./together";
import { ULTIMATE_BYTES, ultimateOscillator, UltimateState } from "./ultimate-oscillator";

export function stateBytes(code: i32, n: i32, p: f64): i32 {
  if (code == OP_HELD) return offsetof<HeldState>();
  if (code == OP_CMO) return offsetof<CmoState>();
  if (code == OP_MFI) return offsetof<MfiState>();
  if (code == OP_ULTIMATE_OSCILLATOR) return ULTIMATE_BYTES;
  if (code == OP_CCI) return cciBytes(n);
  return 0;
}

export function execute(t: Instruction, from: i32, to: i32): void {
  const s = t.state;
  switch (t.op) {
    case OP_QUOTIENT:
      return quotient(t.in0, t.in1, t.in2, t.in3, t.out0, from, to, t.p0);
    case OP_TOGETHER:
      return together(t.in0, t.in1, t.out0, from, to);
    case OP_HELD:
      return held(changetype<HeldState>(s), t.in0, t.in1, t.out0, from, to);
    case OP_CMO:
      return cmo(changetype<CmoState>(s), t.in0, t.out0, from, to, t.n0);
    case OP_MFI:
      return mfi(changetype<MfiState>(s), t.in0, t.in1, t.out0, from, to, t.n0);
    case OP_ULTIMATE_OSCILLATOR:
      return ultimateOscillator(
        changetype<UltimateState>(s), t.in0, t.in1, t.out0, from, to, t.n0, t.mode, i32(t.p0), i32(t.p1),
      );
    case OP_CCI:
      return cci(changetype<CciState>(s), t.in0, t.out0, from, to, t.n0);
  }
}
