import type { Indicator } from "../define.js";
import { adx } from "./adx.js";
import { adxr } from "./adxr.js";
import { aroon } from "./aroon.js";
import { chandelierExit } from "./chandelier-exit.js";
import { directionalMovement } from "./directional-movement.js";
import { donchian } from "./donchian.js";
import { dx } from "./dx.js";
import { heikinAshi } from "./heikin-ashi.js";
import { htTrendline } from "./ht-trendline.js";
import { ichimoku } from "./ichimoku.js";
import { instantaneousTrendline } from "./instantaneous-trendline.js";
import { parabolicSar } from "./parabolic-sar.js";
import { squeeze } from "./squeeze.js";
import { supertrend } from "./supertrend.js";
import { vortex } from "./vortex.js";

export const TREND = [
  parabolicSar,
  chandelierExit,
  supertrend,
  adx,
  adxr,
  dx,
  directionalMovement,
  aroon,
  vortex,
  donchian,
  ichimoku,
  instantaneousTrendline,
  htTrendline,
  squeeze,
  heikinAshi,
] as unknown as readonly Indicator[];
