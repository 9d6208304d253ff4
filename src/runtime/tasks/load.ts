import { describeBars, readBars } from "../../index.js";
import { defineTask } from "../tasks.js";
import { bytesOf, keepBars } from "./kept.js";
import { LOAD } from "./names.js";

export const loadTask = defineTask({
  name: LOAD,
  async run({ keep, file, symbol, timeframe, calendar, utcOffset, now }, context) {
    const { signal } = context;
    const bytes = await bytesOf(file);
    const onProgress = context.progress;
    const { bars, notes } = await readBars(bytes, {
      file: file.name,
      symbol,
      timeframe,
      calendar,
      utcOffset,
      now,
      signal,
      onProgress,
    });
    return { data: describeBars(await keepBars(context, keep, bars)), notes };
  },
});
