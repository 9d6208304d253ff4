import { describe, expect, it } from "vitest";
import { createBars } from "../../src/market/bars.js";
import { detectCalendar, isClosed } from "../../src/market/calendar.js";
import { DAY, HOUR, MINUTE } from "../../src/market/civil.js";
import { assessQuality } from "../../src/market/quality.js";
import { quietSeries } from "../support/series.js";

const MONDAY = Date.UTC(2024, 0, 1);

/** Stamps of four weeks, `step` apart, at which a market with these hours trades. */
function fourWeeks(step: number, trades: (weekday: number, hour: number) => boolean): Float64Array {
  const stamps: number[] = [];
  for (let ms = 0; ms < 28 * DAY; ms += step) {
    if (trades(Math.floor(ms / DAY) % 7, (ms % DAY) / HOUR)) stamps.push(MONDAY + ms);
  }
  return Float64Array.from(stamps);
}

const always = () => true;
const fxHours = (weekday: number, hour: number) =>
  weekday < 4 || (weekday === 4 && hour < 22) || (weekday === 6 && hour >= 22);
const exchangeHours = (weekday: number, hour: number) => weekday < 5 && hour >= 14 && hour < 21;
const weekdays = (weekday: number) => weekday < 5;

describe("calendars", () => {
  it("show in the stamps", () => {
    expect(detectCalendar(fourWeeks(HOUR, always), "1h")).toBe("24/7");
    expect(detectCalendar(fourWeeks(DAY, always), "1d")).toBe("24/7");
    expect(detectCalendar(fourWeeks(HOUR, fxHours), "1h")).toBe("fx-week");
    expect(detectCalendar(fourWeeks(15 * MINUTE, fxHours), "15m")).toBe("fx-week");
    expect(detectCalendar(fourWeeks(HOUR, exchangeHours), "1h")).toBe("sessions");
    expect(detectCalendar(fourWeeks(DAY, weekdays), "1d")).toBe("sessions");
  });

  it("are 24/7 where the stamps say nothing of weekends", () => {
    const upToFriday = fourWeeks(HOUR, always).filter((ms) => ms < MONDAY + 4 * DAY);
    expect(detectCalendar(upToFriday, "1h")).toBe("24/7");
    expect(detectCalendar(fourWeeks(7 * DAY, always), "1w")).toBe("24/7");
  });

  it("do not take a cut-off crypto week for an FX week", () => {
    const upToSunday = fourWeeks(HOUR, always).filter((ms) => ms < MONDAY + 6 * DAY);
    expect(detectCalendar(upToSunday, "1h")).toBe("24/7");
  });

  it("close the FX market over a weekend, a holiday beside it included, and at no other time", () => {
    const friday = MONDAY + 4 * DAY;
    expect(isClosed(friday + 21 * HOUR, friday + 72 * HOUR, "fx-week")).toBe(true);
    expect(isClosed(friday - 3 * HOUR, friday + 72 * HOUR, "fx-week")).toBe(true);
    expect(isClosed(friday, friday + 14 * DAY, "fx-week")).toBe(false);
    expect(isClosed(MONDAY, MONDAY + 20 * HOUR, "fx-week")).toBe(false);
  });

  it("close an exchange overnight and up to four weekdays, but not within a day", () => {
    expect(isClosed(MONDAY + 20 * HOUR, MONDAY + 38 * HOUR, "sessions")).toBe(true);
    expect(isClosed(MONDAY, MONDAY + 7 * DAY, "sessions")).toBe(true);
    expect(isClosed(MONDAY, MONDAY + 8 * DAY, "sessions")).toBe(false);
    expect(isClosed(MONDAY + 14 * HOUR, MONDAY + 17 * HOUR, "sessions")).toBe(false);
  });
});

describe("the quality report", () => {
  it("finds nothing in a sound series", () => {
    const { quality } = createBars(quietSeries(200));
    expect(quality).toMatchObject({ grade: "excellent", rows: 200, gapCount: 0, missing: 0, issues: [] });
  });

  it("lists holes, the longest first", () => {
    const series = quietSeries(300);
    for (let i = 100; i < 300; i++) (series.timestamp[i] as number) += 3 * HOUR;
    for (let i = 200; i < 300; i++) (series.timestamp[i] as number) += 20 * HOUR + 10 * MINUTE;
    const { quality } = createBars(series);
    expect(quality).toMatchObject({ gapCount: 2, missing: 23, offGrid: 100, grade: "poor" });
    expect(quality.gaps.map(({ after, missing, closed }) => [after, missing, closed])).toEqual([
      [199, 20, false],
      [99, 3, false],
    ]);
    expect(quality.issues[0]).toMatch(/^2 gaps, 23 bars missing \(7\.1 %\), the longest of 20 bars after 2024-01-09T/);
  });

  it("obeys a stated calendar", () => {
    const timestamp = fourWeeks(HOUR, fxHours);
    const { close, volume } = quietSeries(timestamp.length);
    const columns = { timestamp, close, volume };
    expect(assessQuality(columns, { timeframe: "1h" })).toMatchObject({ calendar: "fx-week", gapCount: 0 });
    expect(assessQuality(columns, { timeframe: "1h", calendar: "24/7" })).toMatchObject({ gapCount: 4, missing: 192 });
  });

  it("finds bad prints, dead prices and missing volume", () => {
    const series = quietSeries(400);
    series.close[200] = 100.9;
    expect(createBars(series).quality.outliers).toBe(0);
    series.high[200] = 200;
    series.close[200] = 150;
    series.volume[7] = 0;
    series.close.fill(100, 300, 350); // the closes before and after happen to be 100 as well
    const { quality } = createBars(series);
    expect(quality).toMatchObject({ outliers: 2, zeroVolume: 1, longestFlatRun: 52, grade: "good" });
    expect(quality.issues).toHaveLength(3);
    expect(quality.issues.join("\n")).toContain("the largest 50 % at 2024-01-09T08:00:00Z");
  });

  it("finds bars of the future, where it is told what time it is", () => {
    const now = Date.UTC(2024, 0, 1, 7, 30);
    const { quality } = createBars({ ...quietSeries(10), now });
    expect(quality).toMatchObject({ grade: "poor", issues: ["2 bars lie in the future, up to 2024-01-01T09:00:00Z"] });
    expect(createBars(quietSeries(10)).quality.issues).toEqual([]);
  });

  it("does not blame a source that has no volume", () => {
    const series = quietSeries(50);
    series.volume.fill(0);
    expect(createBars(series).quality).toMatchObject({ zeroVolume: 50, grade: "excellent" });
  });

  it("checks a million bars in well under a second", () => {
    const { timestamp, close, volume } = quietSeries(1_000_000, MINUTE);
    const started = performance.now();
    assessQuality({ timestamp, close, volume }, { timeframe: "1m" });
    expect(performance.now() - started).toBeLessThan(500);
  });
});
