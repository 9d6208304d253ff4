import { resolve } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  accountBenchmark,
  accountCsv,
  accountFillsCsv,
  load,
  type PortfolioInput,
  type PortfolioResult,
  portfolioHtml,
  STRATEGIES,
  sleeveTradesCsv,
  type Varanus,
} from "../../src/index.js";
import {
  createPool,
  EXPORT,
  FUNDING,
  PORTFOLIO,
  PORTFOLIO_EXPORT,
  type Pool,
  type PortfolioExportKind,
  type PortfolioOutput,
  portfolioOnPool,
  SAMPLE,
  spawnThread,
} from "../../src/runtime/node/index.js";
import { PORTFOLIO_CASES } from "../support/portfolio-cases.js";
import { errorOf } from "../support/series.js";

/** A portfolio on a worker: the bytes of a direct call, whatever the number of workers; a clean end when it is stopped. */

const WORKER = resolve(import.meta.dirname, "../../dist/worker.js");
let v: Varanus;
let pool: Pool;

beforeAll(async () => {
  v = await load();
});

const withWorkers = (size: number) => {
  pool = createPool({ spawn: spawnThread(WORKER), size });
  return pool;
};
afterEach(() => pool.close());

function expectSame(there: PortfolioOutput, here: PortfolioResult): void {
  expect(there.head.fingerprint).toBe(here.fingerprint);
  expect(there.account).toEqual(here.account);
  expect(there.fills).toEqual(here.fills);
  expect(there.benchmark).toEqual(accountBenchmark(here));
  expect(there.symbols).toEqual(here.symbols);
  expect(there.sleeves.map(({ trades, equity, slice }) => ({ trades, equity, slice }))).toEqual(
    here.sleeves.map(({ result: { trades, equity }, slice }) => ({ trades, equity, slice })),
  );
  const { sleeves, fills: _, ...head } = JSON.parse(JSON.stringify(here));
  expect(JSON.parse(JSON.stringify(there.head))).toEqual(head);
  for (const [k, { trades: __, ...sleeve }] of sleeves.entries()) {
    expect(JSON.parse(JSON.stringify(there.sleeves[k]))).toMatchObject(sleeve);
  }
}

describe("a portfolio on a pool", () => {
  it.each([1, 2, 3])("gives the bytes of a direct call with %i workers", async (size) => {
    withWorkers(size);
    // all at once, so that every worker has its share of them
    await Promise.all(
      PORTFOLIO_CASES.map(async ({ config, sources }) => {
        const heard: number[] = [];
        const given = sources(v);
        const there = await portfolioOnPool(pool, config, given, { onProgress: (share) => heard.push(share) });
        const here = v.portfolio(config, given);
        expectSame(there, here);
        expect(here.fills.length).toBeGreaterThan(50);
        expect([...heard].sort((a, b) => a - b)).toEqual(heard);
      }),
    );
  });

  it("nets, rebalances, pairs, halts and refuses in what is compared", () => {
    withWorkers(1);
    const [netted, pair, limited] = PORTFOLIO_CASES.map(({ config, sources }) => v.portfolio(config, sources(v)));
    const fills = netted?.sleeves.reduce((sum, { result }) => sum + result.fills.length, 0) ?? 0;
    expect(netted?.fills.length).toBeLessThan(fills);
    expect(netted?.rebalanced).toBeGreaterThan(0);
    expect(pair?.sleeves.map(({ index }) => index)).toEqual([0, 0, 1]);
    expect(limited?.halts).toBeGreaterThan(0);
    const refused = new Set(limited?.sleeves.flatMap(({ result }) => Object.keys(result.rejected)));
    expect([...refused]).toContain("halted");
  });

  it("ends when it is stopped, and the pool goes on", async () => {
    withWorkers(1);
    const stop = new AbortController();
    const bars = v.sample({ bars: 300_000, timeframe: "5m" });
    const config: PortfolioInput = {
      sleeves: Array.from({ length: 8 }, (_, k) => ({ name: `${k}`, weight: 0.1, strategy: "ewmac" })),
    };
    const running = portfolioOnPool(
      pool,
      config,
      config.sleeves.map(() => ({ bars })),
      { signal: stop.signal, onProgress: () => stop.abort() },
    );
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    const [few] = PORTFOLIO_CASES as [(typeof PORTFOLIO_CASES)[number]];
    expect((await portfolioOnPool(pool, few.config, few.sources(v))).head.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it("passes on what is wrong with the configuration, or with what a sleeve trades", async () => {
    withWorkers(1);
    const bars = v.sample({ bars: 300 });
    const run = (sleeves: PortfolioInput["sleeves"], source: object = { bars }) =>
      errorOf(() => portfolioOnPool(pool, { sleeves }, sleeves.map(() => source) as never));
    const sleeve = { weight: 0.6, strategy: "ewmac" };
    expect(
      await run([
        { ...sleeve, name: "a" },
        { ...sleeve, name: "b" },
      ]),
    ).toMatchObject({
      name: "VaranusError",
      path: "sleeves",
      message: expect.stringContaining("add up to 1.2"),
    });
    expect(await run([{ ...sleeve, strategy: { name: "ewmac", params: { fast: 0 } } }])).toMatchObject({
      path: expect.stringMatching(/^sleeves\.0\.strategy/),
    });
    expect(await run([sleeve], {})).toMatchObject({ path: "sleeves.0", message: "this sleeve has no bars" });
    expect(await run([sleeve], { bars, strategy: STRATEGIES[0] })).toMatchObject({
      path: "sleeves.0.strategy",
      message: expect.stringContaining("cannot be sent"),
    });
  });
});

describe("the task", () => {
  const config: PortfolioInput = {
    sleeves: [
      { name: "a", weight: 0.5, strategy: "ewmac" },
      { name: "b", weight: 0.3, strategy: "rsi-reversal" },
      { name: "c", weight: 0.2 },
    ],
  };

  it("runs on spans, funding and files of signals that the worker keeps, and writes what the command line writes", async () => {
    withWorkers(1);
    const span = { from: "2021-02-01", to: "2021-12-31" };
    const text = (content: string, name: string) => ({ name, content: new TextEncoder().encode(content) });
    await pool.run(SAMPLE, { keep: "x", seed: 1, bars: 3_000, timeframe: "4h", symbol: "XXX" });
    const rates = text("timestamp,rate\n1612137600000,0.001\n1620000000000,0.002\n", "rates.csv");
    await pool.run(FUNDING, { keep: "f", file: rates });
    const signalsFile = text("bar,longEntry,longExit\n10,1,\n200,,1\n", "signals.csv");
    const part = { data: "x", ...span };
    const sleeves = [part, { ...part, funding: "f" }, { ...part, signalsFile }];
    const there = await pool.run(PORTFOLIO, { config, sleeves, keep: "p" });
    expect(there.sleeves.map(({ data }) => [data.symbol, data.from.slice(0, 10)])).toEqual(
      Array(3).fill(["XXX", "2021-02-01"]),
    );
    expect(there.sleeves[1]?.trades.funding).not.toBeNull();
    expect(there.sleeves[0]?.data.sha256).not.toBe(there.sleeves[1]?.data.sha256);
    expect(there.sleeves[2]?.trades.length).toBe(1);
    const again = await pool.run(PORTFOLIO, { config, sleeves });
    expect(again).toEqual(there);
  });

  it("keeps a portfolio that becomes files as often as asked", async () => {
    withWorkers(1);
    const one: PortfolioInput = { sleeves: config.sleeves.slice(0, 2) };
    await pool.run(SAMPLE, { keep: "x", seed: 1, bars: 2_000, timeframe: "4h" });
    const there = await pool.run(PORTFOLIO, { config: one, sleeves: [{ data: "x" }, { data: "x" }], keep: "p" });
    const bars = v.sample({ seed: 1, bars: 2_000 });
    const here = v.portfolio(one, [{ bars }, { bars }]);
    expectSame(there, here);
    const written: Record<PortfolioExportKind, string> = {
      "report.html": await portfolioHtml(here),
      "result.json": `${JSON.stringify(here.toJSON({ equity: true }), null, 2)}\n`,
      "account.csv": accountCsv(here),
      "fills.csv": accountFillsCsv(here),
      "trades.csv": sleeveTradesCsv(here),
    };
    for (const [kind, content] of Object.entries(written)) {
      const { bytes } = await pool.run(PORTFOLIO_EXPORT, { result: "p", kind: kind as PortfolioExportKind });
      expect(new TextDecoder().decode(bytes)).toBe(content);
    }
    // each kind of result has its own task
    expect(await errorOf(() => pool.run(PORTFOLIO_EXPORT, { result: "q", kind: "fills.csv" }))).toMatchObject({
      code: "worker",
      path: "q",
    });
    expect(await errorOf(() => pool.run(EXPORT, { result: "p", kind: "trades.csv" }))).toMatchObject({
      code: "worker",
    });
  });
});
