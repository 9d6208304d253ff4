import { beforeAll, expect, it } from "vitest";
import { createBars, load } from "../../src/index.js";
import { type GoldenFile, readGolden, withinTolerance } from "../support/golden.js";
import { describeShared, goldenFolder } from "../support/shared.js";
import type { Ask, Asks, IndicatorsFile, Market } from "./asks/ask.js";
import { AVERAGES } from "./asks/averages.js";
import { MOMENTUM } from "./asks/momentum.js";
import { STATISTICS } from "./asks/statistics.js";
import { STRUCTURE } from "./asks/structure.js";
import { TREND } from "./asks/trend.js";
import { VOLATILITY } from "./asks/volatility.js";
import { VOLUME } from "./asks/volume.js";

// Indicators against TA-Lib and the definitions beside it. Parameters are read from the entries; each must be covered.

const FAMILIES: readonly Asks[] = [AVERAGES, MOMENTUM, TREND, VOLATILITY, STATISTICS, VOLUME, STRUCTURE];

const FILES = [
  {
    file: "indicators-talib.json",
    asks: Object.assign({}, ...FAMILIES.map(({ talib }) => talib)) as Record<string, Ask>,
  },
  {
    file: "indicators-other.json",
    asks: Object.assign({}, ...FAMILIES.map(({ other }) => other)) as Record<string, Ask>,
  },
];

/** Of an entry by its function, or its name with or without parameters in it. */
function askOf(asks: Record<string, Ask>, name: string, called?: string): Ask | undefined {
  return asks[called ?? name] ?? asks[name.replace(/_[\d.]+(_[\d.]+)*$/, "")];
}

describeShared(
  "golden indicators",
  (folder) => {
    let market: Market;
    beforeAll(async () => {
      const input = readGolden<GoldenFile & { columns: Record<string, number[]> }>(folder, "ohlcv-a.json");
      const columns = Object.fromEntries(
        Object.entries(input?.columns ?? {}).map(([name, values]) => [name, Float64Array.from(values)]),
      );
      const column = (name: string) => columns[name] ?? new Float64Array();
      const bars = createBars({
        symbol: "GOLDEN",
        timestamp: column("timestamp"),
        open: column("open"),
        high: column("high"),
        low: column("low"),
        close: column("close"),
        volume: column("volume"),
      });
      market = { v: await load(), bars, columns };
    });

    for (const { file, asks } of FILES) {
      const golden = readGolden<IndicatorsFile>(folder, file);
      const entries = Object.entries(golden?.indicators ?? {});
      const notCovered = entries
        .filter(([name, entry]) => !askOf(asks, name, entry.function))
        .map(([name]) => `${file}/${name}`);
      const relative = golden?.manifest.tolerance?.rel ?? 1e-9;
      for (const [name, entry] of entries) {
        const ask = askOf(asks, name, entry.function);
        if (ask === undefined) continue;
        it(`${file}/${name}`, ({ task }) => {
          task.meta.notCovered = notCovered.splice(0);
          const answers = ask(market, entry);
          if (answers === undefined) {
            task.meta.notCovered.push(`${file}/${name}`);
            return;
          }
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
