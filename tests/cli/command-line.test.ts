import { describe, expect, it } from "vitest";
import { assembleDocument, documentFlags } from "../../cli/document.js";
import { parse } from "../../cli/parse.js";
import { type BacktestInput, commandLine, resolveConfig, SIZERS, STOPS, sourceSchema } from "../../src/index.js";
import { isRepeatable, sourceOf } from "../../web/result/command-line.js";
import type { Run } from "../../web/session.js";
import type { Source } from "../../web/workers.js";

// The command that the page gives for a run: read by the command line it is that run.

const named = (name: string) => ({ name }) as File;
const FILE: Source = { kind: "file", file: named("my bars.csv") };

/** The words of a command as a shell splits them. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/(?:'((?:[^']|'\\'')*)'|(\S+))(?= |$)/g)].map(([, single, plain]) =>
    single === undefined ? (plain as string) : single.replaceAll("'\\''", "'"),
  );

async function readBack(source: Source, config: BacktestInput, run: Partial<Run> = {}) {
  const command = commandLine("backtest", sourceOf(source, { config, ...run }), resolveConfig(config));
  expect(command).toMatch(/^npx varanus backtest --data /);
  const { document } = await assembleDocument(parse(wordsOf(command).slice(3), documentFlags()));
  const entries = Object.entries(document);
  const isSource = ([key]: [string, unknown]) => key in sourceSchema.shape;
  return {
    source: Object.fromEntries(entries.filter(isSource)),
    config: Object.fromEntries(entries.filter((entry) => !isSource(entry))) as BacktestInput,
    command,
  };
}

const strategy = { name: "ewmac", params: { fast: 5, slow: 40 } };

const CONFIGS: readonly [string, BacktestInput][] = [
  ["the defaults", { strategy: "ewmac" }],
  ["parameters of the strategy", { strategy }],
  ["every stop", { strategy, stops: STOPS.map(({ name }) => name) }],
  ["a stop with parameters", { strategy, stops: [{ name: "percentage", params: { stop: 0, target: 0.03 } }] }],
  ["a profile", { strategy, profile: "backtesting.py" }],
  ["a profile but for its sizer", { strategy, profile: "backtesting.py", sizer: "all-in", commissionBps: 7 }],
  ["a switch of a profile turned off", { strategy, profile: "vectorbt", longOnly: false, marginCheck: true }],
  ["slippage by volume", { strategy, slippage: { name: "volume", params: { factor: 0.02, impact: "square-root" } } }],
  [
    "tiers, fees and orders held to the volume",
    {
      strategy,
      leverage: 5,
      marginTiers: [
        { notional: 0, initialMargin: 0.2, maintenanceMargin: 0.1 },
        { notional: 50_000, maintenanceMargin: 0.19, initialMargin: 0.3 },
      ],
      makerCommissionBps: 0,
      minimumFee: 1e-7,
      maxParticipation: 0.1,
      unfilled: "cancel",
      protectiveExits: "by-volume",
      riskFree: -0.01,
      slipExits: false,
      periodsPerYear: 365,
      seed: 9,
    },
  ],
  ...SIZERS.map(({ name }): [string, BacktestInput] => [`the sizer ${name}`, { strategy, sizer: name }]),
];

describe("the command of the page", () => {
  it.each(CONFIGS)("is the run: %s", async (_, config) => {
    const { source, config: read } = await readBack(FILE, config);
    expect(resolveConfig(read)).toEqual(resolveConfig(config));
    expect(source).toEqual({ data: "my bars.csv" });
  });

  it("names no more than it has to", async () => {
    const sized = { strategy: "ewmac", sizer: { name: "fixed-fractional", params: { fraction: 0.1 } } };
    const plain = { kind: "file", file: named("a.csv") } as const;
    expect((await readBack(plain, sized)).command).toBe("npx varanus backtest --data a.csv --strategy ewmac");
  });

  it("names the files, and what was told of them", async () => {
    const told = { symbol: "IT'S", timeframe: "4h", utcOffset: "+02:00", calendar: "fx-week" } as const;
    const run = {
      from: "2021-03-01",
      to: "2021-08-31T12:00",
      signals: named("signals.csv"),
      funding: { file: named("rates.csv"), symbol: "BTC" },
      finer: { file: named("fine bars.csv") },
    };
    const { source } = await readBack({ ...FILE, ...told } as Source, { intrabar: "lower-timeframe" }, run);
    expect(source).toEqual({
      data: "my bars.csv",
      ...told,
      from: run.from,
      to: run.to,
      signals: "signals.csv",
      funding: "rates.csv",
      fundingSymbol: "BTC",
      finer: "fine bars.csv",
    });
  });

  it("makes the sample where its seed is that of the configuration", async () => {
    const sample = (seed: number): Source => ({ kind: "sample", seed, bars: 500, timeframe: "1h" });
    const { source, config } = await readBack(sample(3), { strategy, seed: 3 });
    expect(source).toEqual({ data: "sample", sampleBars: 500, timeframe: "1h" });
    expect(config.seed).toBe(3);
    expect([0, 3].map((seed) => isRepeatable(sample(seed), resolveConfig({ strategy })))).toEqual([true, false]);
  });
});
