import { beforeAll, describe, expect, it } from "vitest";
import {
  type BacktestInput,
  type Bars,
  describeBars,
  load,
  resolveConfig,
  type SweepResult,
  type SweepValues,
  sweepHtml,
  sweptConfig,
  type Varanus,
} from "../../src/index.js";
import { faultsOf } from "./check-html.js";

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ bars: 2_000 });
});

const CONFIG: BacktestInput = { strategy: "ewmac", stops: ["percentage"] };
const PARAMS: SweepValues = { fast: [5, 8, 11, 14], slow: [10, 20, 40], "stops.percentage.stop": [0.01, 0.02] };

const pageOf = (swept: SweepResult) =>
  sweepHtml(swept, { metric: "sharpe", data: describeBars(bars), source: { data: "bars.csv" } });

describe("the report of a sweep", () => {
  it("is sound, says how many were tried, and is the same every time", async () => {
    const swept = v.sweep(bars, CONFIG, { params: PARAMS });
    const page = await pageOf(swept);
    expect(faultsOf(page)).toEqual([]);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(page).toContain("The best of 20 tried is biased upward");
    expect(page).toContain("4 of them were skipped, the first because fast (11) has to be below slow (10)");
    expect(page).toContain(swept.fingerprint);
    expect(page.match(/<tr><th scope="row">\d+<\/th>/g)).toHaveLength(20);
    expect(page).toContain(
      "npx varanus sweep --data bars.csv --strategy ewmac --stop percentage --param fast=5..14:3 --param slow=10,20,40 --param stops.percentage.stop=0.01,0.02 --metric sharpe",
    );
    expect(await pageOf(v.sweep(bars, CONFIG, { params: PARAMS }))).toBe(page);
  });

  it("gives the command of the best combination", async () => {
    const swept = v.sweep(bars, CONFIG, { params: PARAMS });
    const best = swept.columns.sharpe.indexOf(
      swept.columns.sharpe.reduce((most, value) => (value > most ? value : most), 0),
    );
    const config = resolveConfig(sweptConfig(swept, best));
    expect(v.backtest(bars, config as BacktestInput).metrics["sharpe"]).toBe(swept.columns.sharpe[best]);
    const fast = config.strategy?.params["fast"];
    expect(await pageOf(swept)).toMatch(
      new RegExp(`npx varanus backtest --data bars.csv --strategy ewmac --param fast=${fast} .*--out out/`),
    );
  });

  it("of which nothing is left gives the reason, and draws nothing", async () => {
    const page = await pageOf(v.sweep(bars, CONFIG, { params: { fast: [30, 40], slow: [20, 25] } }));
    expect(faultsOf(page)).toEqual([]);
    expect(page).toContain("none of them has a Sharpe ratio");
    expect(page).not.toContain("<svg");
  });
});
