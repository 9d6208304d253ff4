import { OP_CMO } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const cmo = defineIndicator({
  name: "cmo",
  title: "Chande momentum oscillator",
  source:
    "100 (rises - falls) / (rises + falls), from -100 to 100, both Wilder-smoothed from the first n changes (TA-Lib; Chande takes plain sums); 0 where nothing moves; Chande and Kroll, The New Technical Trader (1994)",
  inputs: ["series"],
  outputs: ["cmo"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => period,
  operation: ({ period }) => ({ op: OP_CMO, n: period }),
});
