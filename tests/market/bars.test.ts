import { describe, expect, it } from "vitest";
import { canonicalColumns, sha256 } from "../../src/contracts/canonical.js";
import { VaranusError } from "../../src/contracts/errors.js";
import { type BarsInput, createBars, describeBars, sliceBars } from "../../src/market/bars.js";
import { HOUR } from "../../src/market/civil.js";
import { errorOf, quietSeries } from "../support/series.js";

describe("createBars", () => {
  it("makes frozen bars whose hash is that of the canonical columns", () => {
    const series = quietSeries(10);
    const bars = createBars(series);
    const { timestamp, open, high, low, close, volume } = series;
    expect(Object.isFrozen(bars)).toBe(true);
    expect(bars).toMatchObject({ symbol: "TEST", timeframe: "1h", length: 10 });
    expect(bars.sha256).toBe(sha256(canonicalColumns([timestamp, open, high, low, close, volume])));
    expect(bars.sha256).toBe(bars.sha256);
  });

  it.each<[string, (series: BarsInput) => void, string]>([
    [
      "a duplicate",
      (s) => s.timestamp.copyWithin(5, 4, 5),
      "duplicate timestamp 2024-01-01T04:00:00Z, also at TEST: bar 4",
    ],
    [
      "a step back",
      (s) => s.timestamp.fill(0, 5, 6),
      "unsorted: 1970-01-01T00:00:00Z comes after 2024-01-01T04:00:00Z",
    ],
    ["no time", (s) => s.timestamp.fill(Number.NaN, 5, 6), "timestamp is NaN, it must be a time"],
    [
      "a far time",
      (s) => s.timestamp.fill(1e15, 5, 6),
      "timestamp 1000000000000000 ms is outside the years 1800 to 2200",
    ],
    ["a NaN", (s) => s.open.fill(Number.NaN, 5, 6), "open is NaN, it must be a finite number"],
    ["an infinite price", (s) => s.high.fill(Infinity, 5, 6), "high is Infinity, it must be a finite number"],
    ["a price of 0", (s) => s.low.fill(0, 5, 6), "low is 0, prices must be above 0"],
    ["a negative price", (s) => s.close.fill(-1, 5, 6), "close is -1, prices must be above 0"],
    ["low above high", (s) => s.low.fill(102, 5, 6), "crossed prices: low 102 is above high 101"],
    ["low above open", (s) => s.low.fill(100.15, 5, 6), "crossed prices: low 100.15 is above close 100"],
    ["high below open", (s) => s.high.fill(100.1, 5, 6), "crossed prices: high 100.1 is below open 100.2"],
    ["negative volume", (s) => s.volume.fill(-1, 5, 6), "volume is -1, it must be a finite number of at least 0"],
    ["no volume", (s) => s.volume.fill(Number.NaN, 5, 6), "volume is NaN, it must be a finite number of at least 0"],
  ])("refuses %s, with the row and a cure", async (_, spoil, message) => {
    const series = quietSeries(10);
    spoil(series);
    const error = (await errorOf(() => createBars(series))) as VaranusError;
    expect(error).toBeInstanceOf(VaranusError);
    expect(error).toMatchObject({ code: "data", message, path: "TEST: bar 5" });
    expect(error.hint).not.toBe("");
  });

  it("refuses an empty series", async () => {
    expect(await errorOf(() => createBars(quietSeries(0)))).toMatchObject({ message: "there are no bars" });
  });

  it("takes a row where everything trades at one price", () => {
    const series = quietSeries(3);
    for (const column of [series.open, series.high, series.low, series.close]) column.fill(100);
    expect(createBars(series).length).toBe(3);
  });
});

describe("sliceBars", () => {
  const bars = createBars(quietSeries(100));
  const start = bars.timestamp[0] as number;

  it("takes both ends in", () => {
    const slice = sliceBars(bars, start + 10 * HOUR, start + 19 * HOUR);
    expect(slice.length).toBe(10);
    expect(slice.timestamp[0]).toBe(start + 10 * HOUR);
    expect(slice.timestamp.buffer.byteLength).toBe(80);
    expect(slice.sha256).not.toBe(bars.sha256);
    expect(sliceBars(bars, start + 1, start + 2 * HOUR - 1).length).toBe(1);
  });

  it("gives the bars themselves where nothing is cut off", () => {
    expect(sliceBars(bars)).toBe(bars);
    expect(sliceBars(bars, start, start + 99 * HOUR)).toBe(bars);
  });

  it("says what the data span where nothing is left", async () => {
    const error = (await errorOf(() => sliceBars(bars, start + 1_000 * HOUR))) as VaranusError;
    expect(error.line).toBe(
      "TEST: no bars from 2024-02-11T16:00:00Z; the data span 2024-01-01T00:00:00Z to 2024-01-05T03:00:00Z (choose dates within the span)",
    );
    expect(await errorOf(() => sliceBars(bars, start + 5, start + 6))).toMatchObject({ code: "data" });
  });
});

describe("describeBars", () => {
  it("summarises", () => {
    const bars = createBars(quietSeries(10));
    expect(describeBars(bars)).toEqual({
      symbol: "TEST",
      timeframe: "1h",
      from: "2024-01-01T00:00:00Z",
      to: "2024-01-01T09:00:00Z",
      bars: 10,
      sha256: bars.sha256,
      quality: bars.quality,
    });
  });
});
