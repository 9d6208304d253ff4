import { defineTask, PORTION_MS } from "../tasks.js";
import { barsOf, forgotten, varanus } from "./kept.js";
import { SWEEP } from "./names.js";

export const sweepTask = defineTask({
  name: SWEEP,
  forgotten,
  async run({ data, config, params, from, to, workers, finer }, context) {
    const bars = barsOf(context, data);
    const options = { params, from, to, workers, ...(finer === undefined ? {} : { finer: barsOf(context, finer) }) };
    const running = (await varanus()).startSweep(bars, config, options);
    try {
      let portion = 1;
      for (let more = true; more; ) {
        const started = performance.now();
        more = running.advance(portion);
        const factor = PORTION_MS / Math.max(0.1, performance.now() - started);
        portion = Math.max(1, Math.round(portion * Math.min(4, factor)));
        context.progress(running.progress);
        await context.pause();
      }
      const { columns, length, skipped } = running.finish();
      return { columns, length, skipped };
    } catch (error) {
      running.dispose();
      throw error;
    }
  },
  transfer: ({ columns: { params, ...numbers } }) =>
    [...Object.values(params), ...Object.values(numbers)]
      .filter((column): column is Float64Array<ArrayBuffer> => column instanceof Float64Array)
      .map((column) => column.buffer),
});
