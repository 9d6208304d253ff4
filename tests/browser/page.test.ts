import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  type BacktestInput,
  type Bars,
  costsOf,
  createBars,
  cutBars,
  exitSummaries,
  findings,
  load,
  METRIC_GROUPS,
  metricText,
  readBars,
  readFunding,
  replayText,
  type Timeframe,
  type Varanus,
  withFunding,
} from "../../src/index.js";
import { money } from "../../src/report/format.js";
import { describeBrowser } from "../support/chromium.js";

describeBrowser("the page", (site) => {
  const folder = mkdtempSync(join(tmpdir(), "varanus-page-"));
  let v: Varanus;
  let page: Page;
  let problems: string[];
  const at = (testid: string): Locator => page.getByTestId(testid);

  beforeAll(async () => {
    v = await load();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    // nothing that a user can do is a console error
    expect(problems).toEqual([]);
    await page.context().close();
  });

  async function open(options?: BrowserContextOptions): Promise<void> {
    ({ page, problems } = await site.open(options));
    await page.goto(site.url);
    await at("welcome").waitFor();
  }

  async function takeSample(bars = 3_000): Promise<void> {
    await page.locator('[data-testid="sample.bars"]').fill(String(bars));
    if (bars > 100_000) await page.locator('[data-testid="sample.timeframe"]').selectOption("1m");
    await at("sample").click();
    await at("legend").locator("strong").waitFor();
  }

  async function run(): Promise<void> {
    await at("run").click();
    await at("key-numbers").waitFor();
  }

  /** Drops a file on the page, as a user does. */
  async function drop(name: string, content: Uint8Array | string): Promise<void> {
    const base64 = Buffer.from(content).toString("base64");
    await page.evaluate(
      ([file, text]) => {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], file));
        for (const type of ["dragenter", "dragover", "drop"]) {
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        }
      },
      [name, base64] as const,
    );
  }

  /** Colours on the chart's canvases, counted. */
  function coloursDrawn(): Promise<number> {
    return page.evaluate(() => {
      const colours = new Set<number>();
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>('[data-testid="chart"] canvas')) {
        if (canvas.width === 0 || canvas.height === 0) continue;
        const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data.buffer;
        for (const pixel of new Uint32Array(pixels ?? new ArrayBuffer(0))) colours.add(pixel);
      }
      return colours.size;
    });
  }

  it("says what the end could have been, where the order inside bars decided something", async () => {
    await open();
    await at("welcome-sample").click();
    await at("legend").locator("strong").waitFor();
    await at("stop-percentage").check();
    for (const name of ["stop", "target"]) await at(`stop.percentage.params.${name}`).fill("0.01");
    await run();
    await at("ask-bounds").click();
    await page.waitForFunction(() => document.querySelector('[data-testid="bounds"]')?.textContent !== "");
    const stops = [{ name: "percentage", params: { stop: 0.01, target: 0.01 } }];
    const { low, high, bars, exact } = v.ambiguityBounds(v.sample({ seed: 1 }), { strategy: "ewmac", stops });
    expect(exact).toBe(true);
    expect(bars).toBeGreaterThan(5);
    const text = await at("bounds").textContent();
    for (const part of [money(low), money(high), `${bars} ambiguous bars`, "exact"]) expect(text).toContain(part);
  });

  it("runs the sample: charts, key numbers, evidence, metrics, trades, fingerprint", async () => {
    await open();
    await at("welcome-sample").click();
    await at("legend").locator("strong").waitFor();
    expect(await at("data-symbol").textContent()).toBe("SAMPLE 4h");
    await run();
    await page.waitForTimeout(300);
    expect(await coloursDrawn()).toBeGreaterThan(20);
    const direct = v.backtest(v.sample({ seed: 1 }), { strategy: "ewmac" });
    const evidence = await at("evidence").textContent();
    for (const { subject, meaning } of findings(direct)) {
      expect(evidence).toContain(subject);
      expect(evidence).toContain(meaning);
    }
    await at("tab-metrics").click();
    for (const { name, title, meaning, sameAs } of METRIC_GROUPS.flatMap(({ entries }) => entries)) {
      const row = at("metrics").locator(`tr[title="${meaning}"]`).filter({ hasText: title });
      if (sameAs === undefined)
        expect(await row.first().textContent()).toContain(metricText(direct.metrics, name) ?? "–");
    }
    await at("tab-reproduce").click();
    expect(await at("fingerprint").textContent()).toBe(direct.fingerprint);
    await at("tab-trades").click();
    const rows = page.locator("tr[data-trade]");
    await rows.first().waitFor();
    // rows out of sight do not exist
    expect(await rows.count()).toBeLessThan(50);
    expect(await at("trades").getAttribute("aria-rowcount")).toBe(String(direct.trades.length + 1));
    await at("sort-7").click();
    await at("sort-7").click();
    const best = [...direct.trades.pnl].indexOf(Math.max(...direct.trades.pnl));
    expect(await rows.first().getAttribute("data-trade")).toBe(String(best));
    await rows.first().click();
    await expect.poll(() => at("chart-note").textContent()).toContain("trades in view: ▲ long");
  });

  it("saves what the command line writes, and a report", async () => {
    await open();
    await takeSample();
    await run();
    await at("tab-reproduce").click();
    const direct = v.backtest(v.sample({ seed: 1, bars: 3_000 }), { strategy: "ewmac" });
    expect(await saved("result.json")).toBe(`${JSON.stringify(direct, null, 2)}\n`);
    expect((await saved("trades.csv")).split("\n").length).toBe(direct.trades.length + 2);
    expect((await saved("equity.csv")).split("\n").length).toBe(3_002);
    expect(await saved("report.html")).toContain(direct.fingerprint);
  });

  async function saved(kind: string): Promise<string> {
    const [download] = await Promise.all([page.waitForEvent("download"), at(`save-${kind}`).click()]);
    expect(download.suggestedFilename()).toBe(kind);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
  }

  it("takes dropped files, packed or not, and reads them as they are", async () => {
    await open();
    const csv = csvOf(sampleOf(v, 2_000));
    await drop("ABC_4h.csv", csv);
    await expect.poll(() => at("data-symbol").textContent()).toBe("ABC 4h");
    await drop("XYZ_4h.csv.gz", gzipSync(csv));
    await expect.poll(() => at("data-symbol").textContent()).toBe("XYZ 4h");
    await run();
    expect(await at("messages").textContent()).toBe("");
  });

  it("runs on Enter, with signals of one's own, stops and another engine's semantics", async () => {
    await open();
    await takeSample(1_000);
    await at("strategy").selectOption("signals");
    await at("run").click();
    expect(await at("message").textContent()).toContain("There are no signals yet");
    const signals = "bar,longEntry,longExit\n10,1,\n30,,1\n50,1,\n80,,1\n";
    const file = { name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(signals) };
    await at("signals-input").setInputFiles(file);
    await at("stop-percentage").check();
    await page.getByTestId("capital").fill("1000000");
    await page.getByTestId("profile").selectOption("backtesting.py");
    await page.getByTestId("capital").press("Enter");
    await at("key-numbers").waitFor();
    await at("tab-trades").click();
    expect(await at("trades").getAttribute("aria-rowcount")).toBe("3");
    await at("tab-metrics").click();
    expect(await page.locator("text=As backtesting.py defines them").count()).toBe(1);
  });

  it("checks the form beside its fields, before and at a run", async () => {
    await open();
    await takeSample();
    const fast = page.locator('[data-testid="strategy.params.fast"]');
    const message = page.locator('[data-testid="strategy.params.fast-message"]');
    for (const wrong of ["abc", "0", "1.5", ""]) {
      await fast.fill(wrong);
      expect(await message.textContent()).toBe("It has to be an integer from 1 to 5000.");
    }
    await at("run").click();
    expect(await fast.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await at("key-numbers").count()).toBe(0);
    await fast.fill("40");
    expect(await message.textContent()).toBe("");
    await at("run").click();
    expect(await message.textContent()).toBe("Fast (40) has to be below slow (26).");
    await fast.fill("5");
    await at("capital").fill("-5");
    expect(await at("capital-message").textContent()).toBe("-5 is not allowed: it has to be above 0.");
    await at("capital").fill("5000");
    await run();
    await fast.fill("6");
    expect(await at("stale").isVisible()).toBe(true);
    await fast.fill("5");
    expect(await at("stale").isVisible()).toBe(false);
    expect(await at("messages").textContent()).toBe("");
  });

  it("takes a span of the bars, checks it beside its fields, and goes back to all of them", async () => {
    await open();
    await takeSample();
    const [from, to] = [at("from"), at("to")];
    const bars = v.sample({ seed: 1, bars: 3_000 });
    expect(await from.getAttribute("placeholder")).toBe("2021-01-01");
    await run();
    await from.fill("2021-0");
    // nobody has finished typing
    expect(await at("from-message").textContent()).toBe("");
    await from.fill("yesterday");
    await from.blur();
    expect(await at("from-message").textContent()).toBe(
      '"yesterday" is not a time: give an ISO date or time in UTC, as 2024-01-31 or 2024-01-31T04:00.',
    );
    await at("run").click();
    expect(await from.evaluate((element) => element === document.activeElement)).toBe(true);
    await from.fill("2050-01-01");
    expect(await at("from-message").textContent()).toBe("");
    await at("run").click();
    await expect
      .poll(() => at("from-message").textContent())
      .toBe("No bars from 2050-01-01T00:00:00Z; the data span 2021-01-01T00:00:00Z to 2022-05-15T20:00:00Z.");
    expect(await at("messages").textContent()).toBe("");
    await from.fill("2021-03-01");
    await to.fill("2021-08-31T12:00");
    expect(await at("stale").isVisible()).toBe(true);
    await at("tab-reproduce").click();
    const span = cutBars(bars, { from: "2021-03-01", to: "2021-08-31T12:00" });
    expect(span.length).toBe(184 * 6 - 2);
    await at("run").click();
    const cut = v.backtest(span, { strategy: "ewmac" });
    await expect.poll(() => at("fingerprint").textContent()).toBe(cut.fingerprint);
    await page.getByRole("button", { name: "Show the whole series" }).click();
    await expect.poll(() => at("chart-note").textContent()).toContain(`${cut.trades.length} trades in view`);
    expect(await at("legend").textContent()).toContain("2021-08-31");
    // a worker that has died is given the span again
    await page.workers()[0]?.evaluate("self.close()");
    await page.waitForTimeout(200);
    expect(await saved("result.json")).toBe(`${JSON.stringify(cut, null, 2)}\n`);
    await from.fill("");
    await to.fill("");
    await at("run").click();
    const whole = v.backtest(bars, { strategy: "ewmac" });
    await expect.poll(() => at("fingerprint").textContent()).toBe(whole.fingerprint);
    expect(await at("messages").textContent()).toBe("");
  });

  it("follows the defaults of the chosen semantics, but not over what the user has set", async () => {
    await open();
    await at("slippageBps").fill("7");
    await at("profile").selectOption("backtesting.py");
    expect(await at("commissionBps").inputValue()).toBe("0");
    expect(await at("slippageBps").inputValue()).toBe("7");
    expect(await at("sizer").inputValue()).toBe("all-in");
    await at("profile").selectOption("varanus");
    expect(await at("commissionBps").inputValue()).toBe("10");
  });

  const row = (stamp: number, rest = "10,11,9,10,5") => `${1_609_459_200_000 + stamp * 3_600_000},${rest}`;
  const header = "timestamp,open,high,low,close,volume";
  const file = (...rows: string[]) => `${[header, ...rows].join("\n")}\n`;
  const good = Array.from({ length: 30 }, (_, k) => row(k));

  describe("says in one message what is wrong with", () => {
    it.each([
      ["an empty file", "", /bad\.csv.*empty/is],
      ["a missing column", `timestamp,open,high,low,volume\n${row(0, "10,11,9,5")}\n`, /bad\.csv.*close/is],
      ["text in a number", file(...good, row(30, "10,eleven,9,10,5")), /bad\.csv:32.*eleven/is],
      ["NaN", file(...good, row(30, "10,NaN,9,10,5")), /bad\.csv:32/is],
      ["a duplicate stamp", file(...good, row(29)), /bad\.csv:32.*(same|duplicate|twice)/is],
      ["unsorted stamps", file(...good, row(12)), /bad\.csv:32/is],
      ["crossed prices", file(...good, row(30, "10,9,11,10,5")), /bad\.csv:32.*(high|low)/is],
      ["bytes that are no text", Uint8Array.from({ length: 400 }, (_, k) => (k * 37) % 256), /bad\.csv/is],
      ["broken gzip", gzipSync("x".repeat(1_000)).subarray(0, 20), /bad\.csv.*gzip/is],
    ])("%s", async (_, content, says) => {
      await open();
      await drop("bad.csv", content);
      await at("message").waitFor();
      expect(await at("message").count()).toBe(1);
      expect(await at("message").textContent()).toMatch(says);
      // and the page lives on
      await takeSample();
      expect(await at("message").count()).toBe(0);
      await run();
    });
  });

  it("keeps the bars that it has when a further file is broken", async () => {
    await open();
    await takeSample();
    await drop("bad.csv", "a,b\n1,2\n");
    await at("message").waitFor();
    expect(await at("data-symbol").textContent()).toBe("SAMPLE 4h");
    await run();
    expect(await at("message").count()).toBe(0);
  });

  it("asks for what a file does not say, and takes it", async () => {
    await open();
    await at("run").click();
    expect(await at("message").textContent()).toContain("There are no bars yet");
    await drop("LOCAL.csv", file(...good));
    await at("data-symbol").waitFor();
    await page.locator("summary", { hasText: "Other bars" }).click();
    await page.locator("summary", { hasText: "What the file does not say" }).click();
    await at("symbol").fill("MINE");
    await at("utcOffset").fill("later");
    await at("reread").click();
    expect(await at("message").textContent()).toContain("later");
    await at("utcOffset").fill("+02:00");
    await at("calendar").selectOption("fx-week");
    await at("reread").click();
    await expect.poll(() => at("data-symbol").textContent()).toBe("MINE 1h");
    await run();
    expect(await at("evidence").textContent()).toContain("by the fx-week calendar");
    // it was told of that file, and of no other
    await drop("OTHER.csv", file(...good));
    await expect.poll(() => at("data-symbol").textContent()).toBe("OTHER 1h");
  });

  it("stops a run when asked to, and runs again", async () => {
    await open();
    await takeSample(2_000_000);
    await at("strategy").selectOption("bollinger-mean-reversion");
    const asked = Date.now();
    await page.evaluate(() => {
      const click = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)?.click();
      click("run");
      click("cancel");
    });
    await at("run").waitFor({ state: "visible" });
    expect(Date.now() - asked).toBeLessThan(4_000);
    expect(await at("key-numbers").count()).toBe(0);
    expect(await at("message").count()).toBe(0);
    await at("strategy").selectOption("ewmac");
    await run();
  });

  it("draws the lines of each strategy, above and below, and leaves them out when asked to", async () => {
    await open();
    await takeSample();
    // the same candles twice, with price alone
    for (let k = 0; k < 2; k++) await page.getByRole("button", { name: "Show the whole series" }).click();
    expect(await at("plots").isVisible()).toBe(false);
    const zoom = async () => {
      for (let k = 0; k < 3; k++) {
        await page.getByRole("button", { name: "Zoom in" }).click();
        await page.waitForTimeout(200);
      }
    };
    const legend = async () => (await at("legend").textContent()) ?? "";
    const lines: Record<string, RegExp> = {
      ewmac: /fast[\d,.]+slow[\d,.]+Equity/,
      "rsi-reversal": /RSI\d[\d.]+Equity/,
      "donchian-breakout": /upper[\d,.]+lower[\d,.]+Equity/,
      "bollinger-mean-reversion": /upper[\d,.]+middle[\d,.]+lower[\d,.]+Equity/,
    };
    for (const [strategy, says] of Object.entries(lines)) {
      await at("strategy").selectOption(strategy);
      await run();
      await zoom();
      await expect.poll(legend).toMatch(says);
      await page.getByRole("button", { name: "Show the whole series" }).click();
      // lines would hide candles of so many bars; what is below them hides nothing
      const below = strategy === "rsi-reversal";
      await expect.poll(() => at("chart-note").textContent()).toContain("One candle is up to");
      await expect.poll(async () => says.test(await legend())).toBe(below);
      expect((await at("chart-note").textContent())?.includes("Zoom in to see the strategy's lines.")).toBe(!below);
    }
    await zoom();
    await at("plots").click();
    await expect.poll(legend).not.toContain("upper");
    await at("plots").click();
    await expect.poll(legend).toContain("upper");
    await page.locator("summary", { hasText: "Other bars" }).click();
    await takeSample(2_000);
    await expect.poll(() => at("plots").isVisible()).toBe(false);
    await expect.poll(legend).not.toMatch(/upper|Equity/);
  });

  it("takes slippage models, further costs and margin tiers, with what is wrong beside them", async () => {
    await open();
    await takeSample();
    await at("slippageBps").fill("7");
    await at("slippage").selectOption("volume");
    expect(await at("slippageBps").count()).toBe(0);
    await page.getByTestId("slippage.params.impact").selectOption("square-root");
    await page.getByTestId("slippage.params.factor").fill("3");
    expect(await page.getByTestId("slippage.params.factor-message").textContent()).toBe(
      "It has to be a number from 0 to 1.",
    );
    await page.getByTestId("slippage.params.factor").fill("0.01");
    for (const part of ["further-costs", "margin", "steps"]) await at(part).locator("summary").click();
    await at("makerCommissionBps").fill("-1");
    expect(await at("makerCommissionBps-message").textContent()).toBe("-1 is not allowed: it has to be at least 0.");
    await at("makerCommissionBps").fill("1");
    await at("minimumFee").fill("0.5");
    await at("borrowRate").fill("0.1");
    await at("liquidationFeeBps").fill("20");
    await at("minimumNotional").fill("10");
    expect(await at("further-costs").locator("summary").textContent()).toContain("4 changed");
    await at("leverage").fill("5");
    const [tiers, message] = [at("marginTiers"), at("marginTiers-message")];
    const says = async (text: string, expected: string | RegExp) => {
      await tiers.fill(text);
      await tiers.blur();
      if ((await message.textContent()) === "") await at("run").click();
      await expect.poll(() => message.textContent()).toMatch(expected);
      expect(await at("key-numbers").count()).toBe(0);
    };
    await says("0:0.2", /^Tier 1: a tier has the form NOTIONAL:INITIAL:MAINTENANCE, for example/);
    await says("0:0.2:0.1\n\n500:x:0.1", /^Tier 2: "x" is not a number/);
    await says("0:0.2:-1", /^Tier 1: -1 is not allowed: it has to be at least 0\.$/);
    await says("0:0.2:0.1\n900:0.3:0.2\n500:0.4:0.3", /^Tier 3: the tier begins at 500, the one before it at 900/);
    await says("5:0.2:0.1", /^Tier 1: the first tier begins at 5 \(it has to begin at 0\)\.$/);
    await says("0:0.2:0.2", /^Tier 1: 0\.2 is not below the tier's initial margin 0\.2/);
    await tiers.fill("0:0.2:0.1\n50000:0.3:0.2");
    await run();
    const config = {
      strategy: "ewmac",
      slippage: { name: "volume", params: { factor: 0.01, impact: "square-root" } },
      makerCommissionBps: 1,
      minimumFee: 0.5,
      borrowRate: 0.1,
      liquidationFeeBps: 20,
      minimumNotional: 10,
      leverage: 5,
      marginTiers: [
        { notional: 0, initialMargin: 0.2, maintenanceMargin: 0.1 },
        { notional: 50_000, initialMargin: 0.3, maintenanceMargin: 0.2 },
      ],
    };
    const direct = v.backtest(v.sample({ seed: 1, bars: 3_000 }), config);
    await at("tab-reproduce").click();
    expect(await at("fingerprint").textContent()).toBe(direct.fingerprint);
    // costs part by part, and why trades ended
    await at("tab-metrics").click();
    const { before, lines, all } = costsOf(direct);
    const costs = await at("costs").textContent();
    for (const { title, amount } of [...lines, all]) expect(costs).toContain(`${title}${money(amount)}`);
    expect(costs).toContain(`Profit before costs${money(before)}`);
    const [first] = exitSummaries(direct.trades);
    expect(await at("exits").textContent()).toMatch(new RegExp(`${first?.reason}${first?.trades}`, "i"));
    // the slippage of before is there again
    await at("slippage").selectOption("fixed");
    expect(await at("slippageBps").inputValue()).toBe("7");
    expect(await at("stale").isVisible()).toBe(true);
  });

  it("asks what becomes of orders beyond a bar's volume only where they are held to it", async () => {
    await open();
    await takeSample();
    const part = at("participation");
    await part.locator("summary").click();
    for (const name of ["unfilled", "protectiveExits"]) expect(await at(name).isVisible()).toBe(false);
    await at("maxParticipation").fill("2");
    expect(await at("maxParticipation-message").textContent()).toBe("2 is not allowed: it has to be at most 1.");
    await at("maxParticipation").fill("0.1");
    await at("unfilled").selectOption("cancel");
    await at("protectiveExits").selectOption("by-volume");
    expect(await part.locator("summary").textContent()).toContain("3 changed");
    const configSha256 = async () => {
      await at("run").click();
      await at("key-numbers").waitFor();
      await at("tab-reproduce").click();
      await expect.poll(() => at("busy").isVisible()).toBe(false);
      return at("configSha256").textContent();
    };
    const bars = v.sample({ seed: 1, bars: 3_000 });
    const held = { maxParticipation: 0.1, unfilled: "cancel", protectiveExits: "by-volume" } as const;
    const hash = (config: BacktestInput) => v.backtest(bars, { strategy: "ewmac", ...config }).provenance.configSha256;
    expect(await configSha256()).toBe(hash(held));
    // without a limit the other two say nothing, and are not hashed
    await at("maxParticipation").fill("0");
    for (const name of ["unfilled", "protectiveExits"]) expect(await at(name).isVisible()).toBe(false);
    expect(await part.locator("summary").textContent()).not.toContain("changed");
    expect(await configSha256()).toBe(hash({}));
  });

  it("charges a file of funding rates, of one symbol, until it is removed", async () => {
    await open();
    const bars = v.sample({ seed: 1, bars: 3_000 });
    const rates = (symbols: readonly string[]) =>
      [...bars.timestamp].flatMap((stamp, i) =>
        i % 2 === 0 ? symbols.map((symbol, k) => `${stamp},${symbol},${0.0002 * (k + 1)}`) : [],
      );
    const csv = (lines: readonly string[]) => `timestamp,symbol,funding_rate\n${lines.join("\n")}\n`;
    const choose = (name: string, content: string) =>
      at("funding-input").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
    const status = () => at("funding-status").textContent();
    const two = csv(rates(["AAA", "BBB"]));
    // before there are bars it is read, and held against them when they come
    await choose("two.csv", two);
    await expect.poll(status).toContain("two.csv: there are rates of AAA, BBB");
    await at("fundingSymbol").fill("CCC");
    await at("fundingSymbol").blur();
    await expect.poll(status).toContain("there are no rates of CCC; the file has AAA, BBB");
    await at("fundingSymbol").fill("BBB");
    await at("fundingSymbol").blur();
    await expect.poll(status).toBe("1,500 rates.");
    await takeSample();
    await expect.poll(status).toBe("1,500 rates; 1,500 of 3,000 bars have one.");
    await run();
    const series = await readFunding(new TextEncoder().encode(two), { symbol: "BBB" });
    const config = { strategy: "ewmac" };
    const direct = v.backtest(withFunding(bars, series), config);
    await at("tab-reproduce").click();
    expect(await at("fingerprint").textContent()).toBe(direct.fingerprint);
    await at("tab-trades").click();
    expect(await at("trades").locator("th").allTextContents()).toContain("Funding");
    await at("tab-metrics").click();
    expect(await at("costs").textContent()).toContain("Funding and borrow");
    // a worker that has died is given the rates again
    await at("tab-reproduce").click();
    await page.workers()[0]?.evaluate("self.close()");
    await page.waitForTimeout(200);
    expect(await saved("result.json")).toBe(`${JSON.stringify(direct, null, 2)}\n`);
    // what is wrong stands beside the file, and nothing runs with it
    await page.getByRole("button", { name: "Remove" }).click();
    expect(await at("stale").isVisible()).toBe(true);
    for (const [content, says] of [
      ["timestamp,price\n1,2\n", /^bad\.csv:1: no column of funding rates/],
      [`timestamp,funding_rate\n${bars.timestamp[0]},abc\n`, /^bad\.csv:2: the rate is "abc"/],
      ["timestamp,funding_rate\n1000000000000,0.1\n", /^bad\.csv: no rate falls into the bars/],
    ] as const) {
      await choose("bad.csv", content);
      await expect.poll(status).toMatch(says);
      await at("run").click();
      expect(await at("stale").isVisible()).toBe(true);
      await at("funding-remove").click();
    }
    await at("run").click();
    await expect.poll(() => at("fingerprint").textContent()).toBe(v.backtest(bars, config).fingerprint);
    await at("tab-trades").click();
    expect(await at("trades").locator("th").allTextContents()).not.toContain("Funding");
    expect(await at("messages").textContent()).toBe("");
  });

  it("takes a file dropped on the funding as such", async () => {
    await open();
    await takeSample(100);
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["timestamp,funding_rate\n1609459200000,0.1\n"], "rates.csv"));
      const place = document.querySelector('[data-drop="funding"] strong') as Element;
      place.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await expect.poll(() => at("funding-status").textContent()).toBe("1 rate; 1 of 100 bars have one.");
    expect(await at("data-symbol").textContent()).toBe("SAMPLE 4h");
  });

  describe("finer bars", () => {
    const choose = (name: string, content: string | Uint8Array) =>
      at("finer-input").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
    const status = () => at("finer-status").textContent();
    const narrow: BacktestInput = {
      strategy: { name: "ewmac", params: { fast: 2, slow: 4 } },
      stops: [{ name: "percentage", params: { stop: 0.01, target: 0.01 } }],
      intrabar: "lower-timeframe",
    };
    async function chooseNarrow(): Promise<void> {
      await page.getByTestId("strategy.params.fast").fill("2");
      await page.getByTestId("strategy.params.slow").fill("4");
      await at("stop-percentage").check();
      for (const name of ["stop", "target"]) await at(`stop.percentage.params.${name}`).fill("0.01");
    }

    it("are asked for, checked beside their field, and removed", async () => {
      await open();
      const fine = v.sample({ bars: 1_200, timeframe: "1h", seed: 7 });
      const coarse = coarser(fine, 4, "4h");
      expect(await at("finer-input").isVisible()).toBe(false);
      await at("intrabar").selectOption("lower-timeframe");
      // before there are bars it is read, and held against them when they come
      await choose("FINE_1h.csv", csvOf(fine));
      await expect.poll(status).toContain("1,200 bars of 1h, 2021-01-01 to 2021-02-19.");
      await drop("COARSE_4h.csv", csvOf(coarse));
      await expect.poll(status).toContain("They make up 300 of 300 bars.");
      expect(await status()).toContain("Timeframe: 1h, the most frequent step between bars");
      await at("finer-remove").click();
      await at("run").click();
      await expect.poll(status).toBe("Choose a file of finer bars, or another rule for what came first inside a bar.");
      expect(await at("finer-input").evaluate((element) => element === document.activeElement)).toBe(true);
      for (const [name, content, says] of [
        ["COARSE_4h.csv", csvOf(coarse), /^Bars of 4h are not made up of bars of 4h \(give a shorter timeframe that/],
        ["DAYS_1d.csv", csvOf(v.sample({ bars: 50, timeframe: "1d" })), /^Bars of 4h are not made up of bars of 1d/],
        [
          "LATE_1h.csv",
          csvOf(v.sample({ bars: 50, timeframe: "1h", start: Date.UTC(2030, 0, 1) })),
          /^No bar has all of its/,
        ],
        [
          "bad.csv",
          "timestamp,open,high,low,close,volume\n1609459200000,1,2,0.5,abc,1\n",
          /^bad\.csv:2: close is "abc"/,
        ],
        ["empty.csv", "", /^empty\.csv: .*empty/i],
      ] as const) {
        await choose(name, content);
        await expect.poll(status).toMatch(says);
        await at("run").click();
        expect(await at("key-numbers").count()).toBe(0);
        await at("finer-remove").click();
        expect(await status()).toBe("");
      }
      // another rule has no need of them
      await choose("COARSE_4h.csv", csvOf(coarse));
      await at("intrabar").selectOption("ohlc");
      expect(await at("finer-status").isVisible()).toBe(false);
      await run();
      expect(await at("messages").textContent()).toBe("");
    });

    it("settle what came first, as on the command line, and stay with other bars that they fit", async () => {
      await open();
      const fine = v.sample({ bars: 12_000, timeframe: "1h", seed: 7 });
      const coarse = coarser(fine, 4, "4h");
      writeFileSync(join(folder, "COARSE_4h.csv"), csvOf(coarse));
      writeFileSync(join(folder, "FINE_1h.csv.gz"), gzipSync(csvOf(fine)));
      await at("file-input").setInputFiles(join(folder, "COARSE_4h.csv"));
      await at("legend").locator("strong").waitFor();
      await chooseNarrow();
      await at("intrabar").selectOption("lower-timeframe");
      await at("finer-input").setInputFiles(join(folder, "FINE_1h.csv.gz"));
      await expect.poll(status).toContain("They make up 3,000 of 3,000 bars.");
      expect(await at("finer-name").textContent()).toBe("FINE_1h.csv.gz");
      await run();
      const { bars: file } = await readBars(new TextEncoder().encode(csvOf(coarse)), { file: "COARSE_4h.csv" });
      const direct = v.backtest(file, narrow, { finer: fine });
      const replay = direct.replay as NonNullable<typeof direct.replay>;
      expect(replay.ambiguousFiner).toBeGreaterThan(0);
      expect((await at("evidence").textContent())?.toLowerCase()).toContain(replayText(replay));
      await at("ask-bounds").click();
      await page.waitForFunction(() => document.querySelector('[data-testid="bounds"]')?.textContent !== "");
      const { low, high } = v.ambiguityBounds(coarse, narrow, { finer: fine });
      for (const part of [money(low), money(high)]) expect(await at("bounds").textContent()).toContain(part);
      await at("tab-reproduce").click();
      expect(await at("fingerprint").textContent()).toBe(direct.fingerprint);
      expect(JSON.parse(await saved("result.json")).replay).toEqual(replay);
      // the command that the page gives
      const command = (await at("command").textContent()) as string;
      expect(command).toContain("--intrabar lower-timeframe");
      expect(command).toContain("--finer FINE_1h.csv.gz");
      const [, , ...words] = command.split(" ");
      const cli = resolve(import.meta.dirname, "../../dist/cli.js");
      const printed = execFileSync(process.execPath, [cli, ...words, "--json"], {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      expect(JSON.parse(printed).fingerprint).toBe(direct.fingerprint);
      // a worker that has died is given them again
      await page.workers()[0]?.evaluate("self.close()");
      await page.waitForTimeout(200);
      expect(await saved("result.json")).toBe(`${JSON.stringify(direct, null, 2)}\n`);
      // a span of the bars, also one that they have nothing of
      await at("to").fill("2021-06-30");
      await at("run").click();
      const span = { to: "2021-06-30" };
      const cut = v.backtest(cutBars(coarse, span), narrow, { finer: fine });
      await expect.poll(() => at("fingerprint").textContent()).toBe(cut.fingerprint);
      await at("to").fill("");
      // other bars, of which they make up a part
      const longer = v.sample({ bars: 16_000, timeframe: "1h", seed: 7 });
      await drop("LONGER_4h.csv", csvOf(coarser(longer, 4, "4h")));
      await expect.poll(status).toContain("They make up 3,000 of 4,000 bars.");
      await at("from").fill("2022-09-01");
      await at("run").click();
      await expect.poll(status).toContain("No bar has all of its finer bars: these are of 2021-01-01T00:00:00Z");
      await at("from").fill("");
      await run();
      expect(await status()).not.toContain("No bar");
      expect(await at("evidence").textContent()).toContain("without complete finer bars");
      // other prices, and other bars that they do not fit
      await drop("OTHER_4h.csv", csvOf(v.sample({ bars: 3_000, seed: 8 })));
      await expect.poll(status).toContain("They make up 0 of 3,000 bars. Of 3,000 more the prices differ");
      await drop("HOURS_1h.csv", csvOf(v.sample({ bars: 3_000, timeframe: "1h" })));
      await expect.poll(status).toContain("Bars of 1h are not made up of bars of 1h");
      await at("run").click();
      expect(await at("key-numbers").count()).toBe(0);
      await at("intrabar").selectOption("pessimistic");
      await run();
      expect(await at("messages").textContent()).toBe("");
    });

    it("are what is dropped on their place", async () => {
      await open();
      await takeSample(100);
      await at("intrabar").selectOption("lower-timeframe");
      const candles = JSON.stringify(
        Array.from({ length: 400 }, (_, k) => [1_609_459_200_000 + k * 3_600_000, 10, 11, 9, 10, 5]),
      );
      await page.evaluate((text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], "candles.json"));
        const place = document.querySelector('[data-drop="finer"] strong') as Element;
        place.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      }, candles);
      await expect.poll(status).toContain("They make up 0 of 100 bars. Of 100 more the prices differ");
      expect(await at("data-symbol").textContent()).toBe("SAMPLE 4h");
    });

    it("may be a million, and the page never freezes", async () => {
      const fine = sampleOf(v, 1_000_000);
      const path = join(folder, "FINE_1m.csv");
      writeFileSync(path, csvOf(fine));
      await open();
      await drop("COARSE_4h.csv", csvOf(coarser(fine, 240, "4h")));
      await at("legend").locator("strong").waitFor();
      await at("intrabar").selectOption("lower-timeframe");
      await page.evaluate(() => {
        const tasks: number[] = [];
        Object.assign(window, { longTasks: tasks });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) tasks.push(entry.duration);
        }).observe({ type: "longtask" });
      });
      const started = Date.now();
      await at("finer-input").setInputFiles(path);
      await at("progress").waitFor();
      await expect.poll(status, { timeout: 15_000 }).toContain("They make up 4,166 of 4,166 bars.");
      const read = Date.now() - started;
      await run();
      const tasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
      const longest = Math.max(0, ...tasks);
      console.log(`1,000,000 finer bars: ${read} ms until they are read, longest task ${longest} ms`);
      expect(read).toBeLessThan(8_000);
      expect(longest).toBeLessThan(500);
    });
  });

  it("draws what bars were tested with, names ambiguous bars and exits, and leaves it out when asked to", async () => {
    await open();
    await takeSample();
    const bars = v.sample({ seed: 1, bars: 3_000 });
    expect(await at("levels").isVisible()).toBe(false);
    await run();
    // without a stop there is nothing to draw
    expect(await at("levels").isVisible()).toBe(false);
    await at("stop-percentage").check();
    await page.getByTestId("stop.percentage.params.stop").fill("0.01");
    await page.getByTestId("stop.percentage.params.target").fill("0.02");
    await at("stop-chandelier").check();
    await run();
    await expect.poll(() => at("levels").isVisible()).toBe(true);
    const config = {
      strategy: "ewmac",
      stops: [{ name: "percentage", params: { stop: 0.01, target: 0.02 } }, "chandelier"],
    };
    const direct = v.backtest(bars, config);
    const trace = direct.trace();
    const note = async () => (await at("chart-note").textContent()) ?? "";
    const legend = async () => (await at("legend").textContent()) ?? "";
    await expect.poll(note).toContain("Zoom in to see stops and targets.");
    expect(await legend()).not.toContain("Stop");
    // a trade that was held over some bars and hit its level
    const { trades } = direct;
    const held = (k: number) => (trades.exitBar[k] as number) - (trades.entryBar[k] as number);
    const k = Array.from({ length: trades.length }, (_, i) => i).find(
      (i) => held(i) >= 3 && direct.trade(i).exitReason === "target",
    ) as number;
    await at("tab-trades").click();
    const row = page.locator(`tr[data-trade="${k}"]`);
    for (let turn = 0; turn < 60 && (await row.count()) === 0; turn++) {
      await page.locator(".scroller").evaluate((element) => element.scrollBy(0, 300));
      await page.waitForTimeout(20);
    }
    await row.click();
    await expect.poll(note).toContain("Dashes: stop and target that a bar was tested with.");
    // the bars one after the other until the exit is under the pointer
    const box = await at("chart").boundingBox();
    const exit = trades.exitBar[k] as number;
    const time = new Date(bars.timestamp[exit] as number).toISOString().slice(0, 16).replace("T", " ");
    for (let x = 40; x < (box?.width ?? 0) - 80 && !(await legend()).includes(time); x += 4) {
      await page.mouse.move((box?.x ?? 0) + x, (box?.y ?? 0) + 40);
    }
    expect(await legend()).toContain(time);
    const fixed = (value: number) =>
      value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    expect(await legend()).toContain(`Stop${fixed(trace.stop[exit - 1] as number)}`);
    expect(await legend()).toContain(`Target${fixed(trace.target[exit - 1] as number)}`);
    expect(await legend()).toContain(`Exittarget +${fixed(trades.pnl[k] as number)}`);
    await at("levels").click();
    await expect.poll(note).not.toContain("Dashes");
    await expect.poll(legend).not.toContain("Stop");
    await at("levels").click();
    await expect.poll(note).toContain("Dashes");
    // an ambiguous bar: the trade that ended on it
    expect(direct.ambiguousBars).toBeGreaterThan(0);
    const guess = trace.ambiguous.indexOf(1);
    const ended = trades.exitBar.indexOf(guess);
    await page.locator(".scroller").evaluate((element) => element.scrollTo(0, 0));
    const other = page.locator(`tr[data-trade="${ended}"]`);
    for (let turn = 0; turn < 60 && (await other.count()) === 0; turn++) {
      await page.locator(".scroller").evaluate((element) => element.scrollBy(0, 300));
      await page.waitForTimeout(20);
    }
    await other.click();
    await expect.poll(note).toMatch(/\? \d+ ambiguous bars?\./);
  });

  it("shows the values of the lines that the module has", async () => {
    await open();
    await takeSample();
    await at("strategy").selectOption("rsi-reversal");
    await run();
    // the last bar in view, when every candle is one
    for (let turn = 0; turn < 6; turn++) {
      await page.getByRole("button", { name: "Zoom in" }).click();
      await page.waitForTimeout(200);
    }
    await expect.poll(() => at("chart-note").textContent()).not.toContain("One candle");
    const bars = v.sample({ seed: 1, bars: 3_000 });
    const [rsi] = v.backtest(bars, { strategy: "rsi-reversal" }).plots();
    const stamp = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.exec((await at("legend").textContent()) ?? "")?.[0] as string;
    const bar = bars.timestamp.indexOf(Date.parse(`${stamp.replace(" ", "T")}Z`));
    expect(bar).toBeGreaterThan(0);
    expect(await at("legend").textContent()).toContain(`RSI${rsi?.values[bar]?.toFixed(3)}`);
  });

  it("goes on when its worker has died", async () => {
    await open();
    await takeSample();
    await run();
    await at("tab-reproduce").click();
    const before = await at("fingerprint").textContent();
    await page.workers()[0]?.evaluate("self.close()");
    await page.waitForTimeout(200);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await expect.poll(() => page.workers().length).toBe(1);
    await at("run").click();
    await expect.poll(() => at("busy").isVisible()).toBe(false);
    expect(await at("fingerprint").textContent()).toBe(before);
    expect(await at("message").count()).toBe(0);
  });

  it("shows a million bars within seconds, and never freezes", async () => {
    const path = join(folder, "MILLION_1m.csv");
    writeFileSync(path, csvOf(sampleOf(v, 1_000_000)));
    await open();
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(window, { longTasks: tasks });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      }).observe({ type: "longtask", buffered: true });
    });
    const started = Date.now();
    await at("file-input").setInputFiles(path);
    await at("legend").locator("strong").waitFor();
    const toChart = Date.now() - started;
    await at("stop-chandelier").check();
    const asked = Date.now();
    await run();
    const toResult = Date.now() - asked;
    const box = await at("chart").boundingBox();
    await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 100);
    const notes = new Set<string>();
    const near = () => [...notes].some((note) => note.includes("▲ long"));
    for (let turn = 0; turn < 120 && !near(); turn++) {
      await page.mouse.wheel(0, -240);
      await page.waitForTimeout(60);
      notes.add((await at("chart-note").textContent()) ?? "");
    }
    expect(near()).toBe(true);
    // the run is gone through again for its levels, in the worker
    for (let turn = 0; turn < 60 && ![...notes].some((note) => note.includes("Dashes")); turn++) {
      await page.mouse.wheel(0, -240);
      await page.waitForTimeout(60);
      notes.add((await at("chart-note").textContent()) ?? "");
    }
    await expect.poll(() => at("chart-note").textContent()).toContain("Dashes");
    const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks));
    console.log(`1,000,000 bars: ${toChart} ms to the chart, ${toResult} ms to the result, longest task ${longest} ms`);
    expect(await at("data-status").textContent()).toContain("1,000,000 bars");
    expect(toChart).toBeLessThan(8_000);
    expect(toResult).toBeLessThan(8_000);
    expect(longest).toBeLessThan(1_000);
    // finer candles came step by step
    expect(notes.size).toBeGreaterThan(3);
  });

  it("goes where several clicks in a row lead, however long the candles take to come", async () => {
    await open();
    await takeSample();
    await run();
    const click = (name: string, times: number) =>
      page.evaluate(
        ([label, count]) => {
          const button = document.querySelector<HTMLElement>(`button[aria-label="${label}"]`);
          for (let turn = 0; turn < Number(count); turn++) button?.click();
        },
        [name, String(times)],
      );
    const settled = async () => {
      await page.waitForTimeout(600);
      return `${await at("legend").textContent()} ${await at("chart-note").textContent()}`;
    };
    await click("Zoom in", 1);
    await settled();
    await click("Zoom in", 1);
    await settled();
    await click("Zoom in", 1);
    const slowly = await settled();
    expect(slowly).toContain("in view");
    await click("Show the whole series", 1);
    expect(await settled()).not.toBe(slowly);
    await click("Zoom in", 3);
    expect(await settled()).toBe(slowly);
  });

  it.each([
    ["a phone", { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }],
    ["a small tablet in the dark", { viewport: { width: 800, height: 1_000 }, colorScheme: "dark" as const }],
  ])("fits %s", async (_, options) => {
    await open(options);
    await takeSample();
    await at("intrabar").selectOption("lower-timeframe");
    const finer = { name: "finer-bars-with-a-rather-long-name-BTCUSDT-PERP_1h.csv", mimeType: "text/csv" };
    await at("finer-input").setInputFiles({
      ...finer,
      buffer: Buffer.from(csvOf(v.sample({ bars: 200, timeframe: "1h" }))),
    });
    await expect.poll(() => at("finer-status").textContent()).toContain("200 bars of 1h");
    const rates = { name: "rates-with-a-rather-long-name-BTCUSDT-PERP.csv", mimeType: "text/csv" };
    const buffer = Buffer.from("timestamp,funding_rate\n1609459200000,0.001\n");
    await at("funding-input").setInputFiles({ ...rates, buffer });
    for (const part of ["further-costs", "margin", "steps", "participation", "further"])
      await at(part).locator("summary").click();
    await at("stop-chandelier").check();
    await at("stop-triple-barrier").check();
    await run();
    for (let turn = 0; turn < 6; turn++) await page.getByRole("button", { name: "Zoom in" }).click();
    await expect.poll(() => at("chart-note").textContent()).toContain("in view");
    for (const tab of ["metrics", "trades", "reproduce"]) {
      await at(`tab-${tab}`).click();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
  });
});

const sampleOf = (v: Varanus, bars: number): Bars =>
  v.sample({ bars, timeframe: bars > 100_000 ? "1m" : "4h", seed: 7, price: 100 });

function csvOf({ timestamp, open, high, low, close, volume, length }: Bars): string {
  const lines = ["timestamp,open,high,low,close,volume"];
  for (let i = 0; i < length; i++) {
    lines.push(`${timestamp[i]},${open[i]},${high[i]},${low[i]},${close[i]},${volume[i]}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Bars of `timeframe`, each made up of `count` of these. */
function coarser(bars: Bars, count: number, timeframe: Timeframe): Bars {
  const length = Math.floor(bars.length / count);
  const column = (of: (first: number) => number) => Float64Array.from({ length }, (_, i) => of(i * count));
  const those = (values: Float64Array, first: number) => values.subarray(first, first + count);
  return createBars({
    symbol: bars.symbol,
    timeframe,
    timestamp: column((k) => bars.timestamp[k] as number),
    open: column((k) => bars.open[k] as number),
    high: column((k) => Math.max(...those(bars.high, k))),
    low: column((k) => Math.min(...those(bars.low, k))),
    close: column((k) => bars.close[k + count - 1] as number),
    volume: column((k) => those(bars.volume, k).reduce((sum, value) => sum + value, 0)),
  });
}
