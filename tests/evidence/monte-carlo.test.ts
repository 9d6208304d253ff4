import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { noisyBars } from "../../src/evidence/monte-carlo/noise.js";
import { quantilesOf } from "../../src/evidence/monte-carlo/quantiles.js";
import {
  type BacktestInput,
  type Bars,
  load,
  MONTE_CARLO_METHODS,
  type MonteCarloMethod,
  type MonteCarloOptions,
  monteCarloJson,
  monteCarloRunOf,
  type Quantiles,
  type Result,
  type ResultJson,
  type Varanus,
} from "../../src/index.js";
import { Engine } from "../../src/kernel/engine.js";
import { cases } from "../property/settings.js";

/** Monte Carlo through the public API: what it says of a run, and what it refuses to say. */

let v: Varanus;
let bars: Bars;
let result: Result;
let fixed: Result;

const CONFIG: BacktestInput = { strategy: "ewmac", stops: ["percentage"], sizer: "all-in", longOnly: true };

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 5, bars: 3_000 });
  result = v.backtest(bars, CONFIG);
  fixed = v.backtest(bars, { ...CONFIG, sizer: { name: "fixed-amount", params: { amount: 0.1 } } });
});

const few = (method: MonteCarloMethod, further: Partial<MonteCarloOptions> = {}): MonteCarloOptions => ({
  method,
  paths: method === "noise" ? 12 : 203,
  ...further,
});

describe("a run", () => {
  it.each(MONTE_CARLO_METHODS)("%s does not depend on portions", (method) => {
    const whole = v.monteCarlo(result, few(method));
    for (const portion of [1, 5, 1_000]) {
      const running = v.startMonteCarlo(result, few(method));
      let before = 0;
      while (running.advance(portion)) {
        expect(running.progress).toBeGreaterThan(before);
        before = running.progress;
      }
      expect(running.progress).toBe(1);
      const found = running.finish();
      expect(found.fingerprint).toBe(whole.fingerprint);
      expect(found.fan).toEqual(whole.fan);
    }
  });

  it.each(MONTE_CARLO_METHODS)("%s gives its memory back, finished or given up", (method) => {
    const once = () => {
      v.monteCarlo(result, few(method)).fan;
      const running = v.startMonteCarlo(result, few(method));
      running.advance(2);
      running.dispose();
      v.clear();
    };
    once();
    const { used } = v.memory;
    once();
    expect(v.memory.used).toBe(used);
  });

  it.each(MONTE_CARLO_METHODS)("%s is plain data without NaN, with a reason for every null", (method) => {
    for (const run of [result, fixed]) {
      const found = v.monteCarlo(run, few(method));
      const json = JSON.parse(JSON.stringify(monteCarloJson(found, { columns: true }))) as Record<string, unknown>;
      const nulls = Object.keys(json).filter((name) => json[name] === null);
      expect(nulls.sort()).toEqual(Object.keys(found.reasons).sort());
      expect(JSON.stringify(json)).not.toContain("null,null");
      expect(structuredClone(found)).toEqual(found);
      const { edges, counts } = found.maxDrawdownHistogram as { edges: number[]; counts: number[] };
      expect(edges).toHaveLength(counts.length + 1);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(found.settings.paths);
    }
  });

  it("by its trades ends where the run does", () => {
    for (const run of [result, fixed]) {
      const { actual } = v.monteCarlo(run, few("bootstrap"));
      const open = run.openPosition?.openPnl ?? 0;
      expect(actual.finalEquity).toBeCloseTo((run.equity.at(-1) as number) - open, 6);
      const block = v.monteCarlo(run, few("block"));
      expect(block.actual.finalEquity).toBeCloseTo(run.equity.at(-1) as number, 6);
    }
  });

  it("says the same out of its result.json", () => {
    const json = JSON.parse(JSON.stringify(result)) as ResultJson;
    const { timestamp } = bars;
    const curve = { timestamp, equity: result.equity, calendar: bars.quality.calendar };
    const run = monteCarloRunOf(json, { bars, curve, options: {} });
    for (const method of MONTE_CARLO_METHODS) {
      const [own, read] = [v.monteCarlo(result, few(method)), v.monteCarlo(run, few(method))];
      expect(read.fingerprint).toBe(own.fingerprint);
      expect(read.actual).toEqual(own.actual);
    }
  });

  it("without trades has reasons in place of numbers", () => {
    const idle = v.backtest(bars, { ...CONFIG, strategy: { name: "sma-cross", params: { fast: 2, slow: 3_000 } } });
    expect(idle.trades.length).toBe(0);
    for (const method of ["shuffle", "bootstrap", "block", "skip", "null"] as const) {
      const found = v.monteCarlo(idle, few(method));
      expect(found.finalEquity).toBeNull();
      expect(found.fan).toBeNull();
      expect(found.columns.finalEquity).toHaveLength(0);
      expect(found.reasons["riskOfRuin"]).toBe("there are no closed trades");
      expect(found.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it.each([
    [{ method: "bootstrapp" }, "method", "did you mean"],
    [{ method: "bootstrap", paths: 0 }, "paths", ""],
    [{ method: "bootstrap", paths: 1.5 }, "paths", ""],
    [{ method: "bootstrap", seed: -1 }, "seed", ""],
    [{ method: "bootstrap", ruin: 1 }, "ruin", ""],
    [{ method: "skip", probability: 1 }, "probability", ""],
    [{ method: "shuffle", probability: 0.5 }, "probability", "skip"],
    [{ method: "block", meanBlock: 0.5 }, "meanBlock", ""],
    [{ method: "noise", noise: 0 }, "noise", ""],
    [{ method: "noise", noise: Number.NaN }, "noise", ""],
  ])("refuses %j", (options, path, hint) => {
    const attempt = () => v.monteCarlo(result, options as MonteCarloOptions);
    expect(attempt).toThrow(expect.objectContaining({ path, hint: expect.stringContaining(hint) }));
  });

  it("says what a run lacks", () => {
    const bare = monteCarloRunOf(JSON.parse(JSON.stringify(result)) as ResultJson);
    expect(() => v.monteCarlo(bare, { method: "block" })).toThrow(/equity of every bar/);
    expect(() => v.monteCarlo(bare, { method: "null" })).toThrow(/bars of the run/);
    expect(() => v.monteCarlo(bare, { method: "noise" })).toThrow(/bars of the run/);
  });
});

describe("summaries", () => {
  it("quantiles are those of the sorted values", () => {
    const value = fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constantFrom(0, 1, 1e300, 5e-324));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 2_000 }), fc.boolean(), (list, repeat) => {
        const values = Float64Array.from(repeat ? [...list, ...list, ...list] : list);
        const sorted = values.slice().sort();
        const at = (share: number) => {
          const place = share * (sorted.length - 1);
          const k = Math.floor(place);
          const [low, high] = [sorted[k] as number, (sorted[k + 1] ?? sorted[k]) as number];
          return place - k < 0.5 ? low + (high - low) * (place - k) : high - (high - low) * (1 - (place - k));
        };
        const expected = { p5: at(0.05), p25: at(0.25), median: at(0.5), p75: at(0.75), p95: at(0.95) };
        const found = quantilesOf(values);
        for (const name of Object.keys(expected) as (keyof Quantiles)[])
          expect(found[name] === expected[name]).toBe(true);
      }),
      cases(200),
    );
  });

  it("shares and the p-value are counts of the columns", () => {
    const found = v.monteCarlo(result, { method: "null", paths: 999, ruin: 0.9 });
    const { finalEquity, lowestShare } = found.columns;
    const exceeding = [...finalEquity].filter((equity) => equity >= found.actual.finalEquity).length;
    expect(found.pValue).toBe((1 + exceeding) / 1_000);
    expect(found.probabilityOfLoss).toBe([...finalEquity].filter((equity) => equity < found.start).length / 999);
    expect(found.riskOfRuin).toBe([...lowestShare].filter((share) => share <= 0.9).length / 999);
  });

  it("the fan begins at the start and ends at the quantiles of the paths it rests on", () => {
    const found = v.monteCarlo(result, { method: "bootstrap", paths: 500 });
    const fan = found.fan as NonNullable<typeof found.fan>;
    expect(fan.paths).toBe(500);
    expect([fan.step[0], fan.median[0]]).toEqual([0, found.start]);
    expect(fan.step.at(-1)).toBe(found.steps);
    expect(fan.step.length).toBeLessThanOrEqual(201);
    const end = {
      p5: fan.p5.at(-1),
      p25: fan.p25.at(-1),
      median: fan.median.at(-1),
      p75: fan.p75.at(-1),
      p95: fan.p95.at(-1),
    };
    expect(end).toEqual(found.finalEquity);
  });
});

describe("the mean block", () => {
  it("is the cube root of the days, unless it is given", () => {
    const { settings, steps } = v.monteCarlo(result, few("block"));
    expect(settings.meanBlock).toBeCloseTo(Math.cbrt(steps), 12);
    expect(v.monteCarlo(result, few("block", { meanBlock: 5 })).settings.meanBlock).toBe(5);
  });
});

describe("noise", () => {
  it("leaves bars that are bars, near the real ones", async () => {
    const engine = await Engine.load();
    for (const scale of [1e-9, 0.001, 0.05, 0.5]) {
      const source = { bars, config: result.config, options: {}, seed: 1, trial: 0, scale };
      const noisy = noisyBars(engine, source, 3);
      for (let i = 0; i < noisy.length; i++) {
        const [open, high, low, close] = [noisy.open[i], noisy.high[i], noisy.low[i], noisy.close[i]] as [
          number,
          number,
          number,
          number,
        ];
        if (!(low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close) && high < Infinity)) {
          throw new Error(`bar ${i} is none: ${open} ${high} ${low} ${close}`);
        }
      }
      const moves = Array.from(noisy.close, (close, i) => Math.log(close / (bars.close[i] as number)));
      const spread = Math.sqrt(moves.reduce((sum, move) => sum + move * move, 0) / moves.length);
      expect(spread / scale).toBeGreaterThan(0.95);
      expect(spread / scale).toBeLessThan(1.05);
    }
  });

  it("next to none is the run itself; paths differ", () => {
    const still = v.monteCarlo(result, few("noise", { noise: 1e-9 }));
    for (const equity of still.columns.finalEquity) {
      expect(equity / still.actual.finalEquity).toBeCloseTo(1, 4);
    }
    expect(new Set(v.monteCarlo(result, few("noise")).columns.finalEquity).size).toBe(12);
  });

  it("runs signals of one's own again, and refuses finer bars", () => {
    const longEntry = Uint8Array.from({ length: bars.length }, (_, i) => Number(i % 50 === 10));
    const longExit = Uint8Array.from({ length: bars.length }, (_, i) => Number(i % 50 === 30));
    const own = v.backtest(bars, { sizer: "all-in" }, { signals: { longEntry, longExit } });
    const found = v.monteCarlo(own, few("noise", { noise: 1e-9 }));
    expect((found.finalEquity as Quantiles).median / (own.equity.at(-1) as number)).toBeCloseTo(1, 4);
    const run = monteCarloRunOf(JSON.parse(JSON.stringify(result)) as ResultJson, { bars });
    const replayed = { ...run, config: { ...run.config, intrabar: "lower-timeframe" as const } };
    expect(() => v.monteCarlo(replayed, { method: "noise" })).toThrow(/finer bars/);
  });
});

describe("random entries", () => {
  it("do not do as well as foresight, and as well as chance", () => {
    const { close, length } = bars;
    const entry = (i: number) => i > 0 && i % 10 === 0;
    const better = (i: number) => (close[Math.min(length - 1, i + 6)] as number) > (close[i] as number) * 1.01;
    const flags = (holds: (i: number) => boolean) => Uint8Array.from({ length }, (_, i) => Number(holds(i)));
    const longExit = flags((i) => i % 10 === 5);
    const config = { sizer: "all-in" } as const;
    const prophet = v.backtest(bars, config, { signals: { longEntry: flags((i) => entry(i) && better(i)), longExit } });
    const chance = v.backtest(bars, config, {
      signals: { longEntry: flags((i) => entry(i) && i % 40 === 0), longExit },
    });
    expect(v.monteCarlo(prophet, { method: "null", paths: 999 }).pValue).toBe(0.001);
    const p = v.monteCarlo(chance, { method: "null", paths: 999 }).pValue as number;
    expect(p).toBeGreaterThan(0.02);
    expect(p).toBeLessThan(0.98);
  });
});
