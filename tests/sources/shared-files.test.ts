import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR } from "../../src/market/civil.js";
import { findGaps } from "../../src/market/gaps.js";
import { formatTime, parseTime } from "../../src/market/times.js";
import { type LoadedBars, type ReadOptions, readBars } from "../../src/sources/read-bars.js";
import { errorOf } from "../support/series.js";
import { describeShared } from "../support/shared.js";
import { readManifest, stated } from "./manifest.js";

const load = (folder: string, path: string, options: ReadOptions = {}) =>
  readBars(new Uint8Array(readFileSync(join(folder, path))), { file: path, ...options });

describeShared("the real files, against their manifest", (shared) => {
  const folder = join(shared, "data");
  const manifest = readManifest(folder);

  it("has all of them", () => {
    expect(manifest).toHaveLength(18);
  });

  describe.each(manifest)("$path", ({ path, timeframe, first, last, rows, notes }) => {
    let loaded: LoadedBars;
    beforeAll(async () => {
      loaded = await load(folder, path);
    });

    it("has its rows, span and timeframe", () => {
      const { bars } = loaded;
      expect(bars.length).toBe(rows);
      expect(bars.timeframe).toBe(timeframe);
      // the manifest drops seconds
      expect(formatTime(bars.timestamp[0] as number).slice(0, 16)).toBe(first.replace(" ", "T"));
      expect(formatTime(bars.timestamp[rows - 1] as number).slice(0, 16)).toBe(last.replace(" ", "T"));
      expect(loaded.notes[0]).toBe("timestamps: milliseconds since 1970");
    });

    it("has the gaps that it is known to have", () => {
      const { bars } = loaded;
      const { quality } = bars;
      const gaps = stated(notes, /(\d+) gaps, \d+ bars missing/);
      const inWeek = stated(notes, /(\d+) gaps shorter than 40 h inside the week/);
      const longBreaks = stated(notes, /(\d+) breaks longer than 80 h/);
      if (gaps !== undefined) {
        expect(quality).toMatchObject({ calendar: "24/7", gapCount: gaps });
        expect(quality.missing).toBe(stated(notes, /(\d+) bars missing/));
      } else if (inWeek !== undefined) {
        const longer = stated(notes, /(\d+) gaps longer than 80 h/) as number;
        expect(quality).toMatchObject({ calendar: "fx-week", gapCount: inWeek + longer });
      } else if (longBreaks !== undefined) {
        const closed = findGaps(bars.timestamp, bars.timeframe, quality.calendar);
        expect(quality).toMatchObject({ calendar: "sessions", gapCount: 0 });
        expect(closed.filter(({ from, to }) => to - from > 80 * HOUR)).toHaveLength(longBreaks);
      } else {
        expect(notes).toMatch(/^no gaps/);
        expect(quality).toMatchObject({ calendar: "24/7", gapCount: 0, missing: 0 });
      }
    });

    it("has its longest gaps where they are known to be", () => {
      for (const [, missing, after] of notes.matchAll(/(\d+) bars after (\d{4}-\d\d-\d\d \d\d:\d\d)/g)) {
        const from = parseTime(after as string)?.ms as number;
        // a gap may begin seconds after the minute that the manifest names
        const gap = loaded.bars.quality.gaps.find(
          (candidate) => candidate.from - from >= 0 && candidate.from - from < 60_000,
        );
        expect(gap?.missing, after).toBe(Number(missing));
      }
    });

    it("has its off-grid stamps and bars without volume", () => {
      const { quality, volume, length } = loaded.bars;
      expect(quality.offGrid).toBe(stated(notes, /(\d+) timestamps not on a/) ?? 0);
      const zeroVolume = notes.includes("source has no volume")
        ? length
        : (stated(notes, /(\d+) bars with zero volume/) ?? 0);
      expect(quality.zeroVolume).toBe(zeroVolume);
      expect(volume.filter((units) => units === 0)).toHaveLength(zeroVolume);
    });
  });
});

describeShared("files as vendors export them", (shared) => {
  const folder = join(shared, "data/raw-formats");
  const text = (path: string) => readFileSync(join(folder, path), "utf8");

  it("CryptoDataDownload: a URL first, newest bar first, two volumes", async () => {
    const { bars, notes } = await load(folder, "cryptodatadownload_BTCUSDT_1h.csv");
    expect(bars).toMatchObject({ symbol: "BTCUSDT", timeframe: "1h", length: 398 });
    expect(bars.quality).toMatchObject({ reversed: true, gapCount: 0 });
    const end = bars.length - 1;
    expect(bars.timestamp[end]).toBe(1655078400000);
    expect([bars.open[end], bars.high[end], bars.low[end], bars.close[end], bars.volume[end]]).toEqual([
      ...[26564.7, 26853.3, 26401, 26718.1, 35316.388],
    ]);
    expect(notes).toContain('line 1 is no part of the table and is skipped: "https://www.CryptoDataDownload.com"');
    expect(notes).toContain("volume: column Volume BTC");
    expect(notes).toContain("columns date, symbol, Volume USDT, tradecount are not used");
  });

  it("MetaTrader 5: refused until the broker's offset is told", async () => {
    const path = "mt5_EURUSD_H1.tsv";
    expect(await errorOf(() => load(folder, path))).toMatchObject({
      code: "data",
      path: `${path}:2`,
      hint: expect.stringContaining("--utc-offset +02:00") as string,
    });
    const { bars, notes } = await load(folder, path, { utcOffset: "+02:00" });
    expect(bars).toMatchObject({ symbol: "EURUSD", timeframe: "1h", length: 399 });
    expect(formatTime(bars.timestamp[0] as number)).toBe("2015-01-01T22:00:00Z");
    expect(bars.volume[0]).toBe(93697);
    expect(bars.quality.calendar).toBe("fx-week");
    expect(notes).toContain("volume: column TICKVOL");
    expect((await load(folder, path, { utcOffset: 120 })).bars.sha256).toBe(bars.sha256);
  });

  it("Binance archive: twelve columns, with a header and without", async () => {
    const path = "binance-vision_NEARUSDT_1m.csv";
    const { bars, notes } = await load(folder, path);
    expect(bars).toMatchObject({ symbol: "NEARUSDT", timeframe: "1m", length: 399 });
    expect([bars.timestamp[0], bars.open[0], bars.volume[0]]).toEqual([1748736000000, 2.418, 33290]);
    const rows = text(path).slice(text(path).indexOf("\n") + 1);
    const bare = await readBars(new TextEncoder().encode(rows), { file: path });
    expect(bare.bars.sha256).toBe(bars.sha256);
    expect(bare.notes[1]).toMatch(/^no header/);
    expect(notes).toContain(
      "columns close_time, quote_volume, count, taker_buy_volume, taker_buy_quote_volume, ignore are not used",
    );
  });

  it("local stamps: the offset changes inside the file, the hours in UTC do not", async () => {
    const { bars, notes } = await load(folder, "local-offset_ALGOUSDT_1h.csv");
    expect(bars).toMatchObject({ symbol: "ALGOUSDT", timeframe: "1h", length: 59 });
    expect(formatTime(bars.timestamp[0] as number)).toBe("2020-10-23T08:00:00Z");
    for (let i = 1; i < bars.length; i++) expect(bars.timestamp[i]).toBe((bars.timestamp[i - 1] as number) + HOUR);
    expect(notes[0]).toBe("timestamps: dates and times with their own UTC offset");
  });

  it("ccxt: arrays in JSON, read as JSON.parse reads them", async () => {
    const path = "ccxt-arrays_1m.json";
    const { bars } = await load(folder, path);
    const candles = JSON.parse(text(path)) as number[][];
    const columns = [bars.timestamp, bars.open, bars.high, bars.low, bars.close, bars.volume];
    expect(candles.map((_, i) => columns.map((column) => column[i]))).toEqual(candles);
    expect(bars.timeframe).toBe("1m");
    expect(bars.quality.missing).toBe(
      (candles.at(-1)?.[0] as number) / 60_000 - (candles[0]?.[0] as number) / 60_000 - 399,
    );
  });
});

describeShared("a real file read column by column", (shared) => {
  it("has the doubles that its text says", async () => {
    const path = "data/ohlcv/SPY_1d.csv.gz";
    const { bars } = await load(shared, path);
    const bytes = new Uint8Array(readFileSync(join(shared, path)));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    const rows = text.trim().split("\n").slice(1);
    const columns = [bars.timestamp, bars.open, bars.high, bars.low, bars.close, bars.volume];
    expect(rows.map((_, i) => columns.map((column) => column[i]))).toEqual(
      rows.map((row) => row.split(",").map(Number)),
    );
    expect((bars.timestamp[0] as number) % DAY).toBe(0);
  });
});
