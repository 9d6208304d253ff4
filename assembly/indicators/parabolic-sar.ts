// Parabolic SAR (Wilder 1978). The first direction is that of the directional movement of the second bar.

import { at, put } from "../core/columns";

@unmanaged
export class SarState {
  /** bars so far */
  count: i32;
  rising: i32;
  highBefore: f64;
  lowBefore: f64;
  value: f64;
  extreme: f64;
  acceleration: f64;
}

/** Column of SAR values from the second bar on; a bar without prices starts it anew. */
export function parabolicSar(s: SarState, high: usize, low: usize, out: usize, from: i32, to: i32, step: f64, most: f64): void {
  const first = min(step, most);
  for (let i = from; i < to; i++) {
    const top = at(high, i);
    const bottom = at(low, i);
    if (top != top || bottom != bottom) {
      s.count = 0;
      put(out, i, NaN);
      continue;
    }
    s.count++;
    if (s.count == 1) put(out, i, NaN);
    else {
      if (s.count == 2) begin(s, top, bottom, first);
      put(out, i, advance(s, top, bottom, first, step, most));
      s.count = 3;
    }
    s.highBefore = top;
    s.lowBefore = bottom;
  }
}

function begin(s: SarState, top: f64, bottom: f64, first: f64): void {
  const up = top - s.highBefore;
  const down = s.lowBefore - bottom;
  s.rising = i32(!(down > 0 && down > up));
  s.extreme = s.rising ? top : bottom;
  s.value = s.rising ? s.lowBefore : s.highBefore;
  s.acceleration = first;
  // the second bar is its own bar before
  s.highBefore = top;
  s.lowBefore = bottom;
}

/** The value of this bar; the state goes on to the next. */
function advance(s: SarState, top: f64, bottom: f64, first: f64, step: f64, most: f64): f64 {
  // mirrored, so that the trend is always upwards
  const d: f64 = s.rising ? 1 : -1;
  const worst = s.rising ? bottom : -top;
  const best = s.rising ? top : -bottom;
  const worstBefore = s.rising ? s.lowBefore : -s.highBefore;
  const value = d * s.value;
  const extreme = d * s.extreme;
  if (worst <= value) {
    // the trend turns: the stop jumps to its extreme, beyond this bar and the one before
    const bestBefore = s.rising ? s.highBefore : -s.lowBefore;
    const turned = max(max(extreme, bestBefore), best);
    s.rising = i32(!s.rising);
    s.acceleration = first;
    s.extreme = d * worst;
    const next = turned + first * (worst - turned);
    s.value = d * max(max(next, bestBefore), best);
    return d * turned;
  }
  if (best > extreme) {
    s.extreme = d * best;
    s.acceleration = min(s.acceleration + step, most);
  }
  const next = value + s.acceleration * (d * s.extreme - value);
  s.value = d * min(min(next, worstBefore), worst);
  return d * value;
}
