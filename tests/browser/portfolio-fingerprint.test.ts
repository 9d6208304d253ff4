import { beforeAll, expect, it } from "vitest";
import { canonicalColumns, sha256 } from "../../src/contracts/canonical.js";
import { type BacktestInput, load, type PortfolioResult, type SweepValues, type Varanus } from "../../src/index.js";
import { bundleScript, describeBrowser } from "../support/chromium.js";
import { PORTFOLIO_CASES } from "../support/portfolio-cases.js";

// The same portfolios and sweeps in Node and on the workers of a browser, to the bit.

interface Found {
  fingerprint: string;
  columns: string;
  metrics: string;
}

const BARS = { seed: 8, bars: 3_000 };
const SWEEP: { config: BacktestInput; params: SweepValues } = {
  config: { strategy: "ewmac", stops: ["percentage"], sizer: "atr-risk", leverage: 2, intrabar: "ohlc" },
  params: { fast: [5, 8, 13], slow: [21, 34, 55, 89], "stops.percentage.stop": [0.01, 0.03] },
};

const SCRIPT = `
import { canonicalColumns, sha256 } from "../../src/contracts/canonical.js";
import { load } from "../../src/index.js";
import { createPool, portfolioOnPool, spawnWebWorker, sweepOnPool } from "../../src/runtime/browser/index.js";
import { PORTFOLIO_CASES } from "./portfolio-cases.js";

const v = await load();
const columns = (set) => Object.values(set).filter((value) => value instanceof Float64Array);
const hash = (...sets) => sets.map((set) => sha256(canonicalColumns(columns(set)))).join();
const withPool = async (workers, work) => {
  const pool = createPool({ spawn: spawnWebWorker(new URL("./worker.js", location.href)), size: workers });
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
};
window.runPortfolio = (index, workers) =>
  withPool(workers, async (pool) => {
    const { config, sources } = PORTFOLIO_CASES[index];
    const { head, account, fills, sleeves } = await portfolioOnPool(pool, config, sources(v));
    const ofSleeves = sleeves.flatMap(({ trades, equity, slice }) => [trades, [equity, slice]]);
    return {
      fingerprint: head.fingerprint,
      columns: hash(account, fills, ...ofSleeves),
      metrics: JSON.stringify([head.metrics, sleeves.map(({ metrics }) => metrics)]),
    };
  });
window.runSweep = (config, params, workers) =>
  withPool(workers, async (pool) => {
    const { fingerprint, columns, skipped } = await sweepOnPool(pool, v.sample(${JSON.stringify(BARS)}), config, params);
    return { fingerprint, columns: hash(columns), metrics: JSON.stringify(skipped) };
  });
`;

const hash = (...sets: object[]) =>
  sets.map((set) => sha256(canonicalColumns(Object.values(set).filter((x) => x instanceof Float64Array)))).join();

function foundOf({ fingerprint, metrics, account, fills, sleeves }: PortfolioResult): Found {
  const ofSleeves = sleeves.flatMap(({ result: { trades, equity }, slice }) => [trades, [equity, slice]]);
  return {
    fingerprint,
    columns: hash(account, fills, ...ofSleeves),
    metrics: JSON.stringify([metrics, sleeves.map(({ result }) => result.metrics)]),
  };
}

describeBrowser(
  "portfolios and sweeps in Node and on a browser's workers",
  (site) => {
    let v: Varanus;
    let found: (name: "runPortfolio" | "runSweep", args: readonly unknown[]) => Promise<Found>;
    beforeAll(async () => {
      v = await load();
      const { page } = await site.open();
      await page.goto(`${site.url}portfolio.html`);
      await page.waitForFunction("window.runSweep");
      found = (name, args) =>
        page.evaluate(
          ([which, given]) => (window as unknown as Record<string, (...all: unknown[]) => Found>)[which]?.(...given),
          [name, args] as [string, unknown[]],
        ) as Promise<Found>;
    });

    it.each(PORTFOLIO_CASES.map(({ name }, k) => [name, k] as const))("agree on %s", async (_, k) => {
      const { config, sources } = PORTFOLIO_CASES[k] as (typeof PORTFOLIO_CASES)[number];
      const here = foundOf(v.portfolio(config, sources(v)));
      for (const workers of [1, 2]) expect(await found("runPortfolio", [k, workers])).toEqual(here);
    });

    it("agree on a sweep", async () => {
      const { config, params } = SWEEP;
      const { fingerprint, columns, skipped } = v.sweep(v.sample(BARS), config, { params });
      const here = { fingerprint, columns: hash(columns), metrics: JSON.stringify(skipped) };
      for (const workers of [1, 3]) expect(await found("runSweep", [config, params, workers])).toEqual(here);
    });
  },
  async () => ({
    "/portfolio.html":
      '<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module" src="portfolio.js"></script>',
    "/portfolio.js": await bundleScript(SCRIPT),
  }),
);
