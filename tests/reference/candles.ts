import type { CandleCase } from "./candles/candle.js";
import { carry } from "./candles/carry.js";
import { costs } from "./candles/costs.js";
import { levels } from "./candles/levels.js";
import { margin } from "./candles/margin.js";
import { orders } from "./candles/orders.js";
import { ordersBrackets } from "./candles/orders-brackets.js";
import { ordersInside } from "./candles/orders-inside.js";
import { ordersParts } from "./candles/orders-parts.js";
import { ordersProtective } from "./candles/orders-protective.js";
import { ordersTerms } from "./candles/orders-terms.js";
import { ordersTypes } from "./candles/orders-types.js";
import { ordersVolume } from "./candles/orders-volume.js";
import { sizes } from "./candles/sizes.js";
import { stops } from "./candles/stops.js";

/** Every hand-written case, by section of SEMANTICS.md and of ORDERS.md. */
export const CANDLES: Readonly<Record<string, readonly CandleCase[]>> = {
  orders,
  levels,
  stops,
  carry,
  margin,
  costs,
  sizes,
  "orders: types": ordersTypes,
  "orders: terms": ordersTerms,
  "orders: parts": ordersParts,
  "orders: volume": ordersVolume,
  "orders: protective exits": ordersProtective,
  "orders: brackets": ordersBrackets,
  "orders: inside the bar": ordersInside,
};
