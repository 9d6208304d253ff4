import type { CandleCase } from "./candles/candle.js";
import { carry } from "./candles/carry.js";
import { costs } from "./candles/costs.js";
import { levels } from "./candles/levels.js";
import { margin } from "./candles/margin.js";
import { orders } from "./candles/orders.js";
import { sizes } from "./candles/sizes.js";
import { stops } from "./candles/stops.js";

/** Every hand-written case, by section of SEMANTICS.md. */
export const CANDLES: Readonly<Record<string, readonly CandleCase[]>> = {
  orders,
  levels,
  stops,
  carry,
  margin,
  costs,
  sizes,
};
