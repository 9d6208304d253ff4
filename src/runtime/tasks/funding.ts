import { fundBars, readFunding } from "../../index.js";
import { defineTask } from "../tasks.js";
import { barsOf, bytesOf, type KeptFunding } from "./kept.js";
import { FUNDING } from "./names.js";

export const fundingTask = defineTask({
  name: FUNDING,
  async run({ keep, file, symbol, data }, context) {
    const bars = data === undefined ? undefined : barsOf(context, data);
    const series = await readFunding(await bytesOf(file), { file: file.name, symbol });
    const kept: KeptFunding = { file: file.name, series };
    const rates = series.rate.length;
    const output = bars ? { rates, bars: bars.length, charged: fundBars(bars, series, file.name).charged } : { rates };
    context.kept.set(keep, kept);
    return output;
  },
});
