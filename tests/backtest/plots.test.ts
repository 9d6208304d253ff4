import { beforeAll, describe, expect, it } from "vitest";
import { type Bars, load, type Plot, type PlotTitle, STRATEGIES, type Varanus } from "../../src/index.js";

/** The columns that strategies give to be drawn. */

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 7, bars: 700 });
});

const plotsOf = (strategy: string, params: Record<string, number> = {}): Record<string, Plot> =>
  Object.fromEntries(
    v
      .backtest(bars, { strategy: { name: strategy, params } })
      .plots()
      .map((plot) => [plot.name, plot]),
  );

/** Moved one bar on. */
const oneBarOn = (column: Float64Array) =>
  Float64Array.from(column, (_, i) => (i === 0 ? Number.NaN : (column[i - 1] as number)));

describe("plots", () => {
  it("are what each strategy trades by", () => {
    const titles: Record<string, PlotTitle[]> = Object.fromEntries(
      STRATEGIES.map(({ name }) => [name, [...v.backtest(bars, { strategy: name }).plotTitles]]),
    );
    const price = (...names: string[]) => names.map((name) => ({ name, pane: "price" }));
    expect(titles).toEqual({
      ewmac: price("fast", "slow"),
      "sma-cross": price("fast", "slow"),
      "donchian-breakout": price("upper", "lower"),
      "donchian-stop-orders": price("upper", "lower"),
      "rsi-reversal": [
        { name: "rsi", pane: "below" },
        { name: "oversold", pane: "below", level: 30 },
        { name: "overbought", pane: "below", level: 70 },
      ],
      "bollinger-mean-reversion": price("upper", "middle", "lower"),
    });
  });

  it("have the values of the indicators", () => {
    const of = (name: string, params: Record<string, number>, series: "high" | "low" | "close" = "close") =>
      v.indicator(name, bars, params, series);
    const ewmac = plotsOf("ewmac", { fast: 9, slow: 40 });
    expect(ewmac["fast"]?.values).toEqual(of("ema", { period: 9 })["ema"]);
    expect(ewmac["slow"]?.values).toEqual(of("ema", { period: 40 })["ema"]);
    const donchian = plotsOf("donchian-breakout", { entry: 30 });
    expect(donchian["upper"]?.values).toEqual(
      oneBarOn(of("highest", { period: 30 }, "high")["highest"] as Float64Array),
    );
    expect(donchian["lower"]?.values).toEqual(oneBarOn(of("lowest", { period: 30 }, "low")["lowest"] as Float64Array));
    const rsi = plotsOf("rsi-reversal", { oversold: 25 });
    expect(rsi["rsi"]?.values).toEqual(of("rsi", { period: 14 })["rsi"]);
    expect(rsi["oversold"]?.values).toEqual(new Float64Array(bars.length).fill(25));
  });

  it("are those of the bars where fills are moved on", () => {
    const moved = v.backtest(bars, { strategy: "ewmac", profile: "vectorbt" });
    expect(moved.plots()[0]?.values).toEqual(plotsOf("ewmac")["fast"]?.values);
  });

  it("are none with signals of one's own", () => {
    const result = v.backtest(bars, {}, { signals: { longEntry: new Uint8Array(bars.length) } });
    expect(result.plotTitles).toEqual([]);
    expect(result.plots()).toEqual([]);
  });

  it("are computed when asked for, also when the kernel has forgotten the bars", () => {
    const long = v.sample({ seed: 7, bars: 300_000, timeframe: "1m" });
    v.clear();
    const result = v.backtest(long, { strategy: "ewmac" });
    const { used } = v.memory;
    const [fast] = result.plots();
    expect(v.memory.used - used).toBeGreaterThanOrEqual(2 * 8 * long.length);
    v.forget(long);
    expect(v.memory.used).toBeLessThan(used);
    expect(result.plots()[0]).toEqual(fast);
    v.forget(long);
  });

  it("are no part of what is saved or hashed", () => {
    const result = v.backtest(bars, { strategy: "rsi-reversal" });
    const { fingerprint } = result;
    const text = JSON.stringify(result);
    result.plots();
    expect(result.fingerprint).toBe(fingerprint);
    expect(JSON.stringify(result)).toBe(text);
    expect(text).not.toMatch(/plot/i);
  });
});
