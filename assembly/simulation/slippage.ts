// How far a market or stop fill slips, as a fraction of its price (SEMANTICS.md, "Prices").

import { SLIPPAGE_FIXED, SLIPPAGE_VOLATILITY, SLIPPAGE_VOLUME_LINEAR } from "../core/codes";
import { at, isValid, optional } from "../core/columns";
import { Binding, Simulation } from "./state";

/** Of a fill of `size` units on bar `bar`; `atClose`: at its close, else at its open or inside it. */
@inline
export function slippageOf(s: Simulation, b: Binding, bar: i32, size: f64, atClose: bool): f64 {
  return s.slippageModel == SLIPPAGE_FIXED ? s.slippage : modelled(s, b, bar, size, atClose);
}

/** The same for a fill that ends a trade: exits slip only if `slipExits`. */
@inline
export function exitSlippage(s: Simulation, b: Binding, bar: i32, atClose: bool): f64 {
  return s.slipExits ? slippageOf(s, b, bar, abs(s.quantity), atClose) : 0;
}

/** The size of the fill counts. */
@inline
export function slipsByVolume(s: Simulation): bool {
  return s.slippageModel >= SLIPPAGE_VOLUME_LINEAR;
}

/** No fill is believed to be worse than this, fraction of the price. */
const MOST: f64 = 0.5;

function modelled(s: Simulation, b: Binding, bar: i32, size: f64, atClose: bool): f64 {
  return min(estimate(s, b, bar, size, atClose), MOST);
}

@inline
function estimate(s: Simulation, b: Binding, bar: i32, size: f64, atClose: bool): f64 {
  if (s.slippageModel == SLIPPAGE_VOLATILITY) {
    // what is known before the fill
    const j = atClose ? bar : bar - 1;
    const range = j < 0 ? NaN : optional(b.atr, j);
    return isValid(range) ? s.slippage + (s.slippageFactor * range) / at(b.close, j) : s.slippage;
  }
  const volume = at(b.volume, bar);
  const units = s.slipSize == s.slipSize ? s.slipSize : size;
  const part = isValid(volume) ? units / volume : 1;
  const share: f64 = part > 1 ? 1 : part;
  return s.slippageFactor * (s.slippageModel == SLIPPAGE_VOLUME_LINEAR ? share : sqrt(share));
}
