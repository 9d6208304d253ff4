import { OP_MONEY_FLOW_VOLUME } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { sma } from "../averages/sma.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const cmf = composeIndicator({
  name: "cmf",
  title: "Chaikin money flow",
  source:
    "sum of ((c - l) - (h - c)) / (h - l) x volume over the last n bars / their volume; a bar with high = low adds 0 to the former; NaN where nothing was traded; Chaikin",
  inputs: ["high", "low", "close", "volume"],
  outputs: ["cmf"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: (inputs, { period }) => {
    const flow = operate({ name: "money-flow-volume", op: OP_MONEY_FLOW_VOLUME, kind: "series", inputs });
    const mean = (column: Handle) => sma.build([column], { period })[0] as Handle;
    return [compute(mean(flow[0] as Handle), "divide", mean(inputs[3] as Handle))];
  },
});
