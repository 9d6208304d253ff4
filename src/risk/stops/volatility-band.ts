import { choice, float } from "../../contracts/parameters.js";
import { bollinger } from "../../indicators/bollinger.js";
import { ema } from "../../indicators/ema.js";
import { period } from "../../indicators/periods.js";
import type { Handle } from "../../kernel/node.js";
import { averageTrueRange, close, compute } from "../columns.js";
import { defineStop } from "./define.js";

/** Bollinger (2002) and Keltner bands, the latter in Raschke's form with ATR. */
export const volatilityBand = defineStop({
  name: "volatility-band",
  description:
    "stop at a Bollinger or Keltner band: the one at entry, or trailing along the outer or middle band and never loosening",
  parameters: {
    band: choice("bollinger", ["bollinger", "keltner"], "SMA -+ deviations, or EMA -+ ATRs"),
    mode: choice(
      "outer",
      ["fixed", "outer", "middle"],
      "outer band as it was at entry, or trailing along the outer or middle band",
    ),
    period: period(20),
    width: float(2, { min: 0.01, max: 20, search: [1, 3.5] }, "half width of the Bollinger bands, standard deviations"),
    atrPeriod: period(10),
    atrMultiple: float(1.5, { min: 0.01, max: 20, search: [1, 3] }, "half width of the Keltner bands, ATRs"),
  },
  needsAtr: false,
  settings: ({ mode }) => ({ bandFixed: mode === "fixed" }),
  columns: (values) => {
    const { lower, middle, upper } = bands(values);
    return values.mode === "middle"
      ? { kind: "band", long: middle, short: middle }
      : { kind: "band", long: lower, short: upper };
  },
});

interface Width {
  readonly band: "bollinger" | "keltner";
  readonly period: number;
  readonly width: number;
  readonly atrPeriod: number;
  readonly atrMultiple: number;
}

function bands({ band, period, width, atrPeriod, atrMultiple }: Width): Record<"upper" | "middle" | "lower", Handle> {
  if (band === "bollinger") {
    const [upper, middle, lower] = bollinger.build([close], { period, width }) as [Handle, Handle, Handle];
    return { upper, middle, lower };
  }
  const middle = ema.build([close], { period, seed: "sma" })[0] as Handle;
  const distance = compute(averageTrueRange(atrPeriod), "multiply", atrMultiple);
  return { upper: compute(middle, "add", distance), middle, lower: compute(middle, "subtract", distance) };
}
