import type { Result } from "../../index.js";
import { type Levels, levelsOf } from "../../report/levels.js";
import { defineTask } from "../tasks.js";
import { bucketColumn, bucketStarts } from "./candles.js";
import { resultOf } from "./kept.js";
import { LEVELS } from "./names.js";

export const levelsTask = defineTask({
  name: LEVELS,
  run({ result: key, stretches }, context) {
    const result = resultOf(context, key);
    const { stop, target, ambiguous } = levels(result);
    const starts = bucketStarts(stretches, result.bars.length);
    return {
      stop: bucketColumn(starts, (_, end) => stop[end - 1] as number),
      target: bucketColumn(starts, (_, end) => target[end - 1] as number),
      ambiguous: bucketColumn(starts, (first, end) => {
        let sum = 0;
        for (let i = first; i < end; i++) sum += ambiguous[i] as number;
        return sum;
      }),
    };
  },
  transfer: (output) => Object.values(output).map((column) => column.buffer as ArrayBuffer),
});

/** Computed once a Result: the run is gone through again for them, and a chart that is moved asks many times. */
const known = new WeakMap<Result, Levels>();

function levels(result: Result): Levels {
  const found = known.get(result) ?? levelsOf(result.trace());
  known.set(result, found);
  return found;
}
