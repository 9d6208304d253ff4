import { OP_ORDER_FLOW } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { sma } from "../averages/sma.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const orderFlowImbalance = composeIndicator({
  name: "order-flow-imbalance",
  title: "Order-flow imbalance",
  source:
    "sum of e over the last n bars, e = (q_bid if the best bid has not fallen) - (q_bid before if it has not risen) - (q_ask if the best ask has not risen) + (q_ask before if it has not fallen), from one bar's book to the next; in base units. Cont, Kukanov and Stoikov, The price impact of order book events (2014)",
  inputs: ["bidPrice1", "bidSize1", "askPrice1", "askSize1"],
  outputs: ["orderFlow"],
  parameters: { period: period(10) },
  warmUp: ({ period }) => period,
  build: (inputs, { period }) => {
    const flow = operate({ name: "order-flow", op: OP_ORDER_FLOW, kind: "series", inputs });
    return [compute(sma.build(flow, { period })[0] as Handle, "multiply", period)];
  },
});
