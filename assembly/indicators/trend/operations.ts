import { Instruction } from "../../graph/instruction";
import { aroon, aroonBytes, AroonState } from "./aroon";
import { chandelierRatchet, RatchetState } from "./chandelier-ratchet";
import {
  OP_AROON,
  OP_CHANDELIER_RATCHET,
  OP_DIRECTIONAL,
  OP_DIRECTIONAL_MOVEMENT,
  OP_HEIKIN_ASHI,
  OP_HT_TRENDLINE,
  OP_INSTANTANEOUS_TRENDLINE,
  OP_SQUEEZE,
  OP_SUPERTREND,
  OP_VORTEX,
  OP_VORTEX_MOVEMENT,
} from "./codes";
import { directional, directionalMovement, DirectionalState } from "./directional";
import { heikinAshi, HeikinAshiState } from "./heikin-ashi";
import { hilbertBytes, HilbertState, htTrendline } from "./ht-trendline";
import { instantaneousTrendline, TrendlineState } from "./instantaneous-trendline";
import { squeeze, SqueezeState } from "./squeeze";
import { supertrend, SupertrendState } from "./supertrend";
import { vortex, vortexMovement } from "./vortex";

export function stateBytes(code: i32, n: i32, p: f64): i32 {
  if (code == OP_DIRECTIONAL || code == OP_DIRECTIONAL_MOVEMENT) return offsetof<DirectionalState>();
  if (code == OP_AROON) return aroonBytes(n);
  if (code == OP_SUPERTREND) return offsetof<SupertrendState>();
  if (code == OP_CHANDELIER_RATCHET) return offsetof<RatchetState>();
  if (code == OP_INSTANTANEOUS_TRENDLINE) return offsetof<TrendlineState>();
  if (code == OP_HT_TRENDLINE) return hilbertBytes();
  if (code == OP_SQUEEZE) return offsetof<SqueezeState>();
  if (code == OP_HEIKIN_ASHI) return offsetof<HeikinAshiState>();
  return 0;
}

export function execute(t: Instruction, from: i32, to: i32): void {
  const a = t.in0;
  const b = t.in1;
  const c = t.in2;
  const d = t.in3;
  const p = t.out0;
  const q = t.out1;
  const r = t.out2;
  const s = t.out3;
  const state = t.state;
  switch (t.op) {
    case OP_DIRECTIONAL:
      return directional(changetype<DirectionalState>(state), a, b, c, p, q, r, s, from, to, t.n0);
    case OP_DIRECTIONAL_MOVEMENT:
      return directionalMovement(changetype<DirectionalState>(state), a, b, p, q, from, to, t.n0);
    case OP_AROON:
      return aroon(changetype<AroonState>(state), a, b, p, q, r, from, to, t.n0);
    case OP_VORTEX_MOVEMENT:
      return vortexMovement(a, b, p, q, from, to);
    case OP_VORTEX:
      return vortex(a, b, c, p, q, from, to);
    case OP_SUPERTREND:
      return supertrend(changetype<SupertrendState>(state), a, b, c, d, p, q, r, s, from, to, t.p0);
    case OP_CHANDELIER_RATCHET:
      return chandelierRatchet(changetype<RatchetState>(state), a, b, c, p, q, r, from, to);
    case OP_INSTANTANEOUS_TRENDLINE:
      return instantaneousTrendline(changetype<TrendlineState>(state), a, p, q, r, from, to, t.p0);
    case OP_HT_TRENDLINE:
      return htTrendline(changetype<HilbertState>(state), a, p, from, to);
    case OP_SQUEEZE:
      return squeeze(changetype<SqueezeState>(state), a, b, c, d, p, q, from, to);
    case OP_HEIKIN_ASHI:
      return heikinAshi(changetype<HeikinAshiState>(state), a, b, c, d, p, q, r, s, from, to);
  }
}
