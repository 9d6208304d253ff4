import type { Indicator } from "../define.js";
import { atr } from "./atr.js";
import { bollinger } from "./bollinger.js";
import { bollingerPercent } from "./bollinger-percent.js";
import { bollingerWidth } from "./bollinger-width.js";
import { choppiness } from "./choppiness.js";
import { garmanKlass } from "./garman-klass.js";
import { keltner } from "./keltner.js";
import { midpoint } from "./midpoint.js";
import { midprice } from "./midprice.js";
import { natr } from "./natr.js";
import { parkinson } from "./parkinson.js";
import { rogersSatchell } from "./rogers-satchell.js";
import { rollingVolatility } from "./rolling-volatility.js";
import { trueRange } from "./true-range.js";
import { yangZhang } from "./yang-zhang.js";

export const VOLATILITY = [
  trueRange,
  atr,
  natr,
  bollinger,
  bollingerWidth,
  bollingerPercent,
  keltner,
  choppiness,
  rollingVolatility,
  parkinson,
  garmanKlass,
  rogersSatchell,
  yangZhang,
  midpoint,
  midprice,
] as unknown as readonly Indicator[];
