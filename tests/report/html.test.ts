import { beforeAll, describe, expect, it } from "vitest";
import type { Result } from "../../src/backtest/result.js";
import type { BacktestInput } from "../../src/contracts/config.js";
import { PROFILES } from "../../src/contracts/config.js";
import { withFunding } from "../../src/market/funding.js";
import { exitSummaries } from "../../src/report/exits.js";
import { reportHtml } from "../../src/report/index.js";
import { STRATEGIES } from "../../src/strategies/catalogue.js";
import { load, type Varanus } from "../../src/varanus.js";
import { busy } from "../events/busy.js";
import { faultsOf, textOf } from "./check-html.js";
import { dailyBars, flags } from "./runs.js";

let v: Varanus;
beforeAll(async () => {
  v = await load();
});

const sampleRun = (bars = 2_000, config: BacktestInput = {}) =>
  v.backtest(v.sample({ bars }), { strategy: "ewmac", stops: ["percentage"], ...config });

/** The report of a run, after the checks that every report has to pass. */
async function reportOf(result: Result, options?: { title?: string }): Promise<string> {
  const page = await reportHtml(result, options);
  expect(faultsOf(page)).toEqual([]);
  expect(page).not.toMatch(/<script|<iframe|<link|@import|javascript:| on\w+=/i);
  expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:\/\//);
  expect(textOf(page)).not.toMatch(/\b(?:NaN|undefined|Infinity|null)\b|\[object/);
  expect(page).not.toMatch(/="[^"]*(?:NaN|undefined|Infinity)/);
  return page;
}

describe("the report", () => {
  it("is one page with every part, in order", async () => {
    const page = await reportOf(sampleRun());
    const ids = [...page.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      "evidence",
      "equity",
      "drawdown",
      "price",
      "months",
      "metrics",
      "shapes",
      "costs",
      "trades",
      "configuration",
      "provenance",
    ]);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    const tables = page.match(/<table/g) ?? [];
    expect(page.match(/<caption>/g)).toHaveLength(tables.length);
    expect((page.match(/<svg /g) ?? []).length).toBe((page.match(/<svg role="img" aria-label="[^"]+"/g) ?? []).length);
  });

  it("says what the result says", async () => {
    const result = sampleRun();
    const page = await reportOf(result, { title: "My title" });
    expect(page).toContain("<title>My title</title>");
    expect(page).toContain(result.fingerprint);
    for (const hash of Object.values(result.provenance)) expect(page).toContain(hash);
    expect(page).toContain(`${result.trades.length} closed trades`);
    for (const warning of result.warnings) expect(textOf(page)).toContain(warning.replaceAll('"', "&quot;"));
    for (const key of Object.keys(result.config)) expect(page).toContain(`<code>${key}</code>`);
  });

  it("draws what the strategy trades by", async () => {
    const page = await reportOf(sampleRun(1_000, { strategy: "rsi-reversal" }));
    expect(page).toContain("with RSI, oversold (30) and overbought (70).");
    expect(await reportOf(sampleRun(100))).toContain("with fast and slow.");
    expect(await reportOf(sampleRun(1_000))).toContain("with fast and slow.");
  });

  it("breaks costs down, with funding, and tells what ended the trades", async () => {
    const plain = v.sample({ bars: 2_000 });
    const stamps = plain.timestamp.filter((_, i) => i % 2 === 0);
    const bars = withFunding(plain, { timestamp: stamps, rate: stamps.map(() => 0.0003) });
    const result = v.backtest(bars, {
      strategy: "ewmac",
      stops: ["chandelier", { name: "percentage", params: { stop: 0.004, target: 0.004 } }],
      slippage: "volatility",
      makerCommissionBps: 1,
      minimumFee: 0.5,
      borrowRate: 0.05,
      leverage: 4,
      marginTiers: [
        { notional: 0, maintenanceMargin: 0.1 },
        { notional: 50_000, initialMargin: 0.5, maintenanceMargin: 0.2 },
      ],
    });
    const page = await reportOf(result);
    const text = textOf(page).replace(/\s+/g, " ");
    expect(text).toContain("Commission of 10 bps a side, 1 bps for targets, at least 0.5000 a fill.");
    expect(text).toContain("Slippage by volatility (baseBps 1, factor 0.1). Shorts pay 5.00% of their value a year.");
    expect(text).toContain("Funding is charged at its stamps: 1,000 bars of 2,000 have some.");
    const orders = await reportOf(v.backtest(plain, { makerCommissionBps: 1 }, { strategy: busy() }));
    expect(textOf(orders)).toContain("Commission of 10 bps a side, 1 bps for limit orders and targets.");
    const held = await reportOf(sampleRun(500, { maxParticipation: 0.05, unfilled: "cancel" }));
    expect(textOf(held).replace(/\s+/g, " ")).toContain(
      "Orders take at most 5.00% of a bar&#39;s volume; what that leaves is cancelled.",
    );
    expect(text).toMatch(/Funding and borrow −?\d[\d.,]* −?[\d.]+% /);
    expect(text).toContain("from 0: initial 0, maintenance 0.1; from 50,000: initial 0.5, maintenance 0.2");
    expect(page).toContain('<th scope="col" class="n">Funding</th>');
    for (const { reason } of exitSummaries(result.trades)) {
      expect(page.toLowerCase()).toContain(`<th scope="row">${reason.replace("-", " ")}</th>`);
    }
    expect(result.ambiguousBars).toBeGreaterThan(8);
    expect(text).toMatch(/Ambiguous bars, UTC: (\d{4}-\d\d-\d\d \d\d:\d\d, ){8}and \d+ more\./);
    expect(text).toContain(`% of 2,000 bars, `);
    // and nothing of it where there was none
    const free = await reportOf(v.backtest(plain, { strategy: "ewmac" }));
    expect(free).not.toMatch(/Funding is charged|<th scope="col" class="n">Funding|Ambiguous bars, UTC|Short dashes/);
    expect(free).toContain("as commissionBps");
  });

  it("is the same text every time", async () => {
    expect(await reportHtml(sampleRun())).toBe(await reportHtml(sampleRun()));
  });

  it("escapes what the user named", async () => {
    const bars = dailyBars([100, 101, 102, 103], `<b>A&B</b>"'`);
    const result = v.backtest(bars, {}, { signals: { longEntry: flags(4, 0), longExit: flags(4, 2) } });
    const page = await reportOf(result, { title: "<i>t</i>" });
    expect(page).not.toMatch(/<b>A|<i>t/);
    expect(page).toContain("&lt;b&gt;A&amp;B&lt;/b&gt;");
    expect(page).toContain("Signals came ready-made");
  });

  it("marks the switches that differ from the defaults, and only these", async () => {
    const page = await reportOf(sampleRun(500, { stops: [], commissionBps: 7, longOnly: true }));
    const changed = [...page.matchAll(/class="changed"><th scope="row"><code>(\w+)</g)].map(([, key]) => key);
    expect(changed).toEqual(["commissionBps", "longOnly"]);
    expect(page).toContain("instead of 10<");
  });

  it("lists both ends of many trades and says so", async () => {
    const result = sampleRun(9_000);
    const page = await reportOf(result);
    expect(result.trades.length).toBeGreaterThan(200);
    expect(page).toContain(
      `${result.trades.length - 200} trade${result.trades.length === 201 ? "" : "s"} between these`,
    );
    expect(page.match(/<tr><td class="n">\d+<\/td>/g)).toHaveLength(200);
  });

  it("shows the statistics of a foreign profile under its own names", async () => {
    for (const profile of PROFILES) {
      const page = await reportOf(sampleRun(1_500, { profile, stops: ["percentage"] }));
      expect(page.includes("As backtesting.py defines them")).toBe(profile === "backtesting.py");
      expect(page.includes("total_return_pct")).toBe(profile === "vectorbt");
    }
  });
});

describe("the report of an odd run", () => {
  it("has no trades", async () => {
    const page = await reportOf(v.backtest(dailyBars([100, 102, 101, 105]), { strategy: "sma-cross" }));
    expect(page).toContain("No trade was closed.");
    expect(page).toContain("No closed trades");
    expect(page).not.toContain('id="shapes"');
  });

  it("has one bar", async () => {
    for (const { name } of STRATEGIES) await reportOf(v.backtest(dailyBars([100]), { strategy: name }));
  });

  it("has one bar and a trade still open", async () => {
    const signals = { longEntry: flags(1, 0) };
    const result = v.backtest(dailyBars([100]), { fill: "close" }, { signals });
    const page = await reportOf(result);
    expect(page.includes("Long position still open")).toBe(result.openPosition !== null);
  });

  it("has a constant price", async () => {
    const closes = new Array<number>(60).fill(1);
    const signals = { longEntry: flags(60, 3), longExit: flags(60, 40) };
    const result = v.backtest(dailyBars(closes), { commissionBps: 0, slippageBps: 0 }, { signals });
    expect(result.trades.length).toBe(1);
    await reportOf(result);
  });

  it("ends with an open short position", async () => {
    const closes = Array.from({ length: 40 }, (_, i) => 100 - i);
    const result = v.backtest(dailyBars(closes), {}, { signals: { shortEntry: flags(40, 5) } });
    const page = await reportOf(result);
    expect(page).toContain("Short position still open at the end");
    expect(page).toContain("A position is still open at the end");
  });

  it("goes bankrupt", async () => {
    const closes = Array.from({ length: 90 }, (_, i) => (i < 30 ? 100 : 100 - 60 * Math.min(1, (i - 30) / 10)));
    const config: BacktestInput = { leverage: 5, sizer: { name: "fixed-fractional", params: { fraction: 1 } } };
    const sized = { longEntry: flags(90, 2), size: new Float64Array(90).fill(490) };
    const result = v.backtest(dailyBars(closes), config, { signals: sized });
    expect(result.equity[89]).toBeLessThan(100);
    const page = await reportOf(result);
    if (result.bankruptBar !== null) expect(page).toContain("The account was gone on 2024-02");
  });

  it("has prices far below one", async () => {
    const closes = Array.from({ length: 80 }, (_, i) => 0.0000123 * (1 + 0.2 * ((i % 9) - 4)));
    const signals = { longEntry: flags(80, 3, 20, 50), longExit: flags(80, 10, 31, 60) };
    const page = await reportOf(v.backtest(dailyBars(closes, "SHIB"), {}, { signals }));
    expect(page).toMatch(/>0\.0000\d{5,}</);
  });

  it("has a million bars, and is soon done and small", async () => {
    const result = v.backtest(v.sample({ bars: 1_000_000, timeframe: "1m" }), {
      strategy: "ewmac",
      stops: ["percentage"],
    });
    const started = performance.now();
    const page = await reportOf(result);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(page.length).toBeLessThan(3_000_000);
  });
});
