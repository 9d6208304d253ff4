import type { Bar } from "./model.js";
import { isValid } from "./prices.js";
import type { Rules } from "./rules.js";

/** Where a market order or a level fills: on which bar, and whether at its close. */
export interface FillPlace {
  bar: number;
  atClose: boolean;
}

/** SEMANTICS.md, "The slippage of a fill of `size` units on bar i": f, a fraction of the price. */
export function slippageOfFill({ slippage }: Rules, bars: readonly Bar[], { bar, atClose }: FillPlace, size: number) {
  switch (slippage.model) {
    case "fixed":
      return slippage.base;
    case "volatility": {
      const known = bars[atClose ? bar : bar - 1];
      if (known === undefined || !isValid(known.atr)) return slippage.base;
      return atMost(slippage.base + (slippage.factor * known.atr) / known.close);
    }
    case "volume": {
      const share = shareOfVolume(size, (bars[bar] as Bar).volume);
      return atMost(slippage.factor * (slippage.squareRoot ? Math.sqrt(share) : share));
    }
  }
}

/** No fill is believed to be worse. */
function atMost(fraction: number): number {
  return Math.min(fraction, 0.5);
}

function shareOfVolume(size: number, volume: number): number {
  if (!isValid(volume)) return 1;
  const share = size / volume;
  return share > 1 ? 1 : share;
}
