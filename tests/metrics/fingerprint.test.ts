import { beforeAll, describe, expect, it } from "vitest";
import { type BacktestInput, backtestSchema } from "../../src/contracts/config.js";
import { type Bars, createBars, load, type Result, type SignalColumns, type Varanus } from "../../src/index.js";

/** The fingerprint: equal runs have one, and whatever a run depends on changes it. */

let varanus: Varanus;
let bars: Bars;

beforeAll(async () => {
  varanus = await load();
  bars = varanus.sample({ seed: 40, bars: 400 });
});

const BASE: BacktestInput = { strategy: "ewmac", stops: ["percentage"] };

const run = (config: BacktestInput = BASE, on: Bars = bars) => varanus.backtest(on, config);

function changed(column: keyof Pick<Bars, "timestamp" | "open" | "high" | "low" | "close" | "volume">): Bars {
  const copy = (name: typeof column) => bars[name].slice();
  const columns = {
    timestamp: copy("timestamp"),
    open: copy("open"),
    high: copy("high"),
    low: copy("low"),
    close: copy("close"),
    volume: copy("volume"),
  };
  const values = columns[column];
  const i = column === "timestamp" ? 0 : 200;
  // the smallest step away from the bar's other prices
  if (column === "timestamp") values[i] = (values[i] as number) - 4 * 3_600_000;
  else if (column === "open") values[i] = ((columns.low[i] as number) + (columns.high[i] as number)) / 2;
  else values[i] = (values[i] as number) * (column === "high" ? 1 + 2 ** -50 : 1 - 2 ** -50);
  if (column === "close" && (values[i] as number) < (columns.low[i] as number)) values[i] = columns.high[i] as number;
  return createBars({ symbol: "SAMPLE", timeframe: "4h", calendar: "24/7", ...columns });
}

describe("a fingerprint", () => {
  it("is the same for the same run, also by another engine and in the long form of the configuration", async () => {
    const { fingerprint, config } = run();
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(run().fingerprint).toBe(fingerprint);
    expect(run(config).fingerprint).toBe(fingerprint);
    const other = await load();
    expect(other.backtest(other.sample({ seed: 40, bars: 400 }), BASE).fingerprint).toBe(fingerprint);
  });

  it("does not change with what is done to the result", () => {
    const result = run();
    const { fingerprint } = result;
    result.toJSON({ equity: true });
    JSON.stringify(result.metrics);
    expect(result.toJSON().fingerprint).toBe(fingerprint);
    expect(varanus.backtest(bars, BASE, { recycle: run() }).fingerprint).toBe(fingerprint);
    const named = createBars({ ...bars, symbol: "OTHER", calendar: "24/7", sha256: undefined } as never);
    expect(run(BASE, named).fingerprint).toBe(fingerprint);
  });

  it.each(["timestamp", "open", "high", "low", "close", "volume"] as const)(
    "changes with one value of %s",
    (column) => {
      const result = run(BASE, changed(column));
      expect(result.fingerprint).not.toBe(run().fingerprint);
      expect(result.provenance.dataSha256).not.toBe(run().provenance.dataSha256);
      expect(result.provenance.configSha256).toBe(run().provenance.configSha256);
    },
  );
});

/** Another value for every key of the configuration; nothing can be added to the schema without one here. */
const OTHERS: Record<keyof typeof backtestSchema.shape, BacktestInput> = {
  profile: { profile: "vectorbt" },
  strategy: { strategy: { name: "ewmac", params: { fast: 13 } } },
  sizer: { sizer: { name: "fixed-fractional", params: { fraction: 0.11 } } },
  stops: { stops: [{ name: "percentage", params: { target: 0.06 } }] },
  capital: { capital: 10_001 },
  commissionBps: { commissionBps: 11 },
  slippageBps: { slippageBps: 0 },
  makerCommissionBps: { makerCommissionBps: 1 },
  minimumFee: { minimumFee: 1 },
  minimumNotional: { minimumNotional: 5 },
  slippage: { slippage: "volatility" },
  liquidationFeeBps: { liquidationFeeBps: 50 },
  borrowRate: { borrowRate: 0.1 },
  marginTiers: { marginTiers: [{ notional: 0, maintenanceMargin: 0.01 }] },
  leverage: { leverage: 2 },
  maintenanceMargin: { maintenanceMargin: 0.01 },
  maxParticipation: { maxParticipation: 0.1 },
  unfilled: { unfilled: "cancel" },
  protectiveExits: { protectiveExits: "by-volume" },
  tickSize: { tickSize: 0.01 },
  lotSize: { lotSize: 0.001 },
  longOnly: { longOnly: true },
  reverse: { reverse: true },
  fill: { fill: "close" },
  intrabar: { intrabar: "ohlc" },
  stopAnchor: { stopAnchor: "raw-fill" },
  sizeAt: { sizeAt: "signal" },
  gapThroughTarget: { gapThroughTarget: "stop-first" },
  slipTargets: { slipTargets: true },
  slipExits: { slipExits: false },
  entryOnStopBar: { entryOnStopBar: false },
  exitWithOppositeEntry: { exitWithOppositeEntry: "exit" },
  entryWithExit: { entryWithExit: "cancel" },
  sameSideEntry: { sameSideEntry: "replace" },
  markCloseFills: { markCloseFills: "before" },
  liquidation: { liquidation: "none" },
  marginCheck: { marginCheck: false },
  firstDecisionBar: { firstDecisionBar: 1 },
  decideOnLastBar: { decideOnLastBar: false },
  endOfData: { endOfData: "close" },
  returns: { returns: "bar" },
  periodsPerYear: { periodsPerYear: 365 },
  riskFree: { riskFree: 0 },
  seed: { seed: 1 },
};

describe("the configuration's hash", () => {
  it("has a case for every key of the schema", () => {
    expect(Object.keys(OTHERS).sort()).toEqual(Object.keys(backtestSchema.shape).sort());
  });

  it.each(Object.entries(OTHERS))("changes with %s", (_, other) => {
    const [base, result] = [run(), run({ ...BASE, ...other })];
    expect(result.provenance.configSha256).not.toBe(base.provenance.configSha256);
    expect(result.fingerprint).not.toBe(base.fingerprint);
    expect(result.provenance.dataSha256).toBe(base.provenance.dataSha256);
  });

  it("is one for a default that is stated and one that is not, and for parameters in any order", () => {
    const { configSha256 } = run().provenance;
    const stated: BacktestInput = {
      stops: [{ name: "percentage", params: { target: 0.05, stop: 0.02 } }],
      capital: 10_000,
      riskFree: 0.02,
      strategy: { name: "ewmac", params: { slow: 26, fast: 12 } },
    };
    expect(run(stated).provenance.configSha256).toBe(configSha256);
    expect(run({ ...BASE, firstDecisionBar: -0 }).provenance.configSha256).toBe(configSha256);
  });

  it("is of what was run: a parameter of -0 is 0 in both", () => {
    const { config } = run({ ...BASE, stops: [{ name: "percentage", params: { stop: -0 } }] });
    expect(config.stops).toEqual([{ name: "percentage", params: { stop: 0, target: 0.05 } }]);
  });
});

describe("signals of one's own", () => {
  const given = (): SignalColumns => ({
    longEntry: Uint8Array.from(bars.close, (_, i) => (i % 30 === 5 ? 1 : 0)),
    longExit: Uint8Array.from(bars.close, (_, i) => (i % 30 === 20 ? 1 : 0)),
  });
  const withSignals = (signals: SignalColumns): Result => varanus.backtest(bars, {}, { signals });
  const column = (value: number) => new Float64Array(bars.length).fill(value);

  it("change it, each column of them", () => {
    const base = withSignals(given());
    expect(withSignals(given()).fingerprint).toBe(base.fingerprint);
    const others: SignalColumns[] = [
      { ...given(), longEntry: given().longExit as Uint8Array },
      { ...given(), longExit: null },
      { ...given(), shortEntry: Uint8Array.from(bars.close, (_, i) => (i === 100 ? 1 : 0)) },
      { ...given(), shortExit: Uint8Array.from(bars.close, (_, i) => (i === 100 ? 1 : 0)) },
      { ...given(), stop: column(1) },
      { ...given(), target: column(1e9) },
      { ...given(), size: column(0.01) },
      { ...given(), atr: column(5) },
    ];
    const fingerprints = [base, ...others.map(withSignals)].map((result) => result.provenance.strategySha256);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });

  it("of other truthy bytes, or absent ones spelled out, are the same", () => {
    const { fingerprint } = withSignals(given());
    const loud = (flags: Uint8Array) => flags.map((flag) => 255 * flag);
    const { longEntry, longExit } = given() as { longEntry: Uint8Array; longExit: Uint8Array };
    expect(withSignals({ longEntry: loud(longEntry), longExit: loud(longExit) }).fingerprint).toBe(fingerprint);
    const absent = { shortEntry: null, shortExit: new Uint8Array(bars.length), stop: column(Number.NaN), target: null };
    expect(withSignals({ ...given(), ...absent }).fingerprint).toBe(fingerprint);
  });
});

describe("a strategy's hash", () => {
  it("is its graph's: parameters that the rule computes with, not those of the account", () => {
    const of = (config: BacktestInput) => run(config).provenance.strategySha256;
    expect(of({ ...BASE, capital: 5 })).toBe(of(BASE));
    expect(of({ strategy: { name: "ewmac", params: { slow: 27 } } })).not.toBe(of(BASE));
    expect(of({ strategy: { name: "ewmac", params: { seed: "first" } } })).not.toBe(of(BASE));
    expect(of({ strategy: "sma-cross" })).not.toBe(of(BASE));
  });
});
