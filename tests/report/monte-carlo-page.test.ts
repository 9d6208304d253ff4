import { beforeAll, describe, expect, it } from "vitest";
import { load, MONTE_CARLO_METHODS, monteCarloHtml, type Result, reportHtml, type Varanus } from "../../src/index.js";
import { faultsOf } from "./check-html.js";

let v: Varanus;
let result: Result;

beforeAll(async () => {
  v = await load();
  result = v.backtest(v.sample({ bars: 2_000 }), { strategy: "ewmac", stops: ["percentage"] });
});

describe("the page of Monte Carlo", () => {
  it.each(MONTE_CARLO_METHODS)("of %s is sound, says everything and is the same every time", async (method) => {
    const found = v.monteCarlo(result, { method, paths: 20 });
    const page = await monteCarloHtml(found);
    expect(faultsOf(page)).toEqual([]);
    expect(page).toContain(found.fingerprint);
    // the fan for wide and for narrow pages; of shuffled trades the end is always the same
    expect(page.match(/<svg/g)).toHaveLength(method === "shuffle" ? 3 : 4);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(await monteCarloHtml(v.monteCarlo(result, { method, paths: 20 }))).toBe(page);
  });

  it("is a section of the run's own report", async () => {
    const found = v.monteCarlo(result, { method: "bootstrap", paths: 200 });
    const report = await reportHtml(result, { monteCarlo: found });
    expect(faultsOf(report)).toEqual([]);
    expect(report).toContain(found.fingerprint);
    expect(report).toContain('<a href="#monte-carlo">');
    expect(await reportHtml(result)).not.toContain("monte-carlo");
  });

  it("without trades gives the reason, and draws nothing", async () => {
    const idle = v.backtest(result.bars, { strategy: { name: "sma-cross", params: { fast: 2, slow: 1_999 } } });
    const page = await monteCarloHtml(v.monteCarlo(idle, { method: "bootstrap" }));
    expect(page).toContain("there are no closed trades");
    expect(page).not.toContain("<svg");
  });
});
