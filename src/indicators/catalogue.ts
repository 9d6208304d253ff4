import { unknownName } from "../contracts/errors.js";
import { AVERAGES } from "./averages/index.js";
import type { Indicator } from "./define.js";
import { FLOW } from "./flow/index.js";
import { MOMENTUM } from "./momentum/index.js";
import { STATISTICS } from "./statistics/index.js";
import { STRUCTURE } from "./structure/index.js";
import { TREND } from "./trend/index.js";
import { VOLATILITY } from "./volatility/index.js";
import { VOLUME } from "./volume/index.js";

/** Every indicator, by family. */
export const INDICATOR_FAMILIES = {
  averages: AVERAGES,
  momentum: MOMENTUM,
  trend: TREND,
  volatility: VOLATILITY,
  statistics: STATISTICS,
  volume: VOLUME,
  structure: STRUCTURE,
  flow: FLOW,
} as const;

/** Every indicator. */
export const INDICATORS: readonly Indicator[] = Object.values(INDICATOR_FAMILIES).flat();

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
