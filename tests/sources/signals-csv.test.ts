import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { VaranusError } from "../../src/contracts/errors.js";
import { createBars } from "../../src/market/bars.js";
import { parseSignals, readSignals } from "../../src/sources/signals-csv.js";
import { errorOf, quietSeries } from "../support/series.js";

const bars = createBars(quietSeries(6));
const encode = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => parseSignals(encode(text), bars, { file: "signals.csv" });

describe("signals as CSV", () => {
  it("fill columns of the bars' length", () => {
    const signals = read("bar,longEntry,longExit,stop,size\n1,1,0,95.5,\n4,,true,,2.5\n");
    expect([...(signals.longEntry ?? [])]).toEqual([0, 1, 0, 0, 0, 0]);
    expect([...(signals.longExit ?? [])]).toEqual([0, 0, 0, 0, 1, 0]);
    expect([...(signals.shortEntry ?? [])]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...(signals.stop ?? [])]).toEqual([Number.NaN, 95.5, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(signals.size?.[4]).toBe(2.5);
    expect(signals.target).toBeNull();
  });

  it("name bars by stamp as well", () => {
    const ms = bars.timestamp[2] as number;
    for (const stamp of [String(ms), String(ms / 1_000), "2024-01-01T02:00", "2024-01-01 03:00:00+01:00"]) {
      expect([...(read(`timestamp,short_entry\n${stamp},1\n`).shortEntry ?? [])]).toEqual([0, 0, 1, 0, 0, 0]);
    }
    expect(read(`bar,timestamp,longEntry\n2,${ms},1\n`).longEntry?.[2]).toBe(1);
  });

  it("come in any row order, with other delimiters and packed", async () => {
    const text = "longentry;BAR\r\nTRUE;5\r\n\r\nfalse;0\r\n";
    expect(read(text).longEntry?.[5]).toBe(1);
    expect((await readSignals(new Uint8Array(gzipSync(text)), bars)).longEntry?.[5]).toBe(1);
  });

  it.each([
    ["", "signals.csv: the file is empty"],
    ["bar,longEntry\n", "signals.csv:1: there is a header and no signals"],
    ["bar,stop\n1,2\n", "signals.csv:1: no signal column; the file has: bar, stop (add one of longEntry"],
    ["longEntry\n1\n", "signals.csv:1: no column bar or timestamp"],
    ["bar,longEntri\n1,1\n", 'signals.csv:1: unknown column "longEntri"; there are: bar, timestamp, longEntry'],
    ["bar,longEntri\n1,1\n", "(did you mean longEntry?)"],
    ["bar,longEntry,long_entry\n1,1,1\n", "signals.csv:1: the column longEntry is there twice"],
    ["bar,longEntry\n6,1\n", 'signals.csv:2: bar is "6", an integer from 0 to 5 is needed'],
    ["bar,longEntry\n-1,1\n", 'signals.csv:2: bar is "-1", an integer from 0 to 5 is needed'],
    ["bar,longEntry\n1.5,1\n", 'signals.csv:2: bar is "1.5", an integer from 0 to 5 is needed'],
    ["bar,longEntry\n1,1\n1,0\n", "signals.csv:3: bar 1 has a row already"],
    ["bar,longEntry\n1,2\n", 'signals.csv:2: longEntry is "2", it must be 0, 1, true, false or empty'],
    ["bar,longEntry,stop\n1,1,-5\n", 'signals.csv:2: stop is "-5", it must be a number above 0, or empty for none'],
    ["bar,longEntry,size\n1,1,0\n", 'signals.csv:2: size is "0", it must be a number above 0, or empty for none'],
    ["bar,longEntry,target\n1,1,x\n", 'signals.csv:2: target is "x", it must be a number above 0, or empty for none'],
    ["bar,longEntry\n1\n", "signals.csv:2: the row has 1 cell, the header has 2"],
    ["timestamp,longEntry\nsoon,1\n", 'signals.csv:2: timestamp is "soon", a time is needed'],
    ["timestamp,longEntry\n2024-01-01T02:30,1\n", "signals.csv:2: no bar opens at 2024-01-01T02:30:00Z; the data span"],
    ["bar,timestamp,longEntry\n1,2024-01-01,1\n", "signals.csv:2: bar 1 opens at 2024-01-01T01:00:00Z, the row says"],
  ])("are refused if wrong: %j", async (text, line) => {
    const error = (await errorOf(() => read(text))) as VaranusError;
    expect(error.line).toContain(line);
  });
});
