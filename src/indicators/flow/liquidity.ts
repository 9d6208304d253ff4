import { OP_ADD_NEAR } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { halfWay } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { every, levels, ofLevels } from "./levels.js";

export const liquidity = composeIndicator({
  name: "liquidity",
  title: "Liquidity near the middle",
  source:
    "sum of price x size over those of the best n levels of a side whose price is within d basis points of (best bid + best ask) / 2 (to 1e-9 of d); quote currency. Depth as in Degryse, de Jong and van Kervel, The impact of dark trading and visible fragmentation on market quality (2015)",
  inputs: ofLevels("bidPrice", "bidSize", "askPrice", "askSize"),
  inputsRead: ({ levels }) => 4 * levels,
  outputs: ["bidLiquidity", "askLiquidity"],
  parameters: {
    levels: levels(10),
    distance: float(
      10,
      { min: 0, max: 10_000, search: [1, 50] },
      "how far from the middle a level may be, basis points",
    ),
  },
  warmUp: () => 0,
  build: (inputs, { levels, distance }) => {
    const middle = halfWay(inputs[0] as Handle, inputs[2] as Handle);
    return [0, 2].map((side) => {
      const prices = every(inputs, 4, side).slice(0, levels);
      const sizes = every(inputs, 4, side + 1);
      return prices.reduce<Handle | null>((sum, price, k) => {
        const columns = [sum, price, sizes[k] as Handle, middle];
        return operate({
          name: "add-near",
          op: OP_ADD_NEAR,
          kind: "series",
          inputs: columns,
          p: distance / 10_000,
        })[0] as Handle;
      }, null) as Handle;
    });
  },
});
