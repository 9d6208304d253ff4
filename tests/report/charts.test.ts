import fc from "fast-check";
import { compile } from "vega-lite";
import { beforeAll, describe, expect, it } from "vitest";
import type { Result } from "../../src/backtest/result.js";
import type { Bars } from "../../src/contracts/bars.js";
import {
  belowPriceChart,
  buyAndHold,
  type ChartOptions,
  type ChartSpec,
  CSS_THEME,
  DARK,
  drawdownChart,
  drawdownDistributionChart,
  drawdowns,
  endDistributionChart,
  equityChart,
  excursionsChart,
  fanChart,
  histogram,
  monthlyReturnsChart,
  renderSvg,
  sweepChart,
  tradeReturnsChart,
  tradesOnPriceChart,
} from "../../src/report/index.js";
import { sweepMap } from "../../src/report/sweep-map.js";
import { parseValues, type SweepValues } from "../../src/studies/grid.js";
import type { SweepMetric } from "../../src/studies/sweep.js";
import { load, type Varanus } from "../../src/varanus.js";
import { cases } from "../property/settings.js";

let charts: readonly (readonly [string, ChartSpec])[];
let result: Result;

beforeAll(async () => {
  const v = await load();
  result = v.backtest(v.sample({ bars: 3_000 }), { strategy: "ewmac", stops: ["percentage"] });
  const { bars, equity, trades, config } = result;
  const columns = { timestamp: bars.timestamp, equity, capital: config.capital };
  const benchmark = buyAndHold(bars, config.capital);
  const plots = result.plots();
  const below = v.backtest(bars, { strategy: "rsi-reversal" }).plots();
  const paths = v.monteCarlo(result, { method: "bootstrap", paths: 500 });
  const { fan, maxDrawdownHistogram, start, unit, actual, columns: ends } = paths;
  if (!fan || !maxDrawdownHistogram) throw new Error("no paths");
  charts = [
    ["equity", equityChart({ ...columns, benchmark })],
    ["equity alone, narrow", equityChart(columns, { width: 350, title: false, points: 200 })],
    ["drawdown", drawdownChart(columns, { theme: DARK })],
    ["trades on price", tradesOnPriceChart(bars, trades)],
    ["trades on candles", tradesOnPriceChart(bars, trades, { theme: CSS_THEME, from: 2_900, to: 2_999 })],
    ["trades and lines on candles", tradesOnPriceChart(bars, trades, { from: 0, to: 99, plots })],
    ["below the price", belowPriceChart(bars, below, { from: 0, to: 99 })],
    ["below the price, narrow", belowPriceChart(bars, below, { width: 350, from: 2_900 })],
    ["nothing below the price yet", belowPriceChart(bars, below, { from: 0, to: 5 })],
    ["monthly returns", monthlyReturnsChart(columns)],
    ["trade returns", tradeReturnsChart(trades)],
    ["excursions", excursionsChart(trades)],
    ["fan", fanChart({ fan, start, unit })],
    ["ends of paths", endDistributionChart({ values: ends.finalEquity, start, actual: actual.finalEquity })],
    ["drawdowns of paths", drawdownDistributionChart({ histogram: maxDrawdownHistogram, actual: actual.maxDrawdown })],
    ...sweepCharts(v, bars),
  ];
});

/** Heatmaps of numbers and of names, as large as they get; profiles along one parameter. */
function sweepCharts(v: Varanus, bars: Bars): (readonly [string, ChartSpec])[] {
  const chart = (params: SweepValues, metric: SweepMetric, options: ChartOptions = {}) => {
    const swept = v.sweep(bars, { strategy: "ewmac", stops: ["percentage"] }, { params });
    const facts = { capital: swept.config.capital, length: swept.length, skipped: swept.skipped.count };
    return sweepChart(sweepMap(swept, metric), facts, options);
  };
  const [fast, slow] = [parseValues("5..64", ""), parseValues("20..79", "")];
  return [
    ["heatmap", chart({ fast: [5, 10, 15], slow: [12, 20, 30] }, "sharpe")],
    ["heatmap, binned", chart({ fast, slow }, "finalEquity", { theme: DARK })],
    ["heatmap, narrow, by name", chart({ fast: [5, 9], seed: ["sma", "first"] }, "maxDrawdown", { width: 350 })],
    ["heatmap of stops", chart({ fast, "stops.percentage.stop": [0.01, 0.02], seed: ["sma", "first"] }, "trades")],
    ["profile", chart({ fast: [5, 9, 13] }, "sharpe", { theme: CSS_THEME })],
    ["profile by name", chart({ seed: ["sma", "first"] }, "maxDrawdown")],
    ["sweep of which nothing is left", chart({ fast: [30, 40], slow: [20, 25] }, "sharpe")],
  ];
}

/** Every array of points in a specification. */
function pointsOf(spec: unknown): unknown[][] {
  if (typeof spec !== "object" || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]) =>
    key === "values" && Array.isArray(value) ? [value] : pointsOf(value),
  );
}

describe("chart specifications", () => {
  it("are plain JSON that Vega-Lite compiles without a warning", () => {
    for (const [name, spec] of charts) {
      expect(JSON.parse(JSON.stringify(spec)), name).toEqual(spec);
      const said: unknown[] = [];
      const logger = { level: () => logger, warn: note, error: note, info: () => logger, debug: () => logger };
      function note(...text: unknown[]) {
        said.push(text.join(" "));
        return logger;
      }
      compile(spec, { logger: logger as never });
      expect(said, name).toEqual([]);
    }
  });

  it("hold no more points than can be seen", () => {
    for (const [name, spec] of charts) {
      for (const points of pointsOf(spec)) expect(points.length, name).toBeLessThanOrEqual(4_000);
    }
  });

  it("describe themselves in whole sentences", () => {
    for (const [name, { description }] of charts) expect(description, name).toMatch(/^[A-Z0-9].*\.$/);
  });
});

describe("lines of the strategy", () => {
  const named = (name: string) => charts.find(([each]) => each === name)?.[1] as ChartSpec;

  it("are drawn on candles with their names, and missing where they have no value yet", () => {
    const spec = named("trades and lines on candles");
    expect(spec.description).toMatch(/, with fast and slow\.$/);
    const points = pointsOf(spec).flat() as { t: number; v: number | null; line?: string }[];
    const of = (line: string) => points.filter((point) => point.line === line);
    expect([of("fast").length, of("slow").length]).toEqual([100, 100]);
    expect(of("slow").filter(({ v }) => v === null).length).toBe(25);
    expect(of("slow")[25]?.v).toBeCloseTo(result.plots()[1]?.values[25] as number, 0);
    const all = { plots: result.plots() };
    expect(tradesOnPriceChart(result.bars, result.trades, all)).toEqual(tradesOnPriceChart(result.bars, result.trades));
  });

  it("that are levels go from the first to the last bar below the price", async () => {
    const spec = named("below the price");
    expect(spec.description).toBe("The same bars, with RSI, oversold (30) and overbought (70).");
    const [first, last] = [result.bars.timestamp[0], result.bars.timestamp[99]];
    expect(pointsOf(spec).filter((values) => values.length === 1)).toEqual([
      [{ v: 30, t: first, end: last }],
      [{ v: 70, t: first, end: last }],
    ]);
    expect((await renderSvg(spec)).match(/stroke-dasharray/g)).toHaveLength(2);
  });
});

describe("SVG", () => {
  it("is the same bytes every time, with short numbers and without references", async () => {
    for (const [name, spec] of charts) {
      const svg = await renderSvg(spec, { idPrefix: "a" });
      expect(await renderSvg(spec, { idPrefix: "a" }), name).toBe(svg);
      expect(svg, name).toMatch(/^<svg role="img" aria-label="[^"]+" xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', ""), name).not.toMatch(
        /https?:|NaN|undefined|Infinity|<script/,
      );
      expect(svg.match(/ d="[^"]*\.\d{3,}/), name).toBeNull();
    }
  });

  it("lays a line over the whole width", async () => {
    const svg = await renderSvg((charts[0] as readonly [string, ChartSpec])[1]);
    const path = [...svg.matchAll(/ d="(M[^"]*)"/g)]
      .map(([, d]) => d as string)
      .sort((a, b) => b.length - a.length)[0] as string;
    const x = [...path.matchAll(/[ML](-?[\d.]+),/g)].map(([, value]) => Number(value));
    expect(Math.min(...x)).toBeLessThan(1);
    expect(Math.max(...x)).toBeGreaterThan(700);
  });

  it("keeps the names of colours that the page has", async () => {
    const svg = await renderSvg((charts[4] as readonly [string, ChartSpec])[1]);
    expect(svg).toContain('stroke="var(--benchmark)"');
    expect(svg).not.toMatch(/(?:fill|stroke)="#/);
  });

  it("escapes the label", async () => {
    expect(await renderSvg((charts[0] as readonly [string, ChartSpec])[1], { label: '"<b>' })).toContain(
      'aria-label="&quot;&lt;b&gt;"',
    );
  });
});

describe("drawdown", () => {
  it("has the depth that the metrics have", () => {
    const deepest = drawdowns(result.equity, result.config.capital).reduce((low, value) => Math.min(low, value), 0);
    expect(-deepest / 100).toBeCloseTo(result.metrics["maxDrawdown"] as number, 12);
  });
});

describe("histogram", () => {
  const millionths = fc.integer({ min: -500_000_000, max: 500_000_000 }).map((value) => value / 1e6);
  const values = fc.array(millionths, { minLength: 1, maxLength: 400 });

  it("counts every trade once, gains apart from losses", () => {
    fc.assert(
      fc.property(values, (returns) => {
        const { bins, beyond } = histogram(returns);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(returns.length);
        const losing = bins.filter(({ to }) => to <= 0).reduce((sum, { count }) => sum + count, 0);
        expect(losing).toBe(returns.filter((value) => value < 0).length);
        expect(bins.length).toBeLessThanOrEqual(43);
        expect(beyond).toBeLessThanOrEqual(Math.ceil(returns.length * 0.02) + 2);
        expect(bins.every(({ from, to }) => to <= 0 || from >= 0)).toBe(true);
      }),
      cases(100),
    );
  });

  it("does not let one outlier flatten the rest", () => {
    const returns = Array.from({ length: 400 }, (_, k) => (k % 20) - 10);
    const { bins, beyond } = histogram([...returns, 5_000]);
    expect(beyond).toBe(1);
    expect(bins.length).toBeGreaterThan(15);
  });
});
