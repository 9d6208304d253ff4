import { AVERAGES } from "./averages.js";
import type { PlainForm } from "./form.js";
import { MOMENTUM } from "./momentum.js";
import { STATISTICS } from "./statistics.js";
import { STRUCTURE } from "./structure.js";
import { TREND } from "./trend.js";
import { VOLATILITY } from "./volatility.js";
import { VOLUME } from "./volume.js";

/** By the catalogue's names. */
export const PLAIN: Record<string, PlainForm> = {
  ...AVERAGES,
  ...MOMENTUM,
  ...TREND,
  ...VOLATILITY,
  ...STATISTICS,
  ...VOLUME,
  ...STRUCTURE,
};
