import type { Indicator } from "../define.js";
import { candlePattern } from "./candle-pattern.js";
import { marketStructure } from "./market-structure.js";
import { orderBlocks } from "./order-blocks.js";
import { pivotPoints } from "./pivot-points.js";
import { supportResistance } from "./support-resistance.js";
import { swingPoints } from "./swing-points.js";

export const STRUCTURE = [
  swingPoints,
  supportResistance,
  marketStructure,
  orderBlocks,
  pivotPoints,
  candlePattern,
] as unknown as readonly Indicator[];
