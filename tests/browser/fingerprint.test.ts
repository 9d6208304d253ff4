import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { canonicalColumns, sha256 } from "../../src/contracts/canonical.js";
import {
  type BacktestInput,
  type Bars,
  load,
  type Result,
  readBars,
  readFunding,
  readSignals,
  SIZERS,
  SLIPPAGES,
  STOPS,
  type Varanus,
  withFunding,
} from "../../src/index.js";
import { BUSY_SOURCE, busy } from "../events/busy.js";
import { bundleScript, describeBrowser } from "../support/chromium.js";
import { sharedFolder } from "../support/shared.js";

// The same backtests here and in a browser's worker: same fingerprint, same fills, same trades, same equity, bit for bit.

interface Case {
  name: string;
  data: { sample: { seed: number; bars: number; timeframe: "1h" | "4h" | "5m" } } | { file: string };
  config: BacktestInput;
  /** A CSV of signals in place of a strategy. */
  signals?: string;
  /** A CSV of funding rates. */
  funding?: string;
}

interface Hashes {
  fingerprint: string;
  provenance: Result["provenance"];
  trades: number;
  fillsSha256: string;
  tradesSha256: string;
  equitySha256: string;
  metrics: string;
}

/** A strategy by its source, which every host has to hash alike, with orders of every kind. */
interface OrderCase {
  name: string;
  source: string;
  config: BacktestInput;
}

interface TestPage {
  runCase(given: Case): Promise<Hashes>;
  runOrders(given: OrderCase): Promise<Hashes>;
}

const CASES: readonly Case[] = [
  {
    name: "averages on the sample, long and short, percentage stop and target",
    data: { sample: { seed: 1, bars: 6_570, timeframe: "4h" } },
    config: { strategy: "ewmac", stops: [{ name: "percentage", params: { stop: 0.03, target: 0.06 } }] },
  },
  {
    name: "breakout on the sample, sized by risk, ATR and trailing stops, leverage",
    data: { sample: { seed: 2, bars: 20_000, timeframe: "1h" } },
    config: {
      strategy: { name: "donchian-breakout", params: { entry: 40, exit: 20 } },
      sizer: { name: "atr-risk", params: { risk: 0.02, multiple: 3 } },
      stops: ["atr", { name: "trailing-percent", params: { percent: 0.05 } }],
      leverage: 5,
      maintenanceMargin: 0.01,
      tickSize: 0.01,
      lotSize: 0.001,
    },
  },
  {
    name: "bands on the sample, fills at the close, reversing, path of the bar",
    data: { sample: { seed: 3, bars: 50_000, timeframe: "5m" } },
    config: {
      strategy: "bollinger-mean-reversion",
      fill: "close",
      reverse: true,
      intrabar: "ohlc",
      sizer: { name: "all-in", params: {} },
      stops: ["percentage"],
    },
  },
  {
    name: "signals of a user by the rules of backtesting.py",
    data: { sample: { seed: 4, bars: 3_000, timeframe: "4h" } },
    config: { profile: "backtesting.py", commissionBps: 8, capital: 1_000_000 },
    signals: signalsCsv(3_000),
  },
  {
    name: "RSI on real BTCUSDT, long only, ATR stop",
    data: { file: "data/ohlcv/BTCUSDT_4h.csv.gz" },
    config: { strategy: "rsi-reversal", longOnly: true, stops: ["atr"], returns: "bar" },
  },
  {
    name: "averages on real BTCUSDT, both sides, all three stops",
    data: { file: "data/ohlcv/BTCUSDT_4h.csv.gz" },
    config: { strategy: "sma-cross", sizer: "atr-risk", stops: ["percentage", "atr", "trailing-percent"], leverage: 2 },
  },
];

const ORDERS: BacktestInput = {
  stops: ["trailing-percent", "percentage"],
  leverage: 3,
  slippage: "volume",
  makerCommissionBps: 2,
  maxParticipation: 0.001,
  tickSize: 0.5,
  lotSize: 0.001,
};
const ORDER_CASES: readonly OrderCase[] = [
  { name: "pessimistic", source: BUSY_SOURCE, config: ORDERS },
  { name: "optimistic", source: BUSY_SOURCE, config: { ...ORDERS, intrabar: "optimistic", unfilled: "cancel" } },
  {
    name: "ohlc, at the close, by volume",
    source: BUSY_SOURCE,
    config: { ...ORDERS, intrabar: "ohlc", fill: "close", protectiveExits: "by-volume" },
  },
];

const SAMPLE_4H: Case["data"] = { sample: { seed: 6, bars: 4_000, timeframe: "4h" } };

/** The strategy of the catalogue that rests its orders, in the built worker. */
const RESTING: readonly Case[] = [
  { name: "resting stop orders", data: SAMPLE_4H, config: { strategy: "donchian-stop-orders", stops: ["percentage"] } },
  {
    name: "resting stop orders by volume",
    data: SAMPLE_4H,
    config: { ...ORDERS, strategy: "donchian-stop-orders", intrabar: "ohlc" },
  },
];

/** Every sizer, stop, slippage model and cost, one at a time and all together. */
type Feature = [name: string, config: BacktestInput];

const SINGLE: readonly Feature[] = [
  ...SIZERS.map(({ name }): Feature => [`sizer ${name}`, { sizer: name, stops: ["percentage"] }]),
  ...STOPS.map(({ name }): Feature => [`stop ${name}`, { stops: [name] }]),
  ...SLIPPAGES.map(({ name }): Feature => [`slippage ${name}`, { slippage: name }]),
  ["fees", { makerCommissionBps: 1, minimumFee: 2, minimumNotional: 50, stops: ["percentage"] }],
  ["borrow and liquidation", { borrowRate: 0.2, leverage: 10, liquidationFeeBps: 50, sizer: "all-in" }],
  [
    "margin tiers",
    {
      leverage: 10,
      sizer: "all-in",
      marginTiers: [
        { notional: 0, initialMargin: 0.1, maintenanceMargin: 0.02 },
        { notional: 20_000, initialMargin: 0.3, maintenanceMargin: 0.1 },
      ],
    },
  ],
  [
    "orders held to the volume of a bar",
    { maxParticipation: 0.001, protectiveExits: "by-volume", sizer: "all-in", stops: ["percentage"] },
  ],
  [
    "everything together",
    {
      stops: STOPS.map((stop) => stop.name),
      slippage: "volatility",
      borrowRate: 0.1,
      leverage: 3,
      intrabar: "ohlc",
      sizer: "volatility-target",
    },
  ],
];

const FEATURES: readonly Case[] = SINGLE.map(([name, config]) => ({
  name,
  data: SAMPLE_4H,
  config: { ...config, reverse: true, ...(name === "sizer ml-confidence" ? {} : { strategy: "ewmac" }) },
  ...(name === "sizer ml-confidence" ? { signals: signalsCsv(4_000, ",confidence", ",0.7") } : {}),
  funding: "timestamp,rate\n1609459200000,0.0003\n1612137600000,-0.001\n1620000000000,0.002\n",
}));

/** What runs in the page: the pool with the built worker, its columns hashed there. */
const SCRIPT = `
import { canonicalColumns, sha256 } from "../../src/contracts/canonical.js";
import { load } from "../../src/index.js";
import { BACKTEST, createPool, FUNDING, LOAD, SAMPLE, spawnWebWorker } from "../../src/runtime/browser/index.js";

const pool = createPool({ spawn: spawnWebWorker(new URL("./worker.js", location.href)) });
const columns = (set) => Object.values(set).filter((value) => value instanceof Float64Array);

window.runCase = async ({ data, config, signals, funding }) => {
  if (data.sample) await pool.run(SAMPLE, { keep: "data", ...data.sample });
  else {
    const content = await (await fetch("/" + data.file)).blob();
    await pool.run(LOAD, { keep: "data", file: { name: data.file, content } });
  }
  const signalsFile = signals && { name: "signals.csv", content: new TextEncoder().encode(signals) };
  const content = funding && new TextEncoder().encode(funding);
  if (funding) await pool.run(FUNDING, { keep: "funding", file: { name: "funding.csv", content } });
  const input = { data: "data", config, signalsFile, ...(funding ? { funding: "funding" } : {}) };
  const { head, fills, trades, equity } = await pool.run(BACKTEST, input);
  return hashes(head, fills, trades, equity);
};

window.runOrders = async ({ source, config }) => {
  const v = await load();
  const bars = v.sample({ seed: 6, bars: 4000, timeframe: "4h" });
  const result = v.backtest(bars, config, { strategy: new Function("return " + source)() });
  return hashes(result, result.fills, result.trades, result.equity);
};

function hashes(head, fills, trades, equity) {
  return {
    fingerprint: head.fingerprint,
    provenance: head.provenance,
    trades: trades.length,
    fillsSha256: sha256(canonicalColumns(columns(fills))),
    tradesSha256: sha256(canonicalColumns(columns(trades))),
    equitySha256: sha256(canonicalColumns([equity])),
    metrics: JSON.stringify(head.metrics),
  };
}
`;

const shared = sharedFolder();
const cases = [...CASES, ...FEATURES, ...RESTING].filter(
  ({ data }) => !("file" in data) || (shared && existsSync(join(shared, data.file))),
);

describeBrowser(
  "Node and a browser's worker",
  (site) => {
    let v: Varanus;
    let page: Page;
    beforeAll(async () => {
      v = await load();
      ({ page } = await site.open());
      await page.goto(`${site.url}test.html`);
      await page.waitForFunction("window.runCase");
    });

    it("has enough to compare", () => {
      // without the shared folder the synthetic ones are left; CI has it
      expect(cases.length).toBeGreaterThanOrEqual(process.env["CI"] ? 5 : 4);
    });

    it.each(cases)("agree on $name", async (each) => {
      const here = await runHere(v, each);
      const there = await page.evaluate((given) => (window as unknown as TestPage).runCase(given), each);
      expect(here.trades).toBeGreaterThan(0);
      expect(there).toEqual(here);
    });

    it.each(ORDER_CASES)("agree on orders of every kind, $name", async (each) => {
      const here = ordersHere(v, each);
      const there = await page.evaluate((given) => (window as unknown as TestPage).runOrders(given), each);
      expect(here.trades).toBeGreaterThan(300);
      expect(there).toEqual(here);
    });
  },
  async () => ({
    "/test.html":
      '<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module" src="test.js"></script>',
    "/test.js": await bundleScript(SCRIPT),
    ...(shared ? { "/data/ohlcv/BTCUSDT_4h.csv.gz": readFileSync(join(shared, "data/ohlcv/BTCUSDT_4h.csv.gz")) } : {}),
  }),
);

function ordersHere(v: Varanus, { config }: OrderCase): Hashes {
  const bars = v.sample({ seed: 6, bars: 4_000, timeframe: "4h" });
  return hashesOf(v.backtest(bars, config, { strategy: busy() }));
}

async function runHere(v: Varanus, { data, config, signals, funding }: Case): Promise<Hashes> {
  const plain = await barsHere(v, data);
  const bars = funding ? withFunding(plain, await readFunding(new TextEncoder().encode(funding))) : plain;
  const options = signals ? { signals: await readSignals(new TextEncoder().encode(signals), bars) } : {};
  return hashesOf(v.backtest(bars, config, options));
}

function hashesOf(result: Result): Hashes {
  const columns = (set: object) => Object.values(set).filter((value) => value instanceof Float64Array);
  return {
    fingerprint: result.fingerprint,
    provenance: result.provenance,
    trades: result.trades.length,
    fillsSha256: sha256(canonicalColumns(columns(result.fills))),
    tradesSha256: sha256(canonicalColumns(columns(result.trades))),
    equitySha256: sha256(canonicalColumns([result.equity])),
    metrics: JSON.stringify(result.metrics),
  };
}

async function barsHere(v: Varanus, data: Case["data"]): Promise<Bars> {
  if ("sample" in data) return v.sample(data.sample);
  const bytes = readFileSync(join(shared as string, data.file));
  return (await readBars(bytes, { file: data.file })).bars;
}

/** Entries and exits of both sides by turns. */
function signalsCsv(bars: number, name = "", value = ""): string {
  const lines = [`bar,longEntry,longExit,shortEntry,shortExit${name}`];
  for (let bar = 20; bar < bars - 20; bar += 37) {
    const long = bar % 2 === 0;
    lines.push(`${bar},${long ? "1,,," : ",,1,"}${value}`, `${bar + 11},${long ? ",1,," : ",,,1"}${value}`);
  }
  return `${lines.join("\n")}\n`;
}
