import { Instruction } from "../../graph/instruction";
import { CascadeState, t3, tema, tripleEma } from "./cascade";
import { OP_KAMA, OP_T3, OP_TEMA, OP_TRIPLE_EMA, OP_WMA } from "./codes";
import { kama, KamaState } from "./kama";
import { wma, WmaState } from "./wma";

export function stateBytes(code: i32, n: i32, p: f64): i32 {
  if (code == OP_WMA) return offsetof<WmaState>();
  if (code == OP_KAMA) return offsetof<KamaState>();
  if (code == OP_TRIPLE_EMA || code == OP_TEMA || code == OP_T3) return offsetof<CascadeState>();
  return 0;
}

export function execute(t: Instruction, from: i32, to: i32): void {
  switch (t.op) {
    case OP_WMA:
      return wma(changetype<WmaState>(t.state), t.in0, t.out0, from, to, t.n0);
    case OP_KAMA:
      return kama(changetype<KamaState>(t.state), t.in0, t.out0, from, to, t.n0, t.p0, t.p1);
    case OP_TRIPLE_EMA:
      return tripleEma(changetype<CascadeState>(t.state), t.in0, t.out0, from, to, t.n0);
    case OP_TEMA:
      return tema(changetype<CascadeState>(t.state), t.in0, t.out0, from, to, t.n0);
    case OP_T3:
      return t3(changetype<CascadeState>(t.state), t.in0, t.out0, from, to, t.n0, t.p0);
  }
}
