import { beforeAll, describe, expect, it } from "vitest";
import { EXIT_REASONS } from "../../src/contracts/result.js";
import { load, resolveConfig, type Varanus } from "../../src/index.js";
import { renderSvg, tradesOnPriceChart } from "../../src/report/index.js";
import { levelsOf, mayHaveLevels } from "../../src/report/levels.js";
import { busy } from "../events/busy.js";

/** Stops, targets and ambiguous bars as charts draw them. */

let v: Varanus;
beforeAll(async () => {
  v = await load();
});

describe("levels", () => {
  it("are those that a bar was tested with: exits inside bars lie on them", () => {
    const bars = v.sample({ seed: 2, bars: 3_000 });
    const stops = ["chandelier", "triple-barrier", "trailing-percent"];
    const result = v.backtest(bars, { strategy: "ewmac", stops, slippageBps: 0 });
    const levels = levelsOf(result.trace());
    const { trades } = result;
    let [stopped, reached] = [0, 0];
    for (let k = 0; k < trades.length; k++) {
      const [entry, exit] = [trades.entryBar[k] as number, trades.exitBar[k] as number];
      const reason = EXIT_REASONS[trades.exitReason[k] as number] as string;
      // a bar that opened beyond the level filled at its open
      if (exit === entry || trades.exitPrice[k] === bars.open[exit]) continue;
      if (reason === "target") {
        reached++;
        expect(levels.target[exit]).toBe(trades.exitPrice[k]);
      } else if (reason !== "signal" && reason !== "reverse" && reason !== "time") {
        stopped++;
        expect(levels.stop[exit]).toBe(trades.exitPrice[k]);
      }
    }
    expect(stopped).toBeGreaterThan(10);
    expect(reached).toBeGreaterThan(10);
    // none on the bar that opened a trade out of nothing
    expect(Number.isNaN(levels.stop[trades.entryBar[0] as number])).toBe(true);
  });

  it("mark as many bars as the result counts as ambiguous", () => {
    const narrow = { name: "percentage", params: { stop: 0.002, target: 0.002 } };
    const result = v.backtest(v.sample({ seed: 2, bars: 3_000 }), { strategy: "ewmac", stops: [narrow] });
    expect(result.ambiguousBars).toBeGreaterThan(5);
    expect(levelsOf(result.trace()).ambiguous.reduce((sum, flag) => sum + flag, 0)).toBe(result.ambiguousBars);
  });

  it("come out of a run with orders as well, which goes through its bars again in the same way", () => {
    const result = v.backtest(v.sample({ seed: 2, bars: 2_000 }), { stops: ["percentage"] }, { strategy: busy() });
    const { ambiguous, stop } = levelsOf(result.trace());
    expect(result.ambiguousBars).toBeGreaterThan(5);
    expect(ambiguous.reduce((sum, flag) => sum + flag, 0)).toBe(result.ambiguousBars);
    expect(stop.some((level) => level > 0)).toBe(true);
  });

  it("are looked for where there can be some", () => {
    const may = (config: object) => mayHaveLevels(resolveConfig({ strategy: "ewmac", ...config }));
    expect(may({})).toBe(false);
    expect(may({ stops: ["atr"] })).toBe(true);
    expect(may({ leverage: 3 })).toBe(true);
    expect(mayHaveLevels(resolveConfig({}))).toBe(true);
    const { config, fills } = v.backtest(v.sample({ bars: 300 }), {}, { strategy: busy() });
    expect(config.strategy?.name).toBe("busy");
    expect(mayHaveLevels(config, fills)).toBe(true);
    const vectorised = v.backtest(v.sample({ bars: 300 }), { strategy: "ewmac" });
    expect(mayHaveLevels(vectorised.config, vectorised.fills)).toBe(false);
  });
});

describe("levels on a chart", () => {
  const pointsOf = (spec: unknown): { v: number; colour?: string }[] =>
    typeof spec !== "object" || spec === null
      ? []
      : Object.entries(spec).flatMap(([key, value]) =>
          key === "values" && Array.isArray(value) ? (value as { v: number }[]) : pointsOf(value),
        );

  it("are a dash for every bar that has one, in colours of their own, and question marks on ambiguous bars", async () => {
    const bars = v.sample({ seed: 2, bars: 3_000 });
    const narrow = { name: "percentage", params: { stop: 0.01, target: 0.01 } };
    const result = v.backtest(bars, { strategy: "ewmac", stops: [narrow] });
    const levels = levelsOf(result.trace());
    const at = levels.ambiguous.indexOf(1);
    expect(at).toBeGreaterThan(50);
    const window = { from: at - 50, to: at + 49 };
    const finite = (column: Float64Array) => column.subarray(window.from, window.to + 1).filter(Number.isFinite).length;
    const spec = tradesOnPriceChart(bars, result.trades, { ...window, levels, plots: result.plots() });
    const dashes = JSON.stringify(spec).match(/"t":\d+,"v":[\d.]+,"colour":"#[0-9a-f]+"/g) ?? [];
    expect(finite(levels.stop)).toBeGreaterThan(0);
    expect(dashes).toHaveLength(finite(levels.stop) + finite(levels.target));
    expect(spec.description).toContain("Short dashes are the stop and target levels that a bar was tested with.");
    expect(spec.description).toMatch(/A question mark stands on \d+ ambiguous bars?\.$/);
    expect(await renderSvg(spec)).toContain(">?</text>");
    // a whole series has no room for them
    expect(tradesOnPriceChart(bars, result.trades, { levels })).toEqual(tradesOnPriceChart(bars, result.trades));
  });

  it("that are far from the prices do not flatten the candles", () => {
    const bars = v.sample({ seed: 2, bars: 1_000 });
    const far = { name: "percentage", params: { stop: 0.6, target: 5 } };
    const result = v.backtest(bars, { strategy: "ewmac", stops: [far] });
    const window = { from: 900, to: 999 };
    const levels = levelsOf(result.trace());
    expect(levels.stop.subarray(900).some(Number.isFinite)).toBe(true);
    expect(tradesOnPriceChart(bars, result.trades, { ...window, levels })).toEqual(
      tradesOnPriceChart(bars, result.trades, window),
    );
    expect(pointsOf(tradesOnPriceChart(bars, result.trades, window)).length).toBeGreaterThan(100);
  });
});
