import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Bars, createBars, type Varanus } from "../../src/index.js";

/** Raw columns of the benchmark's bars, float64. */
export interface Columns {
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
}

const SHARED = process.env["VARANUS_SHARED"] ?? "../shared";
const NAMES = ["open", "high", "low", "close", "volume"] as const;
/** 2020-01-01T00:00:00Z; one-minute bars. */
const START = 1_577_836_800_000;

/** The yardstick's folder, if it is there. */
export function yardstickFolder(): string | undefined {
  const folder = resolve(SHARED, "bench");
  return existsSync(join(folder, "native.cpp")) ? folder : undefined;
}

/** The folder of the benchmark's data: given, or generated once by the yardstick's generator. */
export function dataFolder(): string | undefined {
  const given = process.env["VARANUS_BENCH_DATA"];
  if (given !== undefined) return resolve(given);
  const yardstick = yardstickFolder();
  if (yardstick === undefined) return undefined;
  const folder = resolve("out/bench/data");
  if (!existsSync(join(folder, "bars_1000000/close.f64"))) {
    mkdirSync(folder, { recursive: true });
    execFileSync(process.execPath, [join(yardstick, "gen.mjs"), folder]);
  }
  return folder;
}

/** n bars of the benchmark's series; of our synthetic market where the yardstick is absent. */
export function columnsOf(v: Varanus, n: number): Columns {
  const folder = dataFolder();
  if (folder === undefined) return v.sample({ bars: n, timeframe: "1m", seed: 20240607 });
  return Object.fromEntries(
    NAMES.map((name) => {
      const bytes = readFileSync(join(folder, `bars_${n}`, `${name}.f64`));
      return [name, new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))];
    }),
  ) as unknown as Columns;
}

export function barsOf(columns: Columns): Bars {
  const timestamp = Float64Array.from(columns.close, (_, i) => START + i * 60_000);
  return createBars({ symbol: "BENCH", timeframe: "1m", calendar: "24/7", timestamp, ...columns });
}
