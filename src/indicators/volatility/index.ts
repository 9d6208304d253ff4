import type { Indicator } from "../define.js";
import { atr } from "./atr.js";
import { bollinger } from "./bollinger.js";
import { keltner } from "./keltner.js";
import { trueRange } from "./true-range.js";

export const VOLATILITY = [trueRange, atr, bollinger, keltner] as unknown as readonly Indicator[];
