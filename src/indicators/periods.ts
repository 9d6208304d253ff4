import { int } from "../contracts/parameters.js";

/** A window length in bars. */
export const period = (value: number, min = 1) =>
  int(value, { min, max: 100_000, search: [Math.max(min, 2), 200] }, "window, bars");
