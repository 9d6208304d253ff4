import { defineTask } from "../tasks.js";
import { barsOf, forgotten, varanus } from "./kept.js";
import { SWEEP } from "./names.js";
import { inPortions } from "./portions.js";

/** Combinations. */
const PORTIONS = { first: 1, least: 1, growth: 4 };

export const sweepTask = defineTask({
  name: SWEEP,
  forgotten,
  async run({ data, config, params, from, to, workers, finer }, context) {
    const bars = barsOf(context, data);
    const options = { params, from, to, workers, ...(finer === undefined ? {} : { finer: barsOf(context, finer) }) };
    const running = (await varanus()).startSweep(bars, config, options);
    const { columns, length, skipped } = await inPortions(running, PORTIONS, context);
    return { columns, length, skipped };
  },
  transfer: ({ columns: { params, ...numbers } }) =>
    [...Object.values(params), ...Object.values(numbers)]
      .filter((column): column is Float64Array<ArrayBuffer> => column instanceof Float64Array)
      .map((column) => column.buffer),
});
