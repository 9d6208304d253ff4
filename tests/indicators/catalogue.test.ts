import { beforeAll, describe, expect, it } from "vitest";
import { type Bars, INDICATORS, type Indicator, load, specOf, type Varanus, VaranusError } from "../../src/index.js";
import { recordedColumns } from "../support/recorded.js";
import { errorOf } from "../support/series.js";

/** What the catalogue declares, and how indicators are asked for. */

let varanus: Varanus;
let bars: Bars;

beforeAll(async () => {
  varanus = await load();
  bars = varanus.sample({ seed: 60, bars: 300 });
});

const defaultsOf = ({ parameters }: Indicator) =>
  Object.fromEntries(Object.entries(parameters).map(([key, schema]) => [key, specOf(schema).default]));

describe.each(INDICATORS.map((indicator) => [indicator.name, indicator] as const))("%s", (name, indicator) => {
  it("says what it is", () => {
    expect(name).toMatch(/^[a-z]+\d*(-[a-z]+\d*)*$/);
    expect(indicator.title).toMatch(/^[A-Z]/);
    expect(indicator.source.length).toBeGreaterThan(10);
    expect(new Set(indicator.outputs).size).toBe(indicator.outputs.length);
    for (const schema of Object.values(indicator.parameters)) expect(specOf(schema).description).not.toBe("");
  });

  const of = (series: Bars) => varanus.indicator(name, series, {}, "close", "open", recordedColumns(series));

  it("has its outputs by name, with the defaults' warm-up", () => {
    const values = of(bars);
    expect(Object.keys(values)).toEqual([...indicator.outputs]);
    for (const [output, column] of Object.entries(values)) {
      expect(column.length).toBe(bars.length);
      const first = column.findIndex((value) => !Number.isNaN(value));
      const warmUp = indicator.warmUp(defaultsOf(indicator) as never, output);
      if (indicator.sparse) expect(first).toBeGreaterThanOrEqual(warmUp);
      else expect(first).toBe(warmUp);
    }
  });

  it("refuses parameters beyond their bounds, and says what is allowed", async () => {
    for (const [key, schema] of Object.entries(indicator.parameters)) {
      const spec = specOf(schema);
      const beyond =
        spec.kind === "int" || spec.kind === "float"
          ? [spec.min - 1, spec.max + 1, Number.NaN, Number.POSITIVE_INFINITY, ...(spec.kind === "int" ? [1.5] : [])]
          : ["no such choice"];
      for (const value of beyond) {
        const error = await errorOf(() => varanus.indicator(name, bars, { [key]: value }, "close", "open"));
        expect(error).toBeInstanceOf(VaranusError);
        expect((error as VaranusError).line).toContain(`${key} of ${name} is `);
      }
    }
  });

  it("has on the price what is in the price's units, and nothing else", () => {
    const { panel, outputs, unpriced = [] } = indicator;
    for (const output of unpriced) expect(outputs).toContain(output);
    if (panel !== "price") return expect(unpriced).toEqual([]);
    // a year and a half, so that levels that are rare are there
    const series = varanus.sample({ seed: 62, bars: 3_000 });
    const [low, high] = [Math.min(...series.low), Math.max(...series.high)];
    for (const [output, column] of Object.entries(of(series))) {
      const values = column.filter(Number.isFinite);
      const inRange = values.filter((value) => value > low / 1.5 && value < 1.5 * high).length;
      expect(values.length, output).toBeGreaterThan(0);
      if (unpriced.includes(output)) expect(inRange, output).toBe(0);
      else expect(inRange, output).toBe(values.length);
    }
  });

  it("gives copies: what is done to one leaves the next alone", () => {
    const first = Object.values(of(bars))[0] as Float64Array;
    const expected = [...first];
    first.fill(-1);
    expect([...(Object.values(of(bars))[0] as Float64Array)]).toEqual(expected);
  });

  it("on a series shorter than its warm-up has no value", () => {
    const short = varanus.sample({ seed: 61, bars: 1 });
    for (const [output, column] of Object.entries(of(short))) {
      if (indicator.warmUp(defaultsOf(indicator) as never, output) > 0) expect([...column]).toEqual([Number.NaN]);
    }
  });
});

describe("an indicator is asked for", () => {
  it("by names that are unique", () => {
    expect(new Set(INDICATORS.map(({ name }) => name)).size).toBe(INDICATORS.length);
  });

  it("of another column where it takes any", () => {
    const volume = varanus.indicator("highest", bars, { period: 1 }, "volume");
    expect([...(volume["highest"] as Float64Array)]).toEqual([...bars.volume]);
    const range = varanus.indicator("true-range", bars, {}, "volume");
    expect(range).toEqual(varanus.indicator("true-range", bars));
  });

  it.each([
    ["an unknown name", () => varanus.indicator("smma", bars), /sma/],
    ["an unknown parameter", () => varanus.indicator("sma", bars, { length: 5 }), /length/],
    ["a window of 0", () => varanus.indicator("sma", bars, { period: 0 }), /period/],
    ["half a bar", () => varanus.indicator("sma", bars, { period: 2.5 }), /integer/],
    ["text for a number", () => varanus.indicator("rsi", bars, { period: "14" }), /14/],
    [
      "a recorded column that is missing",
      () => varanus.indicator("spread", bars),
      /columns\.bidPrice1: spread reads bidPrice1/,
    ],
    [
      "a recorded column of another length",
      () => varanus.indicator("trade-flow", bars, {}, "close", "open", { buyVolume: new Float64Array(3) }),
      /columns\.buyVolume: a column of 3 values for 300 bars/,
    ],
    ["NaN", () => varanus.indicator("bollinger", bars, { width: Number.NaN }), /width/],
  ])("with an error in words for %s", async (_, call, words) => {
    const error = await errorOf(call);
    expect(error).toBeInstanceOf(VaranusError);
    expect((error as VaranusError).line).toMatch(words);
  });
});

describe("several indicators at once", () => {
  const requests = [
    { name: "rsi", params: { period: 9 } },
    { name: "macd", params: { seed: "first" } },
    { name: "atr" },
    { name: "highest", params: { period: 5 }, series: "high" as const },
  ];

  it.each([300, 100_000])("are what each is alone, on %i bars", (length) => {
    const series = varanus.sample({ seed: 62, bars: length });
    const together = varanus.indicators(series, requests);
    expect(together).toEqual(
      requests.map(({ name, params, series: column }) => varanus.indicator(name, series, params, column)),
    );
    varanus.forget(series);
  });

  it("beside one that is there already, for the lines of a chart", () => {
    const [series, same] = [64, 64].map((seed) => varanus.sample({ seed, bars: 100_000 })) as [Bars, Bars];
    const [line] = varanus.backtest(series, { strategy: "rsi-reversal" }).plots();
    const [rsi, atr] = varanus.indicators(series, [{ name: "rsi" }, { name: "atr" }]);
    expect(rsi?.["rsi"]).toEqual(line?.values);
    expect([rsi, atr]).toEqual(varanus.indicators(same, [{ name: "rsi" }, { name: "atr" }]));
    for (const each of [series, same]) varanus.forget(each);
  });

  it("write into the memory of those that nobody wants any more", () => {
    const series = varanus.sample({ seed: 63, bars: 80_000 });
    const expected = varanus.indicators(series, requests);
    const first = varanus.indicators(series, requests);
    expect(varanus.indicators(series, requests, { recycle: first })).toEqual(expected);
    for (const columns of first) for (const column of Object.values(columns)) expect(column.length).toBe(0);
    // too little for more bars: new memory
    const short = varanus.indicators(bars, requests);
    expect(varanus.indicators(series, requests, { recycle: short })).toEqual(expected);
    expect(varanus.indicators(bars, requests, { recycle: varanus.indicators(series, requests) })).toEqual(
      varanus.indicators(bars, requests),
    );
  });

  it("may be none, and may be asked for twice", () => {
    expect(varanus.indicators(bars, [])).toEqual([]);
    const [a, b] = varanus.indicators(bars, [{ name: "sma" }, { name: "sma" }]);
    expect(a).toEqual(b);
    expect(a?.["sma"]).not.toBe(b?.["sma"]);
  });

  it.each([
    ["an unknown name", [{ name: "rsi" }, { name: "macdd" }], "indicators.1", /macd/],
    ["an unknown parameter", [{ name: "macd", params: { fats: 5 } }], "indicators.0.params.fats", /fast/],
    ["a window of 0", [{ name: "macd", params: { signal: 0 } }], "indicators.0.params.signal", /signal/],
    ["an unknown column", [{ name: "rsi", series: "clsoe" }], "indicators.0.series", /close/],
    ["no name", [{}], "indicators.0", /name/],
    ["no list", { name: "rsi" }, "indicators", /list/],
  ])("refuse %s in words, and say where", async (_, wrong, path, words) => {
    const error = await errorOf(() => varanus.indicators(bars, wrong as never));
    expect(error).toBeInstanceOf(VaranusError);
    expect((error as VaranusError).line).toMatch(words);
    expect((error as VaranusError).path).toBe(path);
  });
});
