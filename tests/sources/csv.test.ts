import { describe, expect, it } from "vitest";
import type { VaranusError } from "../../src/contracts/errors.js";
import { type LoadedBars, parseBars, type ReadOptions } from "../../src/sources/read-bars.js";
import { errorOf } from "../support/series.js";

const HEADER = "timestamp,open,high,low,close,volume";
const START = Date.UTC(2024, 0, 31);

const read = (text: string, options: ReadOptions = {}): LoadedBars =>
  parseBars(new TextEncoder().encode(text), { file: "test.csv", ...options });

/** A table of three sound hours with these stamps. */
const table = (header: string, ...stamps: string[]) =>
  [header, ...stamps.map((stamp, i) => `${stamp},1,${2 + i},0.5,1.5,10`)].join("\n");

const HOURS = ["1706659200000", "1706662800000", "1706666400000"];
const hoursFrom = (first: number) => [first, first + 3_600_000, first + 7_200_000];

describe("the CSV reader", () => {
  it("reads columns exactly", () => {
    const { bars } = read(
      `${HEADER}\n1706659200000,0.1,0.30000000000000004,1e-7,0.2,5e-324\n1706662800000,1,2,1,2,0\n`,
    );
    expect([...bars.timestamp]).toEqual([1706659200000, 1706662800000]);
    expect([...bars.open]).toEqual([0.1, 1]);
    expect([...bars.high]).toEqual([0.30000000000000004, 2]);
    expect([...bars.low]).toEqual([1e-7, 1]);
    expect([...bars.volume]).toEqual([5e-324, 0]);
  });

  const plain = read(table(HEADER, ...HOURS));

  it.each([
    ["a byte order mark", `\ufeff${table(HEADER, ...HOURS)}`],
    ["Windows line ends", table(HEADER, ...HOURS).replaceAll("\n", "\r\n")],
    ["old Macintosh line ends", table(HEADER, ...HOURS).replaceAll("\n", "\r")],
    ["blank lines", table(HEADER, ...HOURS).replaceAll("\n", "\n\n")],
    ["a line end at the end", `${table(HEADER, ...HOURS)}\n`],
    ["semicolons", table(HEADER, ...HOURS).replaceAll(",", ";")],
    ["tabs", table(HEADER, ...HOURS).replaceAll(",", "\t")],
    ["blanks round the cells", table(HEADER, ...HOURS).replaceAll(",", " , ")],
    ["quotes round all cells", table(HEADER, ...HOURS).replace(/[^,\n]+/g, '"$&"')],
    ["capitals", table(HEADER.toUpperCase(), ...HOURS)],
    ["brackets round the names", table(HEADER.replace(/\w+/g, "<$&>"), ...HOURS)],
    ["numbered names", table("time,1. open,2. high,3. low,4. close,5. volume", ...HOURS)],
  ])("takes %s", (_, text) => {
    const { bars } = read(text);
    expect(bars.sha256).toBe(plain.bars.sha256);
  });

  it("takes columns in any order and says which it does not use", () => {
    const { bars, notes } = read(
      'Close,Extra,Volume,High,Low,"no, really",Open,Date\n1.5,x,10,2,0.5,"a, ""b""",1,2024-01-31\n1.5,,10,2,0.5,,1,2024-02-01',
    );
    expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0], bars.volume[0]]).toEqual([1, 2, 0.5, 1.5, 10]);
    expect(notes).toContain("columns Extra, no, really are not used");
  });

  it("does without a volume column, and says so", () => {
    const { bars, notes } = read("time,open,high,low,close\n1706659200,1,2,1,2\n1706662800,1,2,1,2");
    expect([...bars.volume]).toEqual([0, 0]);
    expect(notes).toContain("no volume column: the volume is 0 on every bar");
  });

  it.each([
    ["time,open,high,low,close,quote_volume,TICKVOL", "TICKVOL"],
    ["time,open,high,low,close,Volume BTC,Volume USDT", "Volume BTC"],
    ["time,open,high,low,close,x,Quote Asset Volume", "Quote Asset Volume"],
  ])("of %s takes one volume", (header, column) => {
    expect(read(`${header}\n1706659200,1,2,1,2,3,4\n1706662800,1,2,1,2,3,4`).notes).toContain(
      `volume: column ${column}`,
    );
  });

  it("reads the header-less archive of Binance and MetaTrader 4", () => {
    const binance = read(
      "1706659200000,1,2,0.5,1.5,10,1706662799999,15,3,5,7,0\n1706662800000,1,2,0.5,1.5,10,1,15,3,5,7,0",
    );
    expect(binance.bars.length).toBe(2);
    expect(binance.notes[1]).toMatch(
      /^no header: the columns are taken as open_time, open, high, low, close, volume, clo/,
    );
    const mt4 = read("2024.01.31,00:00,1,2,0.5,1.5,10\n2024.01.31,01:00,1,2,0.5,1.5,10", { utcOffset: 0 });
    expect([...mt4.bars.timestamp]).toEqual([START, START + 3_600_000]);
  });

  it("turns round what comes newest first, and still finds the line", async () => {
    const text = table(HEADER, ...[...HOURS].reverse());
    const { bars, notes } = read(text);
    expect([...bars.timestamp]).toEqual(HOURS.map(Number));
    expect(bars.quality.reversed).toBe(true);
    expect(notes).toContain("the newest bar came first: the rows were turned round");
    expect(await errorOf(() => read(text.replace(",3,", ",0.7,")))).toMatchObject({ path: "test.csv:3" });
  });
});

describe("stamps", () => {
  it.each([
    ["seconds", HOURS.map((ms) => ms.slice(0, -3))],
    ["milliseconds", HOURS],
    ["microseconds", HOURS.map((ms) => `${ms}000`)],
    ["nanoseconds", HOURS.map((ms) => `${ms}000000`)],
  ])("in %s since 1970", (unit, stamps) => {
    const { bars, notes } = read(table(HEADER, ...stamps));
    expect([...bars.timestamp]).toEqual(HOURS.map(Number));
    expect(notes[0]).toBe(`timestamps: ${unit} since 1970`);
  });

  it("in a unit that changes inside the file", () => {
    const [first, second, third] = HOURS as [string, string, string];
    const { bars, notes } = read(table(HEADER, first, `${second}000`, `${third}000`));
    expect([...bars.timestamp]).toEqual(HOURS.map(Number));
    expect(notes[0]).toBe("timestamps: milliseconds and microseconds since 1970");
  });

  it("in milliseconds of the years before 1973", () => {
    const stamps = [90_000_000_000, 100_000_000_000, 110_000_000_000].map(String);
    expect(read(table(HEADER, ...stamps), { timeframe: "3d" }).bars.timestamp[0]).toBe(90_000_000_000);
  });

  it.each([
    ["a zone that changes", ["2024-01-31T03:00+03:00", "2024-01-31 02:00:00+0100", "2024-01-31T02:00Z"], {}, START],
    ["no zone", ["2024-01-31 00:00", "2024-01-31 01:00", "2024-01-31 02:00"], {}, START],
    [
      "no zone, told",
      ["2024-01-31 00:00", "2024-01-31 01:00", "2024-01-31 02:00"],
      { utcOffset: 120 },
      START - 7_200_000,
    ],
    [
      "dots, told",
      ["2024.01.31 00:00", "2024.01.31 01:00", "2024.01.31 02:00"],
      { utcOffset: "-03:00" },
      START + 10_800_000,
    ],
  ] as const)("as dates with %s", (_, stamps, options, first) => {
    expect([...read(table(HEADER, ...stamps), options).bars.timestamp]).toEqual(hoursFrom(first));
  });

  it("in two columns, in either order", () => {
    const rows = ["00:00", "01:00", "02:00"];
    const dateFirst = rows.map((clock) => `2024-01-31,${clock},1,2,1,2,3`);
    const clockFirst = rows.map((clock) => `${clock},2024-01-31,1,2,1,2,3`);
    const there = read(["date,time,open,high,low,close,volume", ...dateFirst].join("\n"), { utcOffset: "+01:00" });
    const back = read(["time,date,open,high,low,close,volume", ...clockFirst].join("\n"), { utcOffset: "+01:00" });
    expect([...there.bars.timestamp]).toEqual(hoursFrom(START - 3_600_000));
    expect(back.bars.sha256).toBe(there.bars.sha256);
    expect(there.notes).toContain(
      "timestamps: date and time of day in two columns without a zone, taken as UTC+01:00 all year",
    );
  });

  it("say in the notes what was taken for granted", () => {
    expect(read(table(HEADER, "2024-01-31", "2024-02-01")).notes).toContain(
      "timestamps: dates without a zone, taken as UTC",
    );
    expect(read(table(HEADER, ...HOURS), { utcOffset: "+02:00" }).notes).toContain(
      "the UTC offset is not used: stamps that count from 1970 are UTC",
    );
  });

  it("prefer a number since 1970 to a date beside it", () => {
    const { notes } = read(
      "date,unix,open,high,low,close\n2024-01-31 05:00,1706659200,1,2,1,2\n2024-01-31 06:00,1706662800,1,2,1,2",
    );
    expect(notes).toContain("timestamps: seconds since 1970");
    expect(notes).toContain("column date is not used");
  });
});

describe("names and timeframes", () => {
  const text = table(HEADER, ...HOURS);

  it("come from the file's name, the stamps winning", () => {
    const { bars, notes } = read(text, { file: "dir/BTCUSDT_4h.csv.gz" });
    expect(bars).toMatchObject({ symbol: "BTCUSDT", timeframe: "1h" });
    expect(notes).toContain("symbol: BTCUSDT, from the file name");
    expect(notes).toContain("the file name says 4h, the stamps say 1h: the stamps are believed");
  });

  it("come from the options before all", () => {
    const { bars, notes } = read(text, { file: "BTCUSDT_1h.csv", symbol: "X", timeframe: "5m" });
    expect(bars).toMatchObject({ symbol: "X", timeframe: "5m" });
    expect(notes).toContain("the stamps look like 1h, 5m is used as stated");
  });

  it("of a single bar come from the file's name", () => {
    expect(read(table(HEADER, "1706659200000"), { file: "BTCUSDT_4h.csv" }).bars.timeframe).toBe("4h");
  });
});

describe("a file that is no table of bars is refused with one line", () => {
  const rows = table(HEADER, ...HOURS);
  const swap = (from: string, to: string) => rows.replace(from, to);

  it.each<[string, string, string]>([
    ["empty", "", "test.csv: the file is empty"],
    ["blank", "\n\n  \n", "test.csv: the file has no rows"],
    ["header only", `${HEADER}\n`, "test.csv:1: the file has a header and no rows"],
    [
      "without close",
      rows.replace("close", "price"),
      "test.csv:1: no column close; the file has: timestamp, open, high, low, price, volume",
    ],
    ["without stamp", rows.replace("timestamp", "bar"), "test.csv:1: no column timestamp; the file has: bar, open"],
    ["with other columns", "a,b\n1,2\n", 'test.csv:1: no header of a table of bars; the file starts "a, b"'],
    ["prose", "Once upon a time\nthere was a file\n", "test.csv:1: no header of a table of bars; the file starts"],
    ["text", swap("0.5", "half"), 'test.csv:2: low is "half", a number is needed'],
    ["half a number", swap("0.5", "0.5x"), 'test.csv:2: low is "0.5x", a number is needed'],
    ["hexadecimal", swap("0.5", "0x1"), 'test.csv:2: low is "0x1", a number is needed'],
    ["an empty cell", swap("0.5", ""), "test.csv:2: low is empty, a number is needed"],
    ["NaN", swap("0.5", "NaN"), "test.csv:2: low is NaN, a number is needed"],
    ["null", swap("0.5", "null"), "test.csv:2: low is null, a number is needed"],
    ["infinity", swap("0.5", "-Infinity"), 'test.csv:2: low is infinite: "-Infinity"'],
    ["overflow", swap("0.5", "1e999"), 'test.csv:2: low is infinite: "1e999"'],
    ["price 0", swap("0.5", "0"), "test.csv:2: low is 0, prices must be above 0"],
    ["negative price", swap("0.5", "-1"), "test.csv:2: low is -1, prices must be above 0"],
    ["negative volume", swap("10", "-10"), "test.csv:2: volume is -10, it must be a finite number of at least 0"],
    ["crossed", swap("0.5", "3"), "test.csv:2: crossed prices: low 3 is above high 2"],
    ["a short row", swap(",10", ""), "test.csv:2: the row has 5 cells, the header has 6"],
    ["a long row", swap("10", "10,11"), "test.csv:2: the row has 7 cells, the header has 6"],
    ["a row cut off", rows.slice(0, -3), "test.csv:4: the row has 5 cells, the header has 6"],
    ["a duplicate", `${rows}\n${rows.split("\n")[3]}`, "test.csv:5: duplicate timestamp 2024-01-31T02:00:00Z, also at"],
    ["unsorted", table(HEADER, ...HOURS, "1706660000000"), "test.csv:5: unsorted: 2024-01-31T00:13:20Z comes after"],
    ["no time", table(HEADER, "tomorrow", "later"), 'test.csv:2: "tomorrow" is no time'],
    ["no time any more", table(HEADER, "2024-01-31", "later"), 'test.csv:3: timestamp is "later", a time in the form'],
    [
      "a lost zone",
      table(HEADER, "2024-01-31T00:00Z", "2024-01-31T01:00"),
      "test.csv:3: the timestamp has no UTC offset",
    ],
    ["broker time", table(HEADER, "2024.01.31 00:00", "2024.01.31 01:00"), "test.csv:2: these are MetaTrader stamps"],
    [
      "odd steps",
      table(HEADER, "1706659200", "1706659207", "1706659214"),
      "test.csv: the most frequent step between bars is 7 s",
    ],
    ["a web page", "<!DOCTYPE html><html>", "test.csv: this looks like a web page, not a CSV"],
    ["ZIP", "PK\u0003\u0004 and so on", "test.csv: this looks like a ZIP archive (or an Excel workbook), not a CSV"],
    ["Parquet", "PAR1 and so on", "test.csv: this looks like a Parquet file, not a CSV"],
    ["binary", "\u0000\u0001\u0002", "test.csv: this is no text file"],
    ["a JSON object", '{"data": []}', "test.csv: this is a JSON object"],
  ])("%s", async (_, text, line) => {
    const error = (await errorOf(() => read(text))) as VaranusError;
    expect(error.line).toContain(line);
    expect(error.line).not.toContain("\n");
    expect(["file", "data"]).toContain(error.code);
    expect(error.hint).not.toBe("");
  });

  it("for a decimal comma says what to do", async () => {
    const text = "time;open;high;low;close\n1706659200;1,5;2;1;2";
    expect(await errorOf(() => read(text))).toMatchObject({ hint: "write a decimal point in place of the comma" });
  });

  it("names the line even behind blank lines", async () => {
    const text = `\n${rows.replaceAll("\n", "\n\n").replace(",4,", ",0.1,")}`;
    expect(await errorOf(() => read(text))).toMatchObject({ path: "test.csv:8" });
  });

  it("for a wrong UTC offset names the option", async () => {
    expect(await errorOf(() => read(rows, { utcOffset: "berlin" }))).toMatchObject({
      code: "config",
      path: "utcOffset",
    });
  });

  it("for a timeframe that cannot be", async () => {
    expect(await errorOf(() => read(rows, { timeframe: "1d" }))).toMatchObject({
      message: "the bars are 1 h apart, so they cannot be bars of 1d",
    });
  });
});
