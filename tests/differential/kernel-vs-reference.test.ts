import fc from "fast-check";
import { beforeAll, describe, it } from "vitest";
import { load, type Varanus } from "../../src/index.js";
import { type RandomRun, runs, runsWith } from "../property/arbitraries.js";
import { cases } from "../property/settings.js";
import { loadReferenceRuns } from "../support/reference-runs.js";
import { describeShared, referenceFolder } from "../support/shared.js";
import { agree } from "./agree.js";

/**
 * The kernel against the slow reference engine, both written from assembly/simulation/SEMANTICS.md alone: the same trades,
 * fills, equity and counters, to the bit.
 */

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

const agrees = (run: RandomRun): void => agree(varanus, run);

describe("kernel and reference engine agree to the bit", () => {
  it("on anything that the schema allows", () => {
    fc.assert(fc.property(runs, agrees), cases(1_500));
  });

  it("on trailing stops along the path of a bar", () => {
    const trailing = [{ name: "trailing-percent", params: { percent: 0.02 } }];
    const narrow = { intrabar: "ohlc", leverage: 1, maintenanceMargin: 0, commissionBps: 10 } as const;
    fc.assert(fc.property(runsWith({ ...narrow, stops: trailing }), agrees), cases(500));
    const withTarget = [...trailing, { name: "percentage", params: { stop: 0.05, target: 0.03 } }];
    fc.assert(fc.property(runsWith({ ...narrow, stops: withTarget, fill: "close" }), agrees), cases(500));
  });

  it("on reversals", () => {
    fc.assert(fc.property(runsWith({ reverse: true, longOnly: false, stops: [] }), agrees), cases(500));
  });

  it("on runs near bankruptcy", () => {
    const geared = {
      leverage: 20,
      maintenanceMargin: 0.01,
      marginTiers: [],
      sizer: { name: "all-in", params: { fraction: 1 } },
    };
    fc.assert(fc.property(runsWith({ ...geared, liquidation: "intrabar" }), agrees), cases(300));
    fc.assert(fc.property(runsWith({ ...geared, liquidation: "close", marginCheck: false }), agrees), cases(300));
  });
});

describeShared(
  "kernel and reference engine agree to the bit on real series",
  (folder) => {
    it.each(loadReferenceRuns(folder).map((run) => [run.id, run] as const))("%s", (_, run) => agree(varanus, run));
  },
  referenceFolder,
);
