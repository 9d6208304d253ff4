import type { Indicator } from "../define.js";
import { dema } from "./dema.js";
import { ema } from "./ema.js";
import { kama } from "./kama.js";
import { rma } from "./rma.js";
import { sma } from "./sma.js";
import { wma } from "./wma.js";

export const AVERAGES = [sma, ema, wma, dema, kama, rma] as unknown as readonly Indicator[];
