import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeShared, goldenFolder } from "../support/shared.js";
import * as reference from "./indicators/index.js";

interface Golden {
  parameters: Record<string, number>;
  firstValid: number;
  absTol: number;
  skip: number[];
  outputs: Record<string, (number | null)[]>;
}

const RELATIVE = 1e-9;

describeShared(
  "the reference indicators give TA-Lib's values",
  (folder) => {
    const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
    const { high, low, close } = read("ohlcv-a.json").columns as Record<"high" | "low" | "close", number[]>;
    const golden = read("indicators-talib.json").indicators as Record<string, Golden>;
    const entries: Record<string, Record<string, number[]>> = {
      SMA_20: { sma: reference.sma(close, 20) },
      SMA_50: { sma: reference.sma(close, 50) },
      EMA_12: { ema: reference.ema(close, 12) },
      EMA_26: { ema: reference.ema(close, 26) },
      RSI_9: { rsi: reference.rsi(close, 9) },
      RSI_14: { rsi: reference.rsi(close, 14) },
      TRANGE: { trange: reference.trueRange(high, low, close) },
      ATR_10: { atr: reference.atr(high, low, close, 10) },
      ATR_14: { atr: reference.atr(high, low, close, 14) },
      STDDEV_20: { stddev: reference.standardDeviation(close, 20) },
      "BBANDS_10_2.0": reference.bollinger(close, 10, 2),
      "BBANDS_20_1.9": reference.bollinger(close, 20, 1.9),
      MACD_12_26_9: reference.macd(close, 12, 26, 9),
      MAX_20: { max: reference.highest(close, 20) },
      MIN_20: { min: reference.lowest(close, 20) },
    };
    it.each(Object.entries(entries))("%s", (name, outputs) => {
      const { firstValid, absTol, skip, outputs: expected } = golden[name] as Golden;
      expect(Object.keys(outputs).sort()).toEqual(Object.keys(expected).sort());
      for (const [output, column] of Object.entries(expected)) {
        const values = outputs[output] as number[];
        expect(values.findIndex((value) => !Number.isNaN(value))).toBe(firstValid);
        column.forEach((y, i) => {
          if (y === null || skip.includes(i)) return;
          const x = values[i] as number;
          expect(Math.abs(x - y), `${output}[${i}]`).toBeLessThanOrEqual(Math.max(absTol, RELATIVE * Math.abs(y)));
        });
      }
    });
  },
  goldenFolder,
);

describe("a NaN in the input", () => {
  const values = [Number.NaN, 1, 2, 3, 4, Number.NaN, 6, 7, 8];

  it("is skipped in front and starts the warm-up anew in between", () => {
    const warmUp = [NaN, NaN, 1.5, 2.5, 3.5, NaN, NaN, 6.5, 7.5];
    expect(reference.sma(values, 2)).toEqual(warmUp);
    expect(reference.rma(values, 2)).toEqual([NaN, NaN, 1.5, 2.25, 3.125, NaN, NaN, 6.5, 7.25]);
    expect(reference.ema(values, 2, "first").map(Number.isNaN)).toEqual(warmUp.map(Number.isNaN));
  });

  it("leaves the change beside it without a value", () => {
    expect(reference.rsi(values, 2)).toEqual([NaN, NaN, NaN, 100, 100, NaN, NaN, NaN, 100]);
  });
});

describe("ema seeded with the first value", () => {
  it("starts from it and shows from the n-th on", () => {
    expect(reference.ema([1, 2, 3], 3, "first")).toEqual([NaN, NaN, 2.25]);
  });
});
