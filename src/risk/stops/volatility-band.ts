import { choice, float } from "../../contracts/parameters.js";
import { period } from "../../indicators/periods.js";
import { bollinger } from "../../indicators/volatility/bollinger.js";
import { keltner } from "../../indicators/volatility/keltner.js";
import type { Handle } from "../../kernel/node.js";
import { close, high, low } from "../prices.js";
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
  columns: ({ band, mode, period, width, atrPeriod, atrMultiple }) => {
    const [upper, middle, lower] = (
      band === "bollinger"
        ? bollinger.build([close], { period, width })
        : keltner.build([high, low, close], { period, atrPeriod, multiple: atrMultiple })
    ) as [Handle, Handle, Handle];
    return mode === "middle"
      ? { kind: "band", long: middle, short: middle }
      : { kind: "band", long: lower, short: upper };
  },
});
