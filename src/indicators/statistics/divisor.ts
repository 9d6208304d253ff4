import { choice } from "../../contracts/parameters.js";

/** What the squared deviations of n values are divided by. */
export const divisor = () =>
  choice(
    "population",
    ["population", "sample"],
    "divisor of the squared deviations: population n (ddof 0), sample n - 1",
  );
