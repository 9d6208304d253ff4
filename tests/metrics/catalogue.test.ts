import { beforeAll, describe, expect, it } from "vitest";
import { load, METRIC_GROUPS, metricEntry, metricText, type Result, reportHtml } from "../../src/index.js";
import { escapeText } from "../../src/report/markup.js";

/** The catalogue of metrics and the metrics of a Result: each has what the other has. */

const entries = METRIC_GROUPS.flatMap((group) => group.entries);
let result: Result;

beforeAll(async () => {
  const v = await load();
  result = v.backtest(v.sample({ seed: 30, bars: 1_500 }), { strategy: "ewmac", stops: ["percentage"] });
});

/** Not numbers. */
const FURTHER = ["exits", "reasons"];

describe("the catalogue of metrics", () => {
  it("has every metric of a Result once, and no other", () => {
    const names = entries.map(({ name }) => name);
    const metrics = Object.keys(result.metrics).filter((name) => !FURTHER.includes(name));
    expect([...names].sort()).toEqual([...metrics].sort());
  });

  it("has a title of its own and one sentence for each", () => {
    expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length);
    for (const { title, meaning } of entries) {
      expect(title).toMatch(/^[A-Z][^.]*$/);
      expect(meaning, title).toMatch(/^[A-Z][^.]*\w.*\.$/);
      expect(meaning.length, title).toBeLessThan(120);
    }
  });

  it("calls metrics the same just where they are", () => {
    const same = entries.filter(({ sameAs }) => sameAs !== undefined);
    expect(same.map(({ name }) => name)).toEqual(["meanProfit"]);
    for (const { name, sameAs } of same) {
      expect(metricEntry(sameAs as string).sameAs).toBeUndefined();
      expect(result.metrics[name]).toBe(result.metrics[sameAs as string]);
    }
  });

  it("knows no metric that there is not", () => {
    expect(() => metricEntry("sharp")).toThrow(/Invariant: .*sharp/);
  });
});

describe("a metric as text", () => {
  it("is written by its unit", () => {
    const metrics = {
      netProfit: -1234.5,
      returnPct: 12.345,
      cagr: 0.1234,
      psr: 0.99951,
      sharpe: 1.234,
      trades: 1_000,
      medianHoldingBars: 7.5,
      maxDrawdownDays: 0.5,
      minTrackRecordYears: 2.04,
      turnover: 33.33,
      periodsPerYear: 2190,
      skew: null,
      exits: {},
      reasons: { skew: "returns do not vary" },
    };
    const text = (name: string) => metricText(metrics, name);
    expect(text("netProfit")).toBe("−1,234.50");
    expect(text("returnPct")).toBe("12.35%");
    expect(text("cagr")).toBe("12.34%");
    expect(text("psr")).toBe("> 99.9%");
    expect(metricText({ ...metrics, psr: 0.0002 }, "psr")).toBe("< 0.1%");
    expect(metricText({ ...metrics, psr: 0.5 }, "psr")).toBe("50.0%");
    expect(text("sharpe")).toBe("1.23");
    expect(text("trades")).toBe("1,000");
    expect(text("medianHoldingBars")).toBe("7.5 bars");
    expect(text("maxDrawdownDays")).toBe("12.0 hours");
    expect(text("minTrackRecordYears")).toBe("2.0 years");
    expect(text("turnover")).toBe("33.3×");
    expect(text("periodsPerYear")).toBe("2,190");
    expect(text("skew")).toBeUndefined();
    expect(metricText(metrics, "sharpe", "plain")).toBe("1.234");
  });

  it("stands in the report with title and meaning, for all of them", async () => {
    const page = await reportHtml(result);
    for (const { name, title, meaning, sameAs } of entries) {
      const row = `<th scope="row"><span title="${escapeText(meaning)}">${title}</span></th><td class="n">`;
      expect(page.includes(row), title).toBe(sameAs === undefined);
      if (sameAs === undefined) expect(page).toContain(`${row}${escapeText(metricText(result.metrics, name) ?? "–")}`);
    }
  });
});
