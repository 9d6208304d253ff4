// What has come to the best level of a book and gone from it since the bar before.

import { at, put } from "../../core/columns";

/** Cont, Kukanov and Stoikov's e: what the bid has gained less what the ask has gained; from bar 1 on. */
export function orderFlow(
  bidPrice: usize, bidSize: usize, askPrice: usize, askSize: usize, out: usize, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    if (i == 0) {
      put(out, i, NaN);
      continue;
    }
    const bidMove = at(bidPrice, i) - at(bidPrice, i - 1);
    const askMove = at(askPrice, i) - at(askPrice, i - 1);
    const sizes = at(bidSize, i) - at(bidSize, i - 1) + (at(askSize, i) - at(askSize, i - 1));
    const sum = bidMove + askMove + sizes;
    if (sum - sum != 0) {
      put(out, i, NaN);
      continue;
    }
    const bid = (bidMove >= 0 ? at(bidSize, i) : 0) - (bidMove <= 0 ? at(bidSize, i - 1) : 0);
    const ask = (askMove <= 0 ? at(askSize, i) : 0) - (askMove >= 0 ? at(askSize, i - 1) : 0);
    put(out, i, bid - ask);
  }
}
