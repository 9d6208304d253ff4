import { finerCover } from "../../index.js";
import { defineTask } from "../tasks.js";
import { barsOf, fundingOf, runBars } from "./kept.js";
import { SERIES } from "./names.js";

export const seriesTask = defineTask({
  name: SERIES,
  async run(input, context) {
    const bars = await runBars(barsOf(context, input.data), input, fundingOf(context, input.funding));
    if (input.finer === undefined) return { bars: { ...bars } };
    const finer = barsOf(context, input.finer);
    finerCover(bars, finer);
    return { bars: { ...bars }, finer: { ...finer } };
  },
});
