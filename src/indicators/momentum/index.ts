import type { Indicator } from "../define.js";
import { apo } from "./apo.js";
import { awesomeOscillator } from "./awesome-oscillator.js";
import { balanceOfPower } from "./balance-of-power.js";
import { cci } from "./cci.js";
import { cmo } from "./cmo.js";
import { macd } from "./macd.js";
import { mfi } from "./mfi.js";
import { momentum } from "./momentum.js";
import { ppo } from "./ppo.js";
import { roc } from "./roc.js";
import { rsi } from "./rsi.js";
import { stochastic } from "./stochastic.js";
import { stochasticFast } from "./stochastic-fast.js";
import { stochasticRsi } from "./stochastic-rsi.js";
import { trix } from "./trix.js";
import { ultimateOscillator } from "./ultimate-oscillator.js";
import { williamsR } from "./williams-r.js";

export const MOMENTUM = [
  rsi,
  stochasticRsi,
  stochastic,
  stochasticFast,
  williamsR,
  cci,
  cmo,
  mfi,
  roc,
  momentum,
  macd,
  apo,
  ppo,
  trix,
  ultimateOscillator,
  awesomeOscillator,
  balanceOfPower,
] as unknown as readonly Indicator[];
