import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilFromDays, DAY, daysFromCivil, isDate, weekdayOf } from "../../src/market/civil.js";
import { formatTime, formatUtcOffset, parseTime, parseUtcOffset } from "../../src/market/times.js";

const EARLIEST = Date.UTC(1600, 0, 1);
const LATEST = Date.UTC(2399, 11, 31);

describe("the calendar", () => {
  it("goes from days to dates and back as Date does", () => {
    fc.assert(
      fc.property(fc.integer({ min: EARLIEST / DAY, max: LATEST / DAY }), (days) => {
        const { year, month, day } = civilFromDays(days);
        const host = new Date(days * DAY);
        expect([year, month, day]).toEqual([host.getUTCFullYear(), host.getUTCMonth() + 1, host.getUTCDate()]);
        expect(daysFromCivil(year, month, day)).toBe(days);
        expect(weekdayOf(days * DAY)).toBe((host.getUTCDay() + 6) % 7);
      }),
    );
  });

  it("knows leap years", () => {
    expect(isDate(2024, 2, 29)).toBe(true);
    expect(isDate(2023, 2, 29)).toBe(false);
    expect(isDate(1900, 2, 29)).toBe(false);
    expect(isDate(2000, 2, 29)).toBe(true);
    expect(isDate(2024, 4, 31)).toBe(false);
    expect(isDate(2024, 13, 1)).toBe(false);
  });
});

describe("times as text", () => {
  it("are written as Date writes them", () => {
    expect(formatTime(Date.UTC(2024, 0, 31, 4))).toBe("2024-01-31T04:00:00Z");
    expect(formatTime(-1)).toBe("1969-12-31T23:59:59.999Z");
    fc.assert(
      fc.property(fc.integer({ min: EARLIEST, max: LATEST }), (ms) => {
        expect(formatTime(ms)).toBe(new Date(ms).toISOString().replace(".000Z", "Z"));
        expect(parseTime(formatTime(ms))?.ms).toBe(ms);
      }),
    );
  });

  const at = Date.UTC(2024, 0, 31, 4);
  it.each([
    ["2024-01-31", Date.UTC(2024, 0, 31)],
    ["2024.01.31", Date.UTC(2024, 0, 31)],
    ["2024/01/31", Date.UTC(2024, 0, 31)],
    ["20240131", Date.UTC(2024, 0, 31)],
    ["20240131 040000", at],
    ["2024-01-31T04:00", at],
    ["2024-01-31 04:00", at],
    ["2024-01-31T04:00Z", at],
    ["2024-01-31T04:00:00.000Z", at],
    ["2024-01-31 04:00:00 UTC", at],
    ["2024-01-31T07:00+03:00", at],
    ["2024-01-31T07:00:00+0300", at],
    ["2024-01-31 07:00:00+03", at],
    ["2024-01-30T22:30-05:30", at],
    ["2024-01-31T04:00:00.123456", at + 123],
    ["  2024-01-31T04:00  ", at],
  ])("reads %s", (text, ms) => {
    expect(parseTime(text)?.ms).toBe(ms);
  });

  it.each([
    "",
    "yesterday",
    "2024-02-30",
    "2024-13-01",
    "2024-01-31T24:00",
    "2024-01-31T04:60",
    "2024-01-31T04",
    "2024-01-31T04:00+25:00",
    "2024-01-31T04:00:00.",
    "2024-01.31",
    "31/01/2024",
    "1706673600000",
    "2024-01-31T04:00Zulu",
    "２０２４-01-31",
  ])("refuses %j", (text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  it("says what a text states", () => {
    expect(parseTime("2024-01-31")).toMatchObject({ zoned: false, dateOnly: true });
    expect(parseTime("2024-01-31T00:00")).toMatchObject({ zoned: false, dateOnly: false });
    expect(parseTime("2024-01-31T00:00Z")).toMatchObject({ zoned: true, dateOnly: false });
  });

  it("reads offsets from UTC", () => {
    expect(["+02:00", "-0530", "+2", "Z", "utc", "-00:00"].map(parseUtcOffset)).toEqual([120, -330, 120, 0, 0, 0]);
    expect(["", "2", "+2:0", "+99:00", "east"].map(parseUtcOffset)).toEqual(Array(5).fill(undefined));
    expect([120, -330, 0].map(formatUtcOffset)).toEqual(["+02:00", "-05:30", "+00:00"]);
  });
});
