import { defineTask } from "../tasks.js";
import { resultOf, varanus } from "./kept.js";
import { BOUNDS } from "./names.js";

export const boundsTask = defineTask({
  name: BOUNDS,
  async run({ result: key }, context) {
    const result = resultOf(context, key);
    return (await varanus()).ambiguityBounds(result.bars, result.config, result.options);
  },
});
