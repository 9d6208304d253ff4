import { describeBars, finerCover, readBars } from "../../index.js";
import { defineTask } from "../tasks.js";
import { barsOf, bytesOf, keepBars } from "./kept.js";
import { FINER } from "./names.js";

export const finerTask = defineTask({
  name: FINER,
  async run({ keep, file, symbol, calendar, utcOffset, now, data }, context) {
    const coarse = data === undefined ? undefined : barsOf(context, data);
    const { signal, progress: onProgress } = context;
    const told = { file: file.name, symbol, calendar, utcOffset, now };
    const { bars, notes } = await readBars(await bytesOf(file), { ...told, signal, onProgress });
    const cover = coarse && { bars: coarse.length, ...finerCover(coarse, bars) };
    return { data: describeBars(await keepBars(context, keep, bars)), notes, cover };
  },
});
