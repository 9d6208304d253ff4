import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterEach, beforeAll, expect, it } from "vitest";
import { INDICATORS, load, recordedInputs, type Varanus } from "../../src/index.js";
import { fixed, plain, priceDigits } from "../../src/report/format.js";
import { describeBrowser } from "../support/chromium.js";

const SAMPLE = { seed: 1, bars: 3_000, timeframe: "4h" } as const;

describeBrowser("indicators on the page", (site) => {
  let v: Varanus;
  let page: Page;
  let problems: string[];
  const at = (testid: string): Locator => page.getByTestId(testid);
  const text = async (testid: string) => (await at(testid).textContent()) ?? "";

  beforeAll(async () => {
    v = await load();
  });
  afterEach(async () => {
    expect(problems).toEqual([]);
    await page.context().close();
  });

  async function open(options?: BrowserContextOptions, bars: number = SAMPLE.bars): Promise<void> {
    ({ page, problems } = await site.open(options));
    await page.goto(site.url);
    await at("welcome").waitFor();
    await at("sample.bars").fill(String(bars));
    if (bars > 100_000) await at("sample.timeframe").selectOption("1m");
    await at("sample").click();
    await at("legend").locator("strong").waitFor();
    await at("indicators").click();
  }

  async function add(name: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    await at("indicator").selectOption(name);
    for (const [field, value] of Object.entries(fields)) {
      const input = at(`indicator.${field}`);
      if ((await input.evaluate((element) => element.tagName)) === "SELECT") await input.selectOption(value);
      else await input.fill(value);
    }
    await at("indicator-add").click();
  }

  /** Moves to a view with one bar a candle and to a candle in it; the index of its bar. */
  async function pointAtBar(): Promise<number> {
    for (let k = 0; k < 4; k++) {
      await page.getByRole("button", { name: "Zoom in" }).click();
      await page.waitForTimeout(200);
    }
    const box = await at("chart").boundingBox();
    if (!box) throw new Error("the chart has no place on the page");
    await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
    const last = async () => (await at("legend").locator(".when").textContent()) ?? "";
    const bars = v.sample(SAMPLE);
    await expect.poll(async () => barAt(bars.timestamp, await last())).toBeGreaterThan(0);
    return barAt(bars.timestamp, await last());
  }

  function barAt(timestamps: Float64Array, shown: string): number {
    return timestamps.indexOf(Date.parse(`${shown.replace(" ", "T")}Z`));
  }

  /** Height of the chart. */
  const height = async () => (await at("chart").boundingBox())?.height ?? 0;

  it("offers every indicator of bars, and none of books and single trades", async () => {
    await open();
    const offered = await at("indicator").evaluate((select) =>
      [...(select as HTMLSelectElement).options].map(({ value }) => value),
    );
    const ofBars = INDICATORS.filter((indicator) => recordedInputs(indicator).length === 0);
    expect(offered).toEqual(ofBars.map(({ name }) => name));
    expect(offered.length).toBeLessThan(INDICATORS.length);
  });

  it("shows one on and one under the price with the values that the library gives, without a result and with one", async () => {
    await open();
    const before = await height();
    await add("bollinger", { "params.period": "40", "params.width": "1.5", series: "high" });
    await expect.poll(() => text("indicator-legend")).toContain("upper");
    expect(await height()).toBeCloseTo(before, 0);
    await add("rsi", { "params.period": "9" });
    await expect.poll(() => text("indicator-legend")).toContain("RSI 9");
    expect(await height()).toBeGreaterThan(before + 80);
    expect(await text("indicators")).toBe("Indicators (2)");
    expect(await text("shown-bollinger")).toContain("on the price");
    expect(await text("shown-rsi")).toContain("under it");
    const bars = v.sample(SAMPLE);
    const bands = v.indicator("bollinger", bars, { period: 40, width: 1.5 }, "high");
    const rsi = v.indicator("rsi", bars, { period: 9 })["rsi"];
    const digits = priceDigits(bars.close.at(-1) as number);
    const says = async () => {
      const bar = await pointAtBar();
      const values = Object.entries(bands).map(([name, column]) => `${name}${fixed(column[bar] as number, digits)}`);
      expect(await text("legend-bollinger")).toBe(`Bollinger 40, 1.5 of high${values.join("")}`);
      expect(await text("legend-rsi")).toBe(`RSI 9${plain(rsi?.[bar] as number)}`);
    };
    await says();
    await at("run").click();
    await at("key-numbers").waitFor();
    await says();
    await at("shown-rsi").getByText("Command").click();
    expect(await text("command-rsi")).toMatch(
      /^npx varanus indicator rsi --data sample --sample-bars 3000 --timeframe 4h .*--param period=9 --seed 1$/,
    );
    await at("shown-bollinger").getByText("Command").click();
    expect(await text("command-bollinger")).toContain("--param period=40 --param width=1.5 --series high");
  });

  it("keeps them with other bars, changes and removes them", async () => {
    await open();
    await add("sma", { "params.period": "300" });
    await add("volume-profile");
    await add("supertrend");
    await add("correlation");
    await expect.poll(() => text("indicator-legend")).toMatch(/SMA 300[\d,.]+.*Correlation \d+ against volume[−\d.]+/);
    await at("run").click();
    await at("key-numbers").waitFor();
    await at("shown-sma").getByRole("button", { name: "Edit" }).click();
    expect(await at("indicator.params.period").inputValue()).toBe("300");
    await at("indicator.params.period").fill("20");
    expect(await text("indicator-add")).toBe("Change");
    await at("indicator-add").click();
    await expect.poll(() => text("indicator-legend")).toMatch(/SMA 20[\d,.]+/);
    expect(await text("indicator-add")).toBe("Add");
    for (const name of ["volume-profile", "supertrend", "correlation"]) {
      await at(`shown-${name}`).getByRole("button", { name: "Remove" }).click();
    }
    await expect.poll(() => text("indicator-legend")).toMatch(/^SMA 20[\d,.]+$/);
    // its warm-up counts from the first bar of what is run on
    await page.locator("summary", { hasText: "Other bars" }).click();
    await at("sample.bars").fill("12");
    await at("sample").click();
    await expect.poll(() => text("shown-sma")).toContain("It has its first value after 19 bars, and there are 12.");
    await page.locator("summary", { hasText: "Other bars" }).click();
    await at("sample.bars").fill("500");
    await at("sample").click();
    await expect.poll(() => text("shown-sma")).not.toContain("first value");
    const short = v.sample({ ...SAMPLE, bars: 500 });
    const end = v.indicator("sma", short, { period: 20 })["sma"]?.at(-1) as number;
    const expected = `SMA 20${fixed(end, priceDigits(short.close.at(-1) as number))}`;
    await page.mouse.move(0, 0);
    await expect.poll(() => text("indicator-legend")).toBe(expected);
    await at("shown-sma").getByRole("button", { name: "Remove" }).click();
    await expect.poll(() => at("indicator-legend").isVisible()).toBe(false);
    expect(await text("indicators")).toBe("Indicators");
  });

  it("refuses a wrong parameter beside its field", async () => {
    await open();
    await add("macd", { "params.fast": "0" });
    expect(await text("indicator.params.fast-message")).toMatch(/^It has to be /);
    expect(await at("shown-indicators").isVisible()).toBe(false);
    await at("indicator.params.fast").fill("5");
    await at("indicator-add").click();
    await expect.poll(() => text("legend-macd")).toMatch(/^MACD 5, .*MACD[−\d,.]+signal[−\d,.]+histogram[−\d,.]+$/);
  });

  it("goes where it belongs: what has the price's units on it, averages of volumes under it", async () => {
    await open();
    const place = () => at("indicator.place").inputValue();
    const expected = {
      sma: "on the price",
      rsi: "under it",
      vwap: "on the price",
      "pivot-points": "on the price",
      atr: "under it",
    };
    for (const [name, where] of Object.entries(expected)) {
      await at("indicator").selectOption(name);
      expect(await place()).toBe(where);
    }
    await at("indicator").selectOption("ema");
    await at("indicator.series").selectOption("volume");
    expect(await place()).toBe("under it");
    await at("indicator.series").selectOption("high");
    expect(await place()).toBe("on the price");
  });

  it("leaves the page responsive with a million bars", async () => {
    await open({}, 1_000_000);
    await page.evaluate(() => {
      const watch = { longest: 0, last: performance.now() };
      Object.assign(window, { watch });
      setInterval(() => {
        const now = performance.now();
        watch.longest = Math.max(watch.longest, now - watch.last);
        watch.last = now;
      }, 10);
    });
    for (const name of ["bollinger", "stochastic", "pivot-points"]) await add(name);
    await expect.poll(() => text("legend-pivot-points"), { timeout: 30_000 }).toMatch(/r3[\d,.]+/);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForTimeout(500);
    const longest = await page.evaluate(() => (window as unknown as { watch: { longest: number } }).watch.longest);
    expect(longest).toBeLessThan(400);
  });

  it("fits a phone", async () => {
    await open({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await add("keltner");
    await add("macd");
    await expect.poll(() => text("legend-macd")).toContain("histogram");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
  });
});
