import type { Locator, Page } from "playwright-core";
import { afterEach, beforeAll, expect, it } from "vitest";
import {
  type BacktestInput,
  load,
  monteCarloRows,
  overfitText,
  plateauText,
  type SweepResult,
  type Varanus,
} from "../../src/index.js";
import { describeBrowser } from "../support/chromium.js";

// Sweeps and Monte Carlo on the page: the numbers of the engine, and what a click on them does.

describeBrowser("the page's sweeps and paths", (site) => {
  let v: Varanus;
  let page: Page;
  let problems: string[];
  const at = (testid: string): Locator => page.getByTestId(testid);
  const cells = () => page.locator('[data-testid="sweep-chart"] .cells_marks path');

  beforeAll(async () => {
    v = await load();
  });
  afterEach(async () => {
    expect(problems).toEqual([]);
    await page.context().close();
  });

  async function open(width = 1280): Promise<void> {
    ({ page, problems } = await site.open({ viewport: { width, height: 900 } }));
    await page.goto(site.url);
    await page.locator('[data-testid="sample.bars"]').fill("3000");
    await at("sample").click();
    await at("legend").locator("strong").waitFor();
    await at("stop-percentage").check();
  }

  async function sweep(fast: string, slow: string): Promise<void> {
    await at("view-sweep").click();
    for (const [k, values] of [fast, slow].entries()) await at("sweep-values").nth(k).fill(values);
    await at("sweep-run").click();
  }

  const CONFIG: BacktestInput = { strategy: "ewmac", stops: ["percentage"] };
  const sample = () => v.sample({ seed: 1, bars: 3_000 });
  const swept = (): SweepResult => v.sweep(sample(), CONFIG, { params: { fast: [5, 8, 11, 14], slow: [10, 20, 30] } });

  it("draw every combination, say what the best is worth, and run what is clicked", async () => {
    await open();
    await sweep("5..14:3", "10,20,30");
    await cells().first().waitFor();
    const { columns, ...rest } = swept();
    const found = { columns, ...rest } as SweepResult;
    expect(await cells().count()).toBe(10);
    const words = await at("sweep-words").textContent();
    for (const text of [overfitText(found, "sharpe"), plateauText(found, "sharpe")]) expect(words).toContain(text);
    // cells stand row by row, the first parameter across
    await cells().nth(5).click();
    await at("key-numbers").waitFor();
    expect(await at("sweep").isHidden()).toBe(true);
    const values = await Promise.all(["fast", "slow"].map((name) => at(`strategy.params.${name}`).inputValue()));
    expect(values).toEqual(["14", "20"]);
    await at("tab-reproduce").click();
    const config = { ...CONFIG, strategy: { name: "ewmac", params: { fast: 14, slow: 20 } } };
    expect(await at("fingerprint").textContent()).toBe(v.backtest(sample(), config).fingerprint);
    // what was swept is still there, and not outdated by the click
    await at("view-sweep").click();
    expect(await cells().count()).toBe(10);
    expect(await at("sweep-stale").isHidden()).toBe(true);
    await at("sweep-open-0").click();
    const best = columns.sharpe.indexOf(columns.sharpe.reduce((most, each) => (each > most ? each : most), -9));
    await page.waitForFunction(
      (fast) => document.querySelector<HTMLInputElement>('[data-testid="strategy.params.fast"]')?.value === fast,
      String(columns.params["fast"]?.[best]),
    );
  });

  it("vary stops and sizers along the axes that are chosen, and are saved as a report", async () => {
    await open(390);
    await at("view-sweep").click();
    await at("sweep-add").click();
    await at("sweep-name").nth(2).selectOption("stops.percentage.stop");
    await at("sweep-values").nth(2).fill("0.01,0.02");
    await sweep("5,8", "20,30");
    await at("sweep-axis-1").selectOption("stops.percentage.stop");
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="sweep-chart"] figcaption')?.textContent?.includes("by fast and stops"),
    );
    expect(await cells().count()).toBe(4);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const saving = page.waitForEvent("download");
    await at("sweep-save").click();
    const stream = await (await saving).createReadStream();
    let report = "";
    for await (const chunk of stream) report += chunk;
    const { fingerprint } = v.sweep(sample(), CONFIG, {
      params: { fast: [5, 8], slow: [20, 30], "stops.percentage.stop": [0.01, 0.02] },
    });
    expect(report).toContain(fingerprint);
  });

  it("say what is wrong with the values before they run", async () => {
    await open();
    await at("view-sweep").click();
    const message = (k: number) => at("value-range").nth(k).locator(".field-message").textContent();
    for (const [values, said] of [
      ["", /empty value/],
      ["9..5", /no range.*b at or above a/],
      ["0..5", /0 is not allowed: it has to be an integer from 1/],
    ] as const) {
      await at("sweep-values").nth(0).fill(values);
      expect(await message(0)).toMatch(said);
      expect(await at("sweep-run").isDisabled()).toBe(true);
    }
    await at("sweep-values").nth(0).fill("1..2000");
    await at("sweep-values").nth(1).fill("2..2001");
    expect(await at("sweep-total").textContent()).toMatch(
      /4,000,000 combinations: at most 1,000,000 are possible here/,
    );
    expect(await at("sweep-run").isDisabled()).toBe(true);
    await at("sweep-name").nth(1).selectOption("fast");
    await at("sweep-values").nth(1).fill("2,3");
    expect(await message(1)).toMatch(/varied twice/);
  });

  it("stop at once when they are cancelled, and run again", async () => {
    await open();
    await sweep("2..600", "601..1200");
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLProgressElement>('[data-testid="sweep-progress"]')?.value) > 0,
    );
    await at("sweep-cancel").click();
    await at("sweep-run").waitFor({ timeout: 2_000 });
    expect(await at("message").count()).toBe(0);
    await sweep("5..14:3", "10,20,30");
    await cells().first().waitFor();
  });

  it("draw the paths of the run on show, and put them into its report", async () => {
    await open();
    await at("run").click();
    await at("tab-monte-carlo").click();
    await at("paths").fill("0");
    await at("paths-run").click();
    expect(await at("paths-message").first().textContent()).toMatch(/whole number from 1 to 1,000,000/);
    await at("paths").fill("700");
    await at("paths-run").click();
    await page.locator('[data-testid="drawdowns"] svg').waitFor();
    for (const chart of ["fan", "ends"]) expect(await at(chart).locator("svg").count()).toBe(1);
    const found = v.monteCarlo(v.backtest(sample(), CONFIG), { method: "bootstrap", paths: 700 });
    const numbers = await at("paths-numbers").textContent();
    for (const [name, value] of monteCarloRows(found)) expect(numbers).toContain(`${name}${value}`);
    await at("tab-reproduce").click();
    const saving = page.waitForEvent("download");
    await at("save-report.html").click();
    const stream = await (await saving).createReadStream();
    let report = "";
    for await (const chunk of stream) report += chunk;
    expect(report).toContain(found.fingerprint);
    // block needs the days of the run, noise its bars: the worker has both
    await at("tab-monte-carlo").click();
    for (const method of ["block", "noise", "null", "shuffle"]) {
      await at("paths-method").selectOption(method);
      await at("paths").fill("20");
      await at("paths-run").click();
      await page.waitForFunction(
        (name) => document.querySelector('[data-testid="paths-numbers"]')?.textContent?.includes(`Method${name}`),
        method,
      );
    }
  });
});
