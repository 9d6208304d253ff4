import { beforeAll, describe, expect, it } from "vitest";
import {
  type Bars,
  defineStrategy,
  INDICATORS,
  load,
  recordedInputs,
  type Varanus,
  VaranusError,
} from "../../src/index.js";
import { errorOf } from "../support/series.js";

/** Every indicator in a strategy's graph: what it plots there is what it is alone, in one go and in portions. */

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 91, bars: 2_000 });
});

const strategyWith = (name: string) =>
  defineStrategy({
    name: "user",
    title: "User's own",
    description: "crossings of an indicator's first output and its mean",
    source: "test",
    parameters: {},
    signals: (ctx) => {
      const outputs = ctx.indicator(name, {}, { other: ctx.volume });
      const [first] = Object.values(outputs);
      if (first === undefined) throw new Error("an indicator has an output");
      const mean = ctx.sma(first, 10);
      return {
        longEntry: ctx.crossesAbove(first, mean),
        shortEntry: ctx.crossesBelow(first, mean),
        plots: outputs,
      };
    },
  });

const OF_BARS = INDICATORS.filter((indicator) => recordedInputs(indicator).length === 0);

describe.each(OF_BARS.map(({ name }) => name))("%s", (name) => {
  it("is in a strategy what it is alone", () => {
    const strategy = strategyWith(name);
    const result = v.backtest(bars, { reverse: true }, { strategy });
    const alone = v.indicator(name, bars, {}, "close", "volume");
    const plotted = Object.fromEntries(result.plots().map((plot) => [plot.name, plot.values]));
    for (const [output, values] of Object.entries(alone)) expect(plotted[output]).toEqual(values);
    const running = v.start(bars, { reverse: true }, { strategy });
    for (let k = 0; k < bars.length; k += 333) running.advance(333);
    expect(running.finish().fingerprint).toBe(result.fingerprint);
  });
});

describe("a strategy's indicator", () => {
  const error = (use: (ctx: Parameters<ReturnType<typeof strategyWith>["signals"]>[0]) => unknown) =>
    errorOf(() =>
      v.backtest(
        bars,
        {},
        {
          strategy: {
            ...strategyWith("sma"),
            signals: (ctx) => {
              use(ctx);
              return {};
            },
          },
        },
      ),
    );

  it("is refused in words when the catalogue does not have it, its parameters or their values, or a column lacks", async () => {
    for (const [use, words] of [
      [(ctx) => ctx.indicator("supertrendd"), /supertrend/],
      [(ctx) => ctx.indicator("supertrend", { multiplier: 2 }), /multiple/],
      [(ctx) => ctx.indicator("supertrend", { period: 0 }), /from 1/],
      [(ctx) => ctx.indicator("beta"), /second/],
      [(ctx) => ctx.indicator("trade-flow"), /buyVolume/],
    ] as [(ctx: Parameters<ReturnType<typeof strategyWith>["signals"]>[0]) => unknown, RegExp][]) {
      const refused = await error(use);
      expect(refused).toBeInstanceOf(VaranusError);
      expect((refused as VaranusError).line).toMatch(words);
    }
  });

  it("takes another column than the close", () => {
    const strategy = defineStrategy({
      ...strategyWith("sma"),
      signals: (ctx) => ({
        longEntry: ctx.greater(ctx.close, ctx.open),
        plots: { mean: ctx.indicator("sma", { period: 7 }, { of: ctx.high })["sma"] as typeof ctx.close },
      }),
    });
    const [plot] = v.backtest(bars, {}, { strategy }).plots();
    expect(plot?.values).toEqual(v.indicator("sma", bars, { period: 7 }, "high")["sma"]);
  });
});
