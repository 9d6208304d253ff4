import { beforeAll, beforeEach, expect, it } from "vitest";
import { Engine } from "../../src/kernel/engine.js";
import type { Statistics } from "../../src/kernel/statistics.js";
import { continuousKelly, kelly, optimalF } from "../../src/metrics/growth.js";
import { deviationOf, shape } from "../../src/metrics/performance.js";
import {
  deflatedSharpe,
  expectedMaxSharpe,
  minTrackRecordLength,
  probabilisticSharpe,
} from "../../src/metrics/sharpe-inference.js";
import type { Value } from "../../src/metrics/values.js";
import { entryNames, type GoldenFile, readGolden, withinTolerance } from "../support/golden.js";
import { describeShared, goldenFolder } from "../support/shared.js";

// Sharpe-ratio inference (Bailey and Lopez de Prado), Kelly and optimal f; and the list of files that nothing answers yet.

const LATER = [
  "cointegration.json",
  "distribution-tests.json",
  "pbo.json",
  "portfolio.json",
  "models.json",
  "labelling.json",
  "optuna-reference.json",
];

type Row = Record<string, number>;

interface InferenceFile extends GoldenFile {
  psr?: Row[];
  expectedMaxSharpe?: Row[];
  dsr?: Row[];
  minTrackRecordLength?: Row[];
  fromReturns?: Record<string, number> & { returnsByTrial: number[][]; sharpes: number[] };
}

interface GrowthCase {
  case: string;
  trades: number[];
  wins: number;
  losses: number;
  kelly: Record<string, number | null | string>;
  optimalF: Record<string, number | null | string>;
  continuousKelly: Record<string, number | null | string>;
}

interface GrowthFile extends GoldenFile {
  manifest: GoldenFile["manifest"] & { tolerance?: Record<string, unknown> };
  cases?: GrowthCase[];
}

describeShared(
  "golden inference",
  (folder) => {
    let s: Statistics;
    beforeAll(async () => {
      s = (await Engine.load()).statistics;
    });
    // whatever test comes first carries the list of what nothing answers yet
    const later = LATER.flatMap((name) => {
      const file = readGolden(folder, name);
      return file ? entryNames(file, name) : [];
    });
    beforeEach(({ task }) => {
      task.meta.notCovered = later.splice(0);
    });
    const inference = readGolden<InferenceFile>(folder, "sharpe-inference.json");
    const relative = inference?.manifest.tolerance?.rel ?? 1e-9;
    const absolute = Number(inference?.manifest.tolerance?.abs ?? 1e-12);
    const agree = (actual: Value, expected: number | null, what: string, rel = relative, abs = absolute) => {
      if (expected === null) expect(typeof actual, what).not.toBe("number");
      else if (typeof actual !== "number" || !withinTolerance(actual, expected, rel, abs)) {
        expect.fail(`${what}: ${JSON.stringify(actual)} instead of ${expected}`);
      }
    };
    const estimate = (row: Row) => ({
      sharpe: row["sharpe"] as number,
      n: row["n"] as number,
      skew: row["skew"] as number,
      kurtosis: row["kurtosis"] as number,
    });

    inference?.psr?.forEach((row, k) => {
      it(`sharpe-inference.json/psr/${k}`, () => {
        agree(probabilisticSharpe(s, estimate(row), row["benchmarkSharpe"] as number), row["psr"] as number, "psr");
      });
    });
    inference?.expectedMaxSharpe?.forEach((row, k) => {
      it(`sharpe-inference.json/expectedMaxSharpe/${k}`, () => {
        const value = expectedMaxSharpe(s, row["varianceOfTrialSharpes"] as number, row["trials"] as number);
        agree(value, row["expectedMaxSharpe"] as number, "expected maximum");
      });
    });
    inference?.dsr?.forEach((row, k) => {
      it(`sharpe-inference.json/dsr/${k}`, () => {
        const variance = row["varianceOfTrialSharpes"] as number;
        const trials = row["trials"] as number;
        agree(expectedMaxSharpe(s, variance, trials), row["expectedMaxSharpe"] as number, "expected maximum");
        agree(deflatedSharpe(s, estimate(row), variance, trials), row["dsr"] as number, "dsr");
      });
    });
    inference?.minTrackRecordLength?.forEach((row, k) => {
      it(`sharpe-inference.json/minTrackRecordLength/${k}`, () => {
        const { benchmarkSharpe, confidence, periods } = row as { [name: string]: number };
        const value = minTrackRecordLength(s, estimate(row), benchmarkSharpe as number, confidence as number);
        agree(value, periods as number, "periods");
      });
    });
    const fromReturns = inference?.fromReturns;
    if (fromReturns) {
      it("sharpe-inference.json/fromReturns", () => {
        const trials = fromReturns.returnsByTrial.map((returns) => Float64Array.from(returns));
        const sharpes = trials.map((returns) => {
          const d = deviationOf(returns.length, s.sums(returns));
          return d.mean / d.deviation;
        });
        sharpes.forEach((value, k) => {
          agree(value, fromReturns.sharpes[k] as number, `sharpe ${k}`);
        });
        const spread = deviationOf(sharpes.length, s.sums(Float64Array.from(sharpes)));
        const variance = spread.deviation * spread.deviation;
        agree(variance, fromReturns["varianceOfTrialSharpes"] as number, "variance of trials");
        const best = sharpes.indexOf(Math.max(...sharpes));
        expect(best).toBe(fromReturns["best"]);
        const returns = trials[best] as Float64Array;
        const { skew, kurtosis } = shape(s, returns) as { skew: number; kurtosis: number };
        agree(skew, fromReturns["skew"] as number, "skew");
        agree(kurtosis, fromReturns["kurtosis"] as number, "kurtosis");
        const one = { sharpe: sharpes[best] as number, n: returns.length, skew, kurtosis };
        agree(expectedMaxSharpe(s, variance, trials.length), fromReturns["expectedMaxSharpe"] as number, "maximum");
        agree(probabilisticSharpe(s, one, 0), fromReturns["psrAgainstZero"] as number, "psr");
        agree(deflatedSharpe(s, one, variance, trials.length), fromReturns["dsr"] as number, "dsr");
        const length = minTrackRecordLength(s, one, 0, 0.95);
        agree(length, fromReturns["minTrackRecordLength95"] as number, "track record");
      });
    }

    const growth = readGolden<GrowthFile>(folder, "growth.json");
    growth?.cases?.forEach((each) => {
      it(`growth.json/${each.case}`, () => {
        const trades = Float64Array.from(each.trades);
        const ours: Record<string, Record<string, Value>> = {
          kelly: { ...kelly(trades) },
          optimalF: { ...optimalF(s, trades) },
          continuousKelly: { meanOverVariance: continuousKelly(s, trades) },
        };
        for (const [group, values] of Object.entries(ours)) {
          const expected = each[group as "kelly"];
          for (const [name, value] of Object.entries(expected)) {
            if (typeof value === "string" || !(name in values)) continue;
            const tolerance = group === "optimalF" ? 1e-8 : relative;
            agree(values[name] as Value, value, `${group}.${name}`, tolerance, 1e-12);
          }
        }
      });
    });
  },
  goldenFolder,
);
