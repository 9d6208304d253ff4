import { describe, expect, it } from "vitest";
import { TIMEFRAMES, type Timeframe } from "../../src/contracts/bars.js";
import { VaranusError } from "../../src/contracts/errors.js";
import { DAY, HOUR, MINUTE } from "../../src/market/civil.js";
import { checkTimeframe, detectTimeframe } from "../../src/market/detect-timeframe.js";
import { barsMissing, isOnGrid, openFrom, parseTimeframe, timeframeMs } from "../../src/market/timeframes.js";
import { errorOf } from "../support/series.js";

const stampsBy = (step: number, n = 20) => Float64Array.from({ length: n }, (_, i) => Date.UTC(2024, 0, 1) + i * step);
const months = (n: number) => Float64Array.from({ length: n }, (_, i) => Date.UTC(2020, i, 1));

describe("timeframes", () => {
  it("have the lengths that their names say", () => {
    expect(TIMEFRAMES.map(timeframeMs).map((ms) => ms / MINUTE)).toEqual([
      ...[1, 3, 5, 15, 30, 60, 120, 240, 360, 480, 720, 1_440, 4_320, 10_080, 43_200],
    ]);
  });

  it("are read from text, with a guess at what was meant", async () => {
    expect(parseTimeframe("4h")).toBe("4h");
    expect(await errorOf(() => parseTimeframe("4hr"))).toMatchObject({ code: "config", hint: 'did you mean "4h"?' });
  });

  it("have a grid: weeks from Monday, three days from the epoch, months from the first", () => {
    expect(isOnGrid(Date.UTC(2024, 0, 1, 4), "4h")).toBe(true);
    expect(isOnGrid(Date.UTC(2024, 0, 1, 5), "4h")).toBe(false);
    expect(isOnGrid(Date.UTC(2024, 0, 1), "1w")).toBe(true);
    expect(isOnGrid(Date.UTC(2024, 0, 4), "1w")).toBe(false);
    expect(isOnGrid(6 * DAY, "3d")).toBe(true);
    expect(isOnGrid(7 * DAY, "3d")).toBe(false);
    expect(isOnGrid(Date.UTC(2024, 1, 1), "1M")).toBe(true);
    expect(isOnGrid(Date.UTC(2024, 1, 2), "1M")).toBe(false);
    expect(isOnGrid(Date.UTC(1969, 11, 1), "1M")).toBe(true);
    expect(isOnGrid(-HOUR, "1h")).toBe(true);
    expect(isOnGrid(-HOUR + 1, "1h")).toBe(false);
  });

  it("know the opens from a time on", () => {
    const friday = Date.UTC(2021, 0, 1);
    const opens = (timeframe: Timeframe, from = friday) => [0, 1, 2].map((k) => openFrom(from, timeframe, k));
    const days = (...of: number[]) => of.map((day) => Date.UTC(2021, 0, day));
    expect(opens("1d")).toEqual(days(1, 2, 3));
    expect(opens("3d")).toEqual(days(3, 6, 9));
    expect(opens("1w")).toEqual(days(4, 11, 18));
    expect(opens("1M")).toEqual([0, 1, 2].map((month) => Date.UTC(2021, month, 1)));
    expect(opens("1M", friday + 1)).toEqual([1, 2, 3].map((month) => Date.UTC(2021, month, 1)));
    expect(opens("1M", Date.UTC(1969, 10, 30))).toEqual([11, 12, 13].map((month) => Date.UTC(1969, month, 1)));
    for (const timeframe of TIMEFRAMES) {
      for (let k = 0; k < 200; k++) {
        const open = openFrom(-friday, timeframe, k);
        expect(isOnGrid(open, timeframe)).toBe(true);
        expect(openFrom(open, timeframe)).toBe(open);
        expect(barsMissing(open, openFrom(open + 1, timeframe), timeframe)).toBe(0);
      }
    }
  });

  it("count missing bars as round(step / timeframe) - 1, months by the calendar", () => {
    expect(barsMissing(0, HOUR, "1h")).toBe(0);
    expect(barsMissing(0, 8 * HOUR + 20 * MINUTE, "1h")).toBe(7);
    expect(barsMissing(0, 90 * MINUTE, "1h")).toBe(1);
    expect(barsMissing(Date.UTC(2015, 0, 1), Date.UTC(2020, 0, 1), "1M")).toBe(59);
  });
});

describe("detection of the timeframe", () => {
  it.each(TIMEFRAMES.filter((timeframe) => timeframe !== "1M"))("finds %s", (timeframe) => {
    expect(detectTimeframe(stampsBy(timeframeMs(timeframe)))).toMatchObject({ timeframe, share: 1 });
  });

  it("finds months, although they differ in length", () => {
    expect(detectTimeframe(months(14))).toMatchObject({ timeframe: "1M", share: 1 });
    // no length of a month is as frequent here as the two months of a hole
    const holed = Float64Array.from([0, 1, 3, 4, 6, 7, 9, 11], (month) => Date.UTC(2021, month, 1));
    expect(detectTimeframe(holed).timeframe).toBe("1M");
  });

  it("takes the most frequent step, even where it is not the step of most bars", () => {
    const hours = [0, 1, 2, 4, 7, 11, 16, 22, 29];
    expect(detectTimeframe(Float64Array.from(hours, (h) => h * HOUR)).timeframe).toBe("1h");
  });

  it("names a step that is no timeframe", async () => {
    const error = await errorOf(() => detectTimeframe(stampsBy(7 * MINUTE), "odd.csv"));
    expect(error).toBeInstanceOf(VaranusError);
    expect((error as VaranusError).line).toContain("odd.csv: the most frequent step between bars is 7 min");
    expect((error as VaranusError).line).toContain("--timeframe");
  });

  it("cannot be done on one bar", async () => {
    expect(await errorOf(() => detectTimeframe(stampsBy(HOUR, 1)))).toMatchObject({ code: "data" });
  });

  it("refuses a stated timeframe whose bars would overlap", async () => {
    expect(await errorOf(() => checkTimeframe("1d", stampsBy(4 * HOUR)))).toMatchObject({
      message: "the bars are 4 h apart, so they cannot be bars of 1d",
    });
    checkTimeframe("1h", stampsBy(4 * HOUR));
    checkTimeframe("1M", months(14));
  });
});
