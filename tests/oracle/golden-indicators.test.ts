import { beforeAll, expect, it } from "vitest";
import type { Bars } from "../../src/contracts/bars.js";
import { createBars, load, type Varanus } from "../../src/index.js";
import { type GoldenFile, readGolden, withinTolerance } from "../support/golden.js";
import { describeShared, goldenFolder } from "../support/shared.js";

// Indicators against TA-Lib and the definitions beside it. Parameters are read from the entries.

type Column = (number | null)[];
type Series = "open" | "high" | "low" | "close" | "volume";

interface Entry {
  function?: string;
  inputs?: string[];
  parameters: Record<string, number>;
  firstValid: number | Record<string, number>;
  absTol: number;
  skip?: number[];
  nullBars?: number[];
  outputs: Record<string, Column>;
}

interface IndicatorsFile extends GoldenFile {
  indicators: Record<string, Entry>;
}

/** How an entry is asked of us: one call an output. Undefined where we do not have it. */
type Ask = (v: Varanus, bars: Bars, entry: Entry) => Record<string, Float64Array>;

const series = (entry: Entry) => (entry.inputs?.[0] ?? "close") as Series;
const one =
  (name: string, output: string, parameter = "timePeriod"): Ask =>
  (v, bars, entry) => ({
    [output]: Object.values(
      v.indicator(name, bars, parameter === "" ? {} : { period: entry.parameters[parameter] as number }, series(entry)),
    )[0] as Float64Array,
  });

const TALIB: Record<string, Ask> = {
  SMA: one("sma", "sma"),
  EMA: one("ema", "ema"),
  RSI: one("rsi", "rsi"),
  TRANGE: one("true-range", "trange", ""),
  ATR: one("atr", "atr"),
  MAX: one("highest", "max"),
  MIN: one("lowest", "min"),
  SAR: (v, bars, { parameters }) => {
    const { acceleration, maximum } = parameters as Record<string, number>;
    const { value } = v.indicator("parabolic-sar", bars, { step: acceleration as number, maximum: maximum as number });
    return { sar: value as Float64Array };
  },
  MACD: (v, bars, entry) => {
    const { fastPeriod, slowPeriod, signalPeriod } = entry.parameters as Record<string, number>;
    const values = { fast: fastPeriod as number, slow: slowPeriod as number, signal: signalPeriod as number };
    return v.indicator("macd", bars, values, series(entry));
  },
  STDDEV: (v, bars, entry) => {
    const { standardDeviation } = v.indicator(
      "standard-deviation",
      bars,
      { period: entry.parameters["timePeriod"] as number },
      series(entry),
    );
    const width = entry.parameters["nbDev"] ?? 1;
    return { stddev: (standardDeviation as Float64Array).map((value) => width * value) };
  },
  BBANDS: (v, bars, entry) => {
    const { timePeriod, nbDevUp, nbDevDn } = entry.parameters as Record<string, number>;
    const band = (width: number) =>
      v.indicator("bollinger", bars, { period: timePeriod as number, width }, series(entry));
    const up = band(nbDevUp as number);
    const down = band(nbDevDn as number);
    return { upper: up["upper"], middle: up["middle"], lower: down["lower"] } as Record<string, Float64Array>;
  },
};

const OTHER: Record<string, Ask> = {
  KELTNER: (v, bars, { parameters }) => {
    const { emaPeriod, atrPeriod, multiplier } = parameters as Record<string, number>;
    const values = { period: emaPeriod as number, atrPeriod: atrPeriod as number, multiple: multiplier as number };
    return v.indicator("keltner", bars, values);
  },
  DONCHIAN: (v, bars, entry) => {
    const period = entry.parameters["period"] as number;
    const upper = v.indicator("highest", bars, { period }, "high")["highest"] as Float64Array;
    const lower = v.indicator("lowest", bars, { period }, "low")["lowest"] as Float64Array;
    const middle = upper.map((value, i) => (value + (lower[i] as number)) / 2);
    const before = (x: Float64Array) => x.map((_, i) => (i === 0 ? Number.NaN : (x[i - 1] as number)));
    return { upper, lower, middle, upperPrior: before(upper), lowerPrior: before(lower) };
  },
};

function answerable(entry: Entry, asks: Record<string, Ask>, name: string): Ask | undefined {
  if ((entry.parameters["maType"] ?? 0) !== 0) return undefined;
  const known = ["open", "high", "low", "close", "volume"];
  if (entry.inputs?.some((input) => !known.includes(input))) return undefined;
  return asks[entry.function ?? name] ?? asks[name.replace(/_.*$/, "")];
}

describeShared(
  "golden indicators",
  (folder) => {
    let v: Varanus;
    let bars: Bars;
    beforeAll(async () => {
      v = await load();
      const input = readGolden<GoldenFile & { columns: Record<string, number[]> }>(folder, "ohlcv-a.json");
      const column = (name: string) => Float64Array.from(input?.columns[name] ?? []);
      bars = createBars({
        symbol: "GOLDEN",
        timestamp: column("timestamp"),
        open: column("open"),
        high: column("high"),
        low: column("low"),
        close: column("close"),
        volume: column("volume"),
      });
    });

    for (const [file, asks] of [
      ["indicators-talib.json", TALIB],
      ["indicators-other.json", OTHER],
    ] as const) {
      const golden = readGolden<IndicatorsFile>(folder, file);
      const entries = Object.entries(golden?.indicators ?? {});
      const notCovered = entries
        .filter(([name, entry]) => !answerable(entry, asks, name))
        .map(([name]) => `${file}/${name}`);
      const relative = golden?.manifest.tolerance?.rel ?? 1e-9;
      for (const [name, entry] of entries) {
        const ask = answerable(entry, asks, name);
        if (ask === undefined) continue;
        it(`${file}/${name}`, ({ task }) => {
          task.meta.notCovered = notCovered.splice(0);
          const answers = ask(v, bars, entry);
          for (const [output, expected] of Object.entries(entry.outputs)) {
            const actual = answers[output];
            if (actual === undefined) expect.fail(`there is no output ${output}`);
            const skip = new Set(entry.skip ?? []);
            expected.forEach((value, i) => {
              if (skip.has(i)) return;
              const ours = actual[i] as number;
              const agree = value === null ? Number.isNaN(ours) : withinTolerance(ours, value, relative, entry.absTol);
              if (!agree) expect.fail(`${output} at bar ${i}: ${ours} instead of ${value}`);
            });
          }
        });
      }
    }
  },
  goldenFolder,
);
