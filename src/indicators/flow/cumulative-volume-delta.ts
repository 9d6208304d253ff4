import { OP_CUMULATIVE_DELTA } from "../../../dist/layout.js";
import { choice } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";

export const cumulativeVolumeDelta = defineIndicator({
  name: "cumulative-volume-delta",
  title: "Cumulative volume delta",
  source:
    "sum of buyVolume - sellVolume so far, by the side of the aggressor; in base units; a bar without numbers starts it anew. Order-flow trading; the side as in Lee and Ready (1991) where an exchange does not give it",
  inputs: ["buyVolume", "sellVolume", "timestamp"],
  outputs: ["delta"],
  parameters: {
    anchor: choice(
      "cumulative",
      ["cumulative", "session"],
      "where the sum starts: at the first bar, or at the first bar of each UTC day",
    ),
  },
  warmUp: () => 0,
  operation: ({ anchor }) => ({ op: OP_CUMULATIVE_DELTA, mode: anchor === "session" ? 1 : 0 }),
});
