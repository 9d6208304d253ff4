import type { Indicator } from "../define.js";
import { dema } from "./dema.js";
import { ema } from "./ema.js";
import { hma } from "./hma.js";
import { kama } from "./kama.js";
import { rma } from "./rma.js";
import { sma } from "./sma.js";
import { t3 } from "./t3.js";
import { tema } from "./tema.js";
import { trima } from "./trima.js";
import { vwma } from "./vwma.js";
import { wma } from "./wma.js";

export const AVERAGES = [sma, ema, wma, dema, tema, trima, kama, t3, hma, vwma, rma] as unknown as readonly Indicator[];
