import { int } from "../../contracts/parameters.js";
import type { Handle } from "../../kernel/node.js";
import { halfWay, shifted } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { midprice } from "../volatility/midprice.js";

export const ichimoku = composeIndicator({
  name: "ichimoku",
  title: "Ichimoku cloud",
  source:
    "middles between highest high and lowest low: tenkan, kijun, senkou B; senkou A = (tenkan + kijun) / 2; as computed (Raw), and as drawn over this bar, those of so many bars before (displacement 26; TradingView shifts by one less). The chikou line is the close of later bars, and not here; Hosoda",
  inputs: ["high", "low"],
  outputs: ["tenkan", "kijun", "senkouARaw", "senkouBRaw", "senkouA", "senkouB"],
  panel: "price",
  parameters: {
    tenkanPeriod: period(9),
    kijunPeriod: period(26),
    senkouPeriod: period(52),
    displacement: int(26, { min: 0, max: 100_000, search: [1, 100] }, "shift of the cloud, bars"),
  },
  warmUp: ({ tenkanPeriod, kijunPeriod, senkouPeriod, displacement }, output) => {
    const firsts: Record<string, number> = {
      tenkan: tenkanPeriod,
      kijun: kijunPeriod,
      senkouARaw: Math.max(tenkanPeriod, kijunPeriod),
      senkouBRaw: senkouPeriod,
      senkouA: Math.max(tenkanPeriod, kijunPeriod) + displacement,
      senkouB: senkouPeriod + displacement,
    };
    return (firsts[output] as number) - 1;
  },
  build: (inputs, { tenkanPeriod, kijunPeriod, senkouPeriod, displacement }) => {
    const middle = (period: number) => midprice.build(inputs, { period })[0] as Handle;
    const tenkan = middle(tenkanPeriod);
    const kijun = middle(kijunPeriod);
    const a = halfWay(tenkan, kijun);
    const b = middle(senkouPeriod);
    return [tenkan, kijun, a, b, shifted(a, displacement), shifted(b, displacement)];
  },
});
