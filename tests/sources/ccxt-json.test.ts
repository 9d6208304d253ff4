import { describe, expect, it } from "vitest";
import type { VaranusError } from "../../src/contracts/errors.js";
import { parseBars } from "../../src/sources/read-bars.js";
import { errorOf } from "../support/series.js";

const read = (text: string) => parseBars(new TextEncoder().encode(text), { file: "candles.json" });
const CANDLES = [
  [1706659200000, 1, 2, 0.5, 1.5, 10],
  [1706662800000, 1.5, 3, 1e-7, 2, 0],
];

describe("candles as JSON arrays", () => {
  it("are read as written, laid out or in one line", () => {
    for (const indent of [undefined, 2]) {
      const { bars, notes } = read(`\n ${JSON.stringify(CANDLES, null, indent)} \n`);
      expect([...bars.timestamp]).toEqual([1706659200000, 1706662800000]);
      expect([bars.open[1], bars.high[1], bars.low[1], bars.close[1], bars.volume[1]]).toEqual([1.5, 3, 1e-7, 2, 0]);
      expect(notes).toContain("the file holds candles as JSON arrays");
    }
  });

  it("may have their numbers in quotes and more members behind", () => {
    const kline = CANDLES.map(([ms, ...rest]) => [ms, ...rest.map(String), 0, "x"]);
    const { bars, notes } = read(JSON.stringify(kline));
    expect(bars.sha256).toBe(read(JSON.stringify(CANDLES)).bars.sha256);
    expect(notes).toContain("members behind the first 6 of a candle are not used");
  });

  it.each([
    ["[]", "candles.json: the array has no candles"],
    ["[", "candles.json: candle 0: no array of candles: the file ends too soon"],
    ["[1,2]", 'candles.json: candle 0: no array of candles: found "1,2]"'],
    ["[[1706659200000,1,2,0.5,1.5]]", "candles.json: candle 0: the candle has 5 members, it needs 6"],
    ["[[1706659200000,1,2,0.5,1.5,null]]", 'candles.json: candle 0: volume is "null", a finite number is needed'],
    ["[[1706659200000,1,2,0.5,1.5,10],", "candles.json: candle 1: no array of candles: the file ends too soon"],
    ["[[1706659200000,1,2,0.5,1.5,10]", "candles.json: candle 1: no array of candles: the file ends too soon"],
    ["[[1706659200000,1,2,0.5,1.5,10]] x", 'candles.json: candle 1: no array of candles: found "x"'],
    ["[[1706659200000,1,2,0.5,1.5,10],[1706659200000,1,2,0.5,1.5,10]]", "candles.json: candle 1: duplicate timestamp"],
  ])("are refused if broken: %s", async (text, line) => {
    expect(((await errorOf(() => read(text))) as VaranusError).line).toContain(line);
  });
});
