import type { Indicator } from "../define.js";
import { bookPressure } from "./book-pressure.js";
import { cumulativeVolumeDelta } from "./cumulative-volume-delta.js";
import { depthImbalance } from "./depth-imbalance.js";
import { largeOrders } from "./large-orders.js";
import { liquidity } from "./liquidity.js";
import { liquidityZones } from "./liquidity-zones.js";
import { openInterestChange } from "./open-interest-change.js";
import { orderFlowImbalance } from "./order-flow-imbalance.js";
import { orderImbalance } from "./order-imbalance.js";
import { spread } from "./spread.js";
import { tradeFlow } from "./trade-flow.js";
import { tradesImbalance } from "./trades-imbalance.js";
import { tradesPressure } from "./trades-pressure.js";

export const FLOW = [
  cumulativeVolumeDelta,
  tradeFlow,
  tradesImbalance,
  tradesPressure,
  liquidityZones,
  openInterestChange,
  orderImbalance,
  orderFlowImbalance,
  depthImbalance,
  bookPressure,
  spread,
  largeOrders,
  liquidity,
] as unknown as readonly Indicator[];
