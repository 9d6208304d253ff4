import { describeBars } from "../../index.js";
import { defineTask } from "../tasks.js";
import { keepBars, varanus } from "./kept.js";
import { SAMPLE } from "./names.js";

export const sampleTask = defineTask({
  name: SAMPLE,
  async run({ keep, seed, bars, timeframe, symbol }, context) {
    const sample = (await varanus()).sample({ seed, bars, timeframe, ...(symbol === undefined ? {} : { symbol }) });
    const data = describeBars(await keepBars(context, keep, sample));
    return {
      data,
      notes: [`synthetic market, seed ${seed}: regimes, clustered volatility, jumps, momentum; no real prices`],
    };
  },
});
