import { expect, it } from "vitest";
import { createBars, load } from "../../src/index.js";
import { randoms } from "../kernel/columns.js";
import { cci } from "../reference/indicators/index.js";

// Windows longer than the random markets: from some length on they are computed in another way.

/** A walk with stretches that stand still and jumps down to a hundredth and back. */
function market(length: number, seed: number) {
  const random = randoms(seed);
  const close = new Float64Array(length);
  let price = 100;
  let still = 0;
  for (let i = 0; i < length; i++) {
    if (still > 0) still--;
    else if (random() < 0.01) still = Math.floor(random() * 60);
    else price *= 1 + 0.04 * (random() - 0.5);
    if (random() < 0.002) price *= price > 10 ? 0.01 : 100;
    close[i] = price;
  }
  const timestamp = close.map((_, i) => 1_700_000_000_000 + i * 3_600_000);
  const [high, low] = [close.map((x) => x * (1 + 0.01 * random())), close.map((x) => x * (1 - 0.01 * random()))];
  const volume = close.map(() => 1);
  return { timestamp, open: close.slice(), high, low, close, volume };
}

it.each([1_000, 1_024, 1_025, 1_500, 2_047])("CCI over %i bars is its slow form", async (period) => {
  const v = await load();
  for (const seed of [1, 2, 3]) {
    const prices = market(3_500, seed);
    const bars = createBars({ symbol: "LONG", timeframe: "1h", calendar: "24/7", ...prices });
    const values = v.indicator("cci", bars, { period })["cci"] as Float64Array;
    cci(prices.high, prices.low, prices.close, period).forEach((slow, i) => {
      const actual = values[i] as number;
      if (Number.isNaN(slow)) expect(actual).toBeNaN();
      else if (Math.abs(actual - slow) > 1e-9 * Math.max(100, Math.abs(slow)))
        throw new Error(`bar ${i}: ${actual} instead of ${slow}`);
    });
  }
});
