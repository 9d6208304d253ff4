import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterEach, beforeAll, expect, it } from "vitest";
import { type Bars, load, metricText, type PortfolioInput, portfolioHtml, type Varanus } from "../../src/index.js";
import { describeBrowser } from "../support/chromium.js";

// Portfolios on the page: the numbers of the engine, and a form that says what is wrong with them.

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");

describeBrowser("the page's portfolios", (site) => {
  let v: Varanus;
  let page: Page;
  let problems: string[];
  const at = (testid: string): Locator => page.getByTestId(testid);
  const sleeve = (k: number): Locator => at("sleeve").nth(k);
  const within = (k: number, testid: string): Locator => sleeve(k).getByTestId(testid);

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
    await at("view-portfolio").click();
    await at("series-item").nth(1).waitFor();
  }

  async function fingerprint(): Promise<string | null> {
    await at("portfolio-numbers").waitFor();
    await at("tab-reproduce").click();
    return at("portfolio-fingerprint").textContent();
  }

  async function saved(name: string): Promise<string> {
    const saving = page.waitForEvent("download");
    await at(`save-${name}`).click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe(name);
    let text = "";
    for await (const chunk of await download.createReadStream()) text += chunk;
    return text;
  }

  const sample = (seed: number) => v.sample({ seed, symbol: `SAMPLE-${seed}` });
  const FIRST: PortfolioInput = {
    stops: ["atr"],
    sleeves: [
      { weight: 0.4, strategy: "ewmac" },
      { weight: 0.3, strategy: "donchian-breakout" },
      { weight: 0.3, strategy: "sma-cross" },
    ],
  };
  const firstSources = () => {
    const [one, two] = [sample(1), sample(2)];
    return [{ bars: one }, { bars: two }, { bars: two }];
  };

  it("run as they stand there at first, and draw, tell and save what the engine finds", async () => {
    await open();
    await at("portfolio-run").click();
    await at("portfolio-numbers").waitFor();
    const here = v.portfolio(FIRST, firstSources());
    expect(await at("portfolio-numbers").textContent()).toContain(metricText(here.metrics, "sharpe"));
    for (const chart of ["equity", "drawdown", "profits"]) await at(`portfolio-${chart}`).locator("svg").waitFor();
    const table = await at("portfolio-sleeves").textContent();
    for (const { name } of here.sleeves) expect(table).toContain(name);
    for (const chart of ["exposure", "slices"]) {
      await at(`tab-${chart}`).click();
      await at(`portfolio-${chart}`).locator("svg").waitFor();
    }
    await at("tab-believed").click();
    expect(await at("portfolio-warnings").locator("li").allTextContents()).toEqual(here.warnings);
    await at("tab-fills").click();
    expect(await at("portfolio-fills").locator("tbody tr").count()).toBe(100);
    expect(await fingerprint()).toBe(here.fingerprint);
    expect(await saved("report.html")).toBe(await portfolioHtml(here));
    expect(await saved("result.json")).toBe(`${JSON.stringify(here.toJSON({ equity: true }), null, 2)}\n`);
  });

  it("take sleeves of several kinds, and are the same on the command line", async () => {
    await open();
    // a file of bars, a file of signals, stops, another account
    const bars = v.sample({ seed: 7, bars: 2_000 });
    const buffer = Buffer.from(csvOf(bars));
    await at("series-input").setInputFiles({ name: "FILED_4h.csv", mimeType: "text/csv", buffer });
    await at("series-item").nth(2).waitFor();
    await within(2, "sleeve-title").click();
    await within(2, "sleeve-data").selectOption({ label: "FILED 4h" });
    await within(2, "stop-percentage").check();
    await within(2, "stop.percentage.params.stop").fill("0.03");
    await within(2, "sleeve-weight").fill("0.2");
    expect(await at("weights").textContent()).toBe("The weights add up to 90%; 10% of the account stay cash.");
    await at("sleeve-add").click();
    await within(3, "sleeve-name").fill("mine");
    expect(await within(3, "sleeve-weight").inputValue()).toBe("0.1");
    await within(3, "strategy").selectOption("signals");
    const signals = "bar,longEntry,longExit\n10,1,\n200,,1\n300,1,\n900,,1\n";
    await within(3, "signals-input").setInputFiles({
      name: "s.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(signals),
    });
    await at("use-volatilityTarget").check();
    await at("volatilityTarget.target").fill("0.3");
    await at("use-maxDrawdown").check();
    await at("limits.maxDrawdown").fill("0.05");
    const form = page.locator("form#portfolio");
    await form.getByTestId("capital").fill("25000");
    await form.getByTestId("commissionBps").fill("4");
    await at("portfolio-run").click();
    const there = await fingerprint();
    const document = await saved("portfolio.json");
    expect(JSON.parse(document)).toMatchObject({
      capital: 25_000,
      limits: { maxDrawdown: 0.05, positions: null, heat: null, exposure: null },
      sleeves: [
        { data: "sample", sampleSeed: 1, symbol: "SAMPLE-1", weight: 0.4 },
        { data: "sample", sampleSeed: 2 },
        { data: "FILED_4h.csv", weight: 0.2, stops: [{ name: "percentage", params: { stop: 0.03 } }, { name: "atr" }] },
        { name: "mine", data: "sample", signals: "s.csv" },
      ],
    });
    expect(await at("portfolio-document").textContent()).toBe(document);
    const folder = mkdtempSync(join(tmpdir(), "varanus-portfolio-"));
    for (const [name, content] of [
      ["portfolio.json", document],
      ["FILED_4h.csv", buffer],
      ["s.csv", signals],
    ] as const) {
      writeFileSync(join(folder, name), content);
    }
    const ran = spawnSync("node", [CLI, "portfolio", "--config", "portfolio.json", "--out", "out"], { cwd: folder });
    expect(String(ran.stderr)).not.toMatch(/varanus:/);
    expect(JSON.parse(readFileSync(join(folder, "out/result.json"), "utf8")).fingerprint).toBe(there);
  });

  it("take over the setup of the backtest", async () => {
    await open();
    await at("sleeve-add-setup").click();
    expect(await at("message").textContent()).toMatch(/no bars yet/);
    await at("view-backtest").click();
    const form = page.locator("form#setup");
    await form.getByTestId("sample.bars").fill("3000");
    await form.getByTestId("sample").click();
    await at("legend").locator("strong").waitFor();
    await form.getByTestId("strategy.params.fast").fill("9");
    await form.getByTestId("stop-atr").check();
    await form.getByTestId("from").fill("2021-03-01");
    await at("add-to-portfolio").click();
    await sleeve(3).waitFor();
    expect(await within(3, "strategy.params.fast").inputValue()).toBe("9");
    expect(await within(3, "stop-atr").isChecked()).toBe(true);
    expect(await within(3, "sleeve-data").locator("option:checked").textContent()).toBe(
      "SAMPLE-1 4h, 2021-03-01 to end",
    );
    await within(0, "sleeve-title").click();
    await within(0, "sleeve-weight").fill("0.3");
    await within(3, "sleeve-weight").fill("0.1");
    await within(3, "sleeve-name").fill("from the backtest");
    await at("portfolio-run").click();
    await at("portfolio-numbers").waitFor();
    expect(await at("portfolio-sleeves").textContent()).toContain("from the backtest");
  });

  it("say in words what is wrong, at the field", async () => {
    await open();
    await within(0, "sleeve-title").click();
    await within(0, "sleeve-weight").fill("0.6");
    expect(await at("weights").textContent()).toMatch(/add up to 1\.2; all sleeves together have at most 1/);
    await at("portfolio-run").click();
    expect(await at("weights").textContent()).toMatch(/add up to 1\.2/);
    expect(await at("portfolio-numbers").count()).toBe(0);
    await within(0, "sleeve-weight").fill("0");
    expect(await within(0, "sleeve-weight-message").textContent()).not.toBe("");
    await within(0, "sleeve-weight").fill("0.4");
    // the same name twice
    await within(0, "sleeve-name").fill("twin");
    await within(1, "sleeve-title").click();
    await within(1, "sleeve-name").fill("twin");
    await at("portfolio-run").click();
    expect(await within(1, "sleeve-name-message").textContent()).toMatch(/two sleeves are called "twin"/i);
    await within(1, "sleeve-name").fill("other");
    // a target needs rebalancing
    await at("use-volatilityTarget").check();
    await at("use-rebalance").uncheck();
    await at("portfolio-run").click();
    expect(await at("volatilityTarget.target-message").textContent()).toMatch(/rebalance/i);
    await at("use-rebalance").check();
    await at("use-volatilityTarget").uncheck();
    // no data: sleeves that are gone leave their series behind, to be removed
    for (let k = 2; k >= 0; k--) {
      if (!(await within(k, "sleeve-remove").isVisible())) await within(k, "sleeve-title").click();
      await within(k, "sleeve-remove").click();
    }
    await at("portfolio-run").click();
    expect(await at("message").textContent()).toMatch(/no sleeves yet/);
    for (let k = 2; k > 0; k--) await at("series").getByRole("button").first().click();
    await at("sleeve-add").click();
    await at("portfolio-run").click();
    expect(await within(0, "sleeve-data-message").textContent()).toMatch(/no bars: add data/);
    await at("series-sample").click();
    await at("series-item").waitFor();
    expect(await within(0, "sleeve-data-message").textContent()).toBe("");
    await at("portfolio-run").click();
    await at("portfolio-numbers").waitFor();
  });

  it("stop when they are cancelled, and run again", async () => {
    await open();
    await at("add-series").locator("summary").first().click();
    const form = page.locator("form#portfolio");
    await form.getByTestId("sample.timeframe").selectOption("1m");
    await form.getByTestId("sample.bars").fill("1500000");
    await at("series-sample").click();
    await at("series-item").nth(2).waitFor();
    for (const k of [0, 1, 2]) {
      await within(k, "sleeve-title").click();
      await within(k, "sleeve-data").selectOption({ index: 2 });
    }
    await at("portfolio-run").click();
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLProgressElement>('[data-testid="portfolio-progress"]')?.value) > 0,
    );
    await at("portfolio-cancel").click();
    await at("portfolio-run").waitFor({ timeout: 3_000 });
    expect(await at("message").count()).toBe(0);
    expect(await at("portfolio-numbers").count()).toBe(0);
    for (const k of [0, 1, 2]) await within(k, "sleeve-data").selectOption({ index: k === 0 ? 0 : 1 });
    await at("portfolio-run").click();
    expect(await fingerprint()).toBe(v.portfolio(FIRST, firstSources()).fingerprint);
  });

  it("take files that are dropped together, and go on when their worker has died", async () => {
    await open();
    await page.evaluate(
      (files) => {
        const transfer = new DataTransfer();
        for (const [name, text] of files) transfer.items.add(new File([text as string], name as string));
        for (const type of ["dragenter", "dragover", "drop"]) {
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }
      },
      [11, 12].map((seed) => [`DROP${seed}_4h.csv`, csvOf(v.sample({ seed, bars: 1_000 }))]),
    );
    await at("series-item").nth(3).waitFor();
    expect(await at("series").textContent()).toMatch(/DROP11 4h.*DROP12 4h/);
    await within(2, "sleeve-title").click();
    await within(2, "sleeve-data").selectOption({ label: "DROP12 4h" });
    await at("portfolio-run").click();
    const before = await fingerprint();
    const die = async () => {
      for (const worker of page.workers()) await worker.evaluate("self.close()");
      await page.waitForTimeout(200);
    };
    await die();
    expect(JSON.parse(await saved("result.json")).fingerprint).toBe(before);
    await die();
    await at("portfolio-run").click();
    await expect.poll(() => at("portfolio-busy").isVisible()).toBe(false);
    expect(await at("portfolio-fingerprint").textContent()).toBe(before);
    expect(await at("message").count()).toBe(0);
  });

  it("fit on a phone", async () => {
    await open(390);
    await within(0, "sleeve-title").click();
    await at("portfolio-run").click();
    await at("portfolio-equity").locator("svg").waitFor();
    const tabs = ["sleeves", "believed", "exposure", "slices", "fills", "metrics", "reproduce"];
    for (const tab of tabs) {
      await at(`tab-${tab}`).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), tab).toBeLessThanOrEqual(390);
    }
    // what has changed since is said
    await within(0, "sleeve-weight").fill("0.2");
    expect(await at("portfolio-stale").isVisible()).toBe(true);
    await within(0, "sleeve-weight").fill("0.4");
    expect(await at("portfolio-stale").isVisible()).toBe(false);
  });
});

function csvOf({ timestamp, open, high, low, close, volume, length }: Bars): string {
  const rows = Array.from({ length }, (_, i) =>
    [timestamp, open, high, low, close, volume].map((column) => column[i]).join(","),
  );
  return `timestamp,open,high,low,close,volume\n${rows.join("\n")}\n`;
}
