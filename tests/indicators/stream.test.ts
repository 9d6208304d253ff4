import { beforeAll, describe, expect, it } from "vitest";
import { type Bars, INDICATORS, load, recordedInputs, sliceBars, type Varanus, VaranusError } from "../../src/index.js";
import { barAt } from "../support/bars.js";
import { errorOf } from "../support/series.js";

/** Bars pushed one by one give what the indicators of the whole series are, to the bit. */

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  // more than there is room for at first
  bars = v.sample({ seed: 71, bars: 5_000 });
});

const REQUESTS = INDICATORS.filter((indicator) => recordedInputs(indicator).length === 0).map(({ name }) => ({
  name,
  other: "volume" as const,
}));

describe("an indicator stream", () => {
  it.each([0, 1, 4_200])("after %i bars of history gives the bits of the whole series", (known) => {
    const whole = v.indicators(bars, REQUESTS);
    const history = known > 0 ? { history: sliceBars(bars, 0, bars.timestamp[known - 1]) } : {};
    const stream = v.indicatorStream(REQUESTS, history);
    for (let i = known; i < bars.length; i++) {
      const values = stream.push(barAt(bars, i));
      whole.forEach((columns, k) => {
        for (const [output, column] of Object.entries(columns)) {
          if (!Object.is(values[k]?.[output], column[i])) {
            throw new Error(
              `${REQUESTS[k]?.name}.${output} at bar ${i}: ${values[k]?.[output]} instead of ${column[i]}`,
            );
          }
        }
      });
    }
    expect(stream.length).toBe(bars.length);
    stream.dispose();
  });

  it("refuses a bar that is none, or is not after the last, and goes on", async () => {
    const stream = v.indicatorStream([{ name: "sma", params: { period: 1 } }], { symbol: "X" });
    stream.push(barAt(bars, 0));
    const refused = [barAt(bars, 0), { ...barAt(bars, 1), high: 0 }, { ...barAt(bars, 1), close: Number.NaN }];
    for (const bar of refused) {
      const error = await errorOf(() => stream.push(bar));
      expect(error).toBeInstanceOf(VaranusError);
      expect((error as VaranusError).line).toMatch(/^X: bar 1/);
    }
    expect(stream.push(barAt(bars, 1))).toEqual([{ sma: bars.close[1] }]);
    stream.dispose();
    expect(await errorOf(() => stream.push(barAt(bars, 2)))).toBeInstanceOf(VaranusError);
  });

  it("refuses what the catalogue refuses, and columns beside the bars'", async () => {
    expect(String(await errorOf(() => v.indicatorStream([{ name: "smaa" }])))).toMatch(/sma/);
    const own = [{ name: "sma", series: new Float64Array(3) }];
    expect(String(await errorOf(() => v.indicatorStream(own)))).toMatch(/array/);
    const flow = [{ name: "trade-flow", columns: { buyVolume: new Float64Array(3) } }];
    expect(String(await errorOf(() => v.indicatorStream(flow)))).toMatch(/a stream of bars does not have/);
  });

  it("gives its memory back", () => {
    const used = () => {
      v.clear();
      return v.memory.used;
    };
    const before = used();
    for (let k = 0; k < 20; k++) v.indicatorStream(REQUESTS, { history: bars }).dispose();
    expect(used()).toBe(before);
  });
});
