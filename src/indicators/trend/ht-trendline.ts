import { OP_HT_TRENDLINE } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";

/** The longest cycle that is measured, bars. */
const LONGEST = 50;

export const htTrendline = defineIndicator({
  name: "ht-trendline",
  title: "Hilbert transform trendline",
  source:
    "mean over the dominant cycle, from 6 to 50 bars by the Hilbert transform, weighted 4, 3, 2, 1 with those of the bars before; measured from bar 37 on, shown from 63 (TA-Lib); Ehlers, Rocket Science for Traders (2001)",
  inputs: ["series"],
  outputs: ["trendline"],
  panel: "price",
  parameters: {},
  warmUp: () => 63,
  operation: () => ({ op: OP_HT_TRENDLINE, n: LONGEST }),
});
