import type { Handle } from "../../kernel/node.js";
import { compute, halfWay, ratio } from "../arithmetic.js";
import { composeIndicator } from "../define.js";

export const bookPressure = composeIndicator({
  name: "book-pressure",
  title: "Book pressure",
  source:
    "micro-price m = bid + (ask - bid) q_bid / (q_bid + q_ask), the middle weighted by the sizes at the other side, in quote currency; pressure 10,000 (m - middle) / middle, basis points (in units of the spread it is half the order imbalance ratio); NaN where a side is empty. Stoikov, The micro-price (2018), its first term",
  inputs: ["bidPrice1", "bidSize1", "askPrice1", "askSize1"],
  outputs: ["microPrice", "pressure"],
  parameters: {},
  warmUp: () => 0,
  build: (inputs) => {
    const [bid, bidSize, ask, askSize] = inputs as [Handle, Handle, Handle, Handle];
    const spread = compute(ask, "subtract", bid);
    const share = ratio(bidSize, compute(bidSize, "add", askSize));
    const away = compute(spread, "multiply", compute(share, "subtract", 0.5));
    const pressure = compute(ratio(away, halfWay(bid, ask)), "multiply", 10_000);
    return [compute(bid, "add", compute(spread, "multiply", share)), pressure];
  },
});
