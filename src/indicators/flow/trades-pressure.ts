import type { Handle } from "../../kernel/node.js";
import { compute, ratio } from "../arithmetic.js";
import { ema } from "../averages/ema.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const tradesPressure = composeIndicator({
  name: "trades-pressure",
  title: "Trades pressure",
  source:
    "EMA(buyVolume - sellVolume) / EMA(buyVolume + sellVolume) of n bars, seeded with the mean of the first n; -1 to 1, NaN where nothing was traded. The imbalance of Chordia, Roll and Subrahmanyam (2002) by volume, smoothed so that bars count by what was traded in them",
  inputs: ["buyVolume", "sellVolume"],
  outputs: ["pressure"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: ([buy, sell], { period }) => {
    const [signed, all] = (["subtract", "add"] as const).map((name) => {
      const column = compute(buy as Handle, name, sell as Handle);
      return ema.build([column], { period, seed: "sma" })[0] as Handle;
    });
    return [ratio(signed as Handle, all as Handle)];
  },
});
