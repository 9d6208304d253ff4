import { unknownName } from "../contracts/errors.js";
import { atr } from "./atr.js";
import { bollinger } from "./bollinger.js";
import { chandelierExit } from "./chandelier-exit.js";
import type { Indicator } from "./define.js";
import { ema } from "./ema.js";
import { highest } from "./highest.js";
import { keltner } from "./keltner.js";
import { lowest } from "./lowest.js";
import { macd } from "./macd.js";
import { parabolicSar } from "./parabolic-sar.js";
import { rma } from "./rma.js";
import { rsi } from "./rsi.js";
import { sma } from "./sma.js";
import { standardDeviation } from "./standard-deviation.js";
import { trueRange } from "./true-range.js";

/** Every indicator, by name. */
export const INDICATORS: readonly Indicator[] = [
  sma,
  ema,
  rma,
  rsi,
  trueRange,
  atr,
  standardDeviation,
  bollinger,
  macd,
  highest,
  lowest,
  parabolicSar,
  keltner,
  chandelierExit,
] as unknown as readonly Indicator[];

/** `path`: the configuration key that the name came by. */
export function indicatorNamed(name: string, path = "indicator"): Indicator {
  const found = INDICATORS.find((indicator) => indicator.name === name);
  if (found === undefined)
    throw unknownName(
      "indicator",
      name,
      INDICATORS.map((i) => i.name),
      path,
    );
  return found;
}
