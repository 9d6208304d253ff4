import { beforeAll, describe, expect, it } from "vitest";
import { type Bars, load, STRATEGIES, type Varanus } from "../../src/index.js";
import { describeShared } from "../support/shared.js";
import { FILES, goldenOf, goldenRuns, readGoldenFile, readSeries, SAMPLES } from "./runs.js";

/**
 * Golden runs: fills by their hash, trades and final equity of every built-in strategy in two configurations. They never write themselves.
 * Where a change is meant, `node tests/golden/regenerate.mjs` writes runs.json anew and prints which numbers moved; say in the commit why.
 */

const golden = readGoldenFile();

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

function checks(series: string, barsOf: () => Bars): void {
  const runs = Object.keys(goldenRuns({} as Varanus, {} as Bars));

  it.each(runs)("%s", (run) => {
    expect(golden[series]?.[run], "no golden: node tests/golden/regenerate.mjs").toBeDefined();
    const result = goldenRuns(varanus, barsOf())[run]?.();
    expect(result && goldenOf(result)).toEqual(golden[series]?.[run]);
  });

  it("has no golden for a run that there is not", () => {
    expect(Object.keys(golden[series] ?? {}).sort()).toEqual([...runs].sort());
  });

  it("has runs that trade", () => {
    for (const { trades } of Object.values(golden[series] ?? {})) expect(trades).toBeGreaterThan(20);
  });
}

describe("every strategy", () => {
  it.each(STRATEGIES.map(({ name }) => name))("%s has two runs", (name) => {
    const runs = Object.keys(goldenRuns({} as Varanus, {} as Bars));
    expect(runs.filter((run) => run.startsWith(`${name}, `)).length).toBeGreaterThanOrEqual(2);
  });
});

describe.each(Object.entries(SAMPLES))("%s", (series, options) => {
  let bars: Bars;
  beforeAll(() => {
    bars = varanus.sample(options);
  });
  checks(series, () => bars);
});

describeShared("golden runs on real data", (shared) => {
  describe.each(FILES)("%s", (file) => {
    let bars: Bars;
    beforeAll(async () => {
      bars = await readSeries(shared, file);
    });
    checks(file, () => bars);
  });
});
