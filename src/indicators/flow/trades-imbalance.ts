import type { Handle } from "../../kernel/node.js";
import { sma } from "../averages/sma.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { imbalance } from "./imbalance.js";

export const tradesImbalance = composeIndicator({
  name: "trades-imbalance",
  title: "Trades imbalance",
  source:
    "(B - S) / (B + S), B and S the number of trades of the last n bars in which buyers and sellers were the aggressors; -1 to 1, NaN where there was none. Chordia, Roll and Subrahmanyam, Order imbalance, liquidity, and market returns (2002), by number of trades",
  inputs: ["buyTrades", "sellTrades"],
  outputs: ["imbalance"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: (inputs, { period }) => {
    const [buys, sells] = inputs.map((input) => sma.build([input], { period })[0] as Handle);
    return [imbalance(buys as Handle, sells as Handle)];
  },
});
