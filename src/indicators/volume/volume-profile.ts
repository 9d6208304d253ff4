import { OP_VOLUME_PROFILE } from "../../../dist/layout.js";
import { float, int } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const volumeProfile = composeIndicator({
  name: "volume-profile",
  title: "Volume profile",
  source:
    "the range from the lowest low L to the highest high H of the last n bars is cut into bins of equal height; a bar's volume is spread evenly from its low to its high, all of it at its price where they are equal (a price on an edge belongs to the bin above, H to the last one). Point of control: middle of the bin with the most volume, of several the one nearest (L + H) / 2, then the lower. Value area: from there on the two bins above or the two below join (one at the range's end), whichever have more volume, those above where they are equal, until it holds the wanted share; its outer edges are the outputs. Volumes within 1e-9 of the window's are equal. All three are the price where H = L, NaN where nothing was traded. Steidlmayer's market profile (Chicago Board of Trade, 1985), of volume in place of time; the area as in Dalton, Mind over Markets (1990)",
  inputs: ["high", "low", "volume"],
  outputs: ["pointOfControl", "valueAreaHigh", "valueAreaLow"],
  panel: "price",
  parameters: {
    period: period(100),
    bins: int(
      24,
      { min: 2, max: 1000, search: [10, 100] },
      "bins of equal height between the lowest low and the highest high",
    ),
    share: float(
      0.7,
      { min: 0.01, max: 1, search: [0.5, 0.9] },
      "share of the volume that the value area holds at least",
    ),
  },
  warmUp: ({ period }) => period - 1,
  build: (inputs, { period, bins, share }) =>
    operate({
      name: "volume-profile",
      op: OP_VOLUME_PROFILE,
      kind: "series",
      inputs: inputs as Handle[],
      outputs: 3,
      n: period,
      p: bins,
      q: share,
    }),
});
