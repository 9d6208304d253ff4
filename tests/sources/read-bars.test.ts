import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { guessFromName } from "../../src/sources/file-name.js";
import { parseBars, readBars } from "../../src/sources/read-bars.js";
import { errorOf } from "../support/series.js";

const encode = (text: string) => new TextEncoder().encode(text);
const csv = (rows: number) =>
  encode(
    `timestamp,open,high,low,close,volume\n${Array.from({ length: rows }, (_, i) => `${1_600_000_020_000 + i * 60_000},100.25,101.5,99.125,100.75,12345.678`).join("\n")}`,
  );

describe("readBars", () => {
  it("unpacks gzip by its first bytes", async () => {
    const packed = await readBars(new Uint8Array(gzipSync(csv(500))), { file: "a.csv" });
    const plain = await readBars(csv(500));
    expect(packed.bars.sha256).toBe(plain.bars.sha256);
  });

  it("refuses broken and cut-off gzip", async () => {
    const packed = new Uint8Array(gzipSync(csv(500)));
    const broken = packed.slice();
    broken.fill(7, 40, 60);
    for (const bytes of [packed.slice(0, -20), packed.slice(0, 5), broken]) {
      expect(await errorOf(() => readBars(bytes, { file: "a.csv.gz" }))).toMatchObject({
        code: "file",
        path: "a.csv.gz",
        message: "the gzip data are broken or cut off",
      });
    }
    expect(await errorOf(() => readBars(new Uint8Array(gzipSync("")), {}))).toMatchObject({
      message: "the file is empty",
    });
    expect(await errorOf(() => parseBars(packed))).toMatchObject({ message: "the file is packed with gzip" });
  });

  it("tells of its progress and lets others have a turn", async () => {
    const fractions: number[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await readBars(csv(200_000), { onProgress: (fraction) => fractions.push(fraction) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it("stops when told to", async () => {
    const stop = new AbortController();
    const reading = errorOf(() => readBars(csv(200_000), { signal: stop.signal }));
    stop.abort();
    expect(await reading).toMatchObject({ code: "cancelled" });
  });
});

describe("file names", () => {
  it.each([
    ["BTCUSDT_4h.csv.gz", "BTCUSDT", "4h"],
    ["/data/ohlcv/BNBUSDT_1h_natural-gaps.csv.gz", "BNBUSDT", "1h"],
    ["C:\\data\\BTC-PERP_1m.csv", "BTC-PERP", "1m"],
    ["BTCUSDT-1m-2024-01.csv", "BTCUSDT", "1m"],
    ["Binance_ETHUSDT_1h.csv", "ETHUSDT", "1h"],
    ["mt5_EURUSD_H1.tsv", "EURUSD", "1h"],
    ["EURUSD_M15.csv", "EURUSD", "15m"],
    ["GOOG_1M.csv", "GOOG", "1M"],
    ["GOOG.csv", "GOOG", undefined],
    ["USDJPY_1h_2024_2026.csv.gz", "USDJPY", "1h"],
    ["1h.csv", "1h", undefined],
    [".csv", "series", undefined],
  ])("%s is %s %s", (name, symbol, timeframe) => {
    expect(guessFromName(name)).toEqual({ symbol, timeframe });
  });
});
