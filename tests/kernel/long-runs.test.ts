import { beforeAll, describe, expect, it } from "vitest";
import { CHUNK } from "../../dist/layout.js";
import type { BacktestInput } from "../../src/contracts/config.js";
import { type Bars, load, type SignalColumns, type Varanus } from "../../src/index.js";
import { agree, type Case } from "../differential/agree.js";
import { randoms } from "./columns.js";

/** Runs over more than two chunks, with more trades than the kernel's rows hold, against the reference engine: to the bit. */

const LENGTH = 2 * CHUNK + 301;

let varanus: Varanus;
let bars: Bars;

beforeAll(async () => {
  varanus = await load();
  bars = varanus.sample({ seed: 21, bars: LENGTH, timeframe: "1h" });
});

/** Orders every few bars, also around the ends of the chunks. */
function randomSignals(seed: number, share: number): Case["signals"] {
  const random = randoms(seed);
  const flags = () => Uint8Array.from({ length: LENGTH }, () => (random() < share ? 1 : 0));
  const signals = { longEntry: flags(), longExit: flags(), shortEntry: flags(), shortExit: flags() };
  for (const end of [CHUNK, 2 * CHUNK, LENGTH]) {
    for (let i = end - 4; i < Math.min(end + 4, LENGTH); i++) signals.longEntry[i] = i % 2;
  }
  return { ...signals, atr: null } as Case["signals"] & SignalColumns;
}

const configs: Record<string, { config: BacktestInput; share: number }> = {
  "thousands of trades with stops and targets": {
    config: { reverse: true, stops: [{ name: "percentage", params: { stop: 0.01, target: 0.02 } }] },
    share: 0.3,
  },
  "a close fill, a trailing stop, finalize": {
    config: { fill: "close", markCloseFills: "before", stops: ["trailing-percent"], endOfData: "finalize" },
    share: 0.1,
  },
  "closed with the data, without costs": {
    config: { commissionBps: 0, slippageBps: 0, intrabar: "ohlc", stops: ["percentage"], endOfData: "close" },
    share: 0.02,
  },
  "leverage to the bitter end": {
    config: { leverage: 20, sizer: { name: "fixed-fractional", params: { fraction: 15 } }, commissionBps: 1 },
    share: 0.01,
  },
};

describe("kernel and reference engine agree on long runs of", () => {
  it.each(Object.entries(configs))("%s", (name, { config, share }) => {
    const { open, high, low, close } = bars;
    agree(varanus, { bars: { open, high, low, close }, signals: randomSignals(name.length, share), config });
  });

  it("of which the first fills the kernel's rows several times over", () => {
    const { config, share } = configs["thousands of trades with stops and targets"] as {
      config: BacktestInput;
      share: number;
    };
    const result = varanus.backtest(bars, config, { signals: randomSignals(42, share) });
    expect(result.trades.length).toBeGreaterThan(5_000);
    expect(result.bankruptBar).toBe(null);
  });
});

describe("the summary that a run keeps of its equity", () => {
  it.each(Object.entries(configs))("of %s is what the curve says", (name, { config, share }) => {
    const { equity, summary } = varanus.backtest(bars, config, { signals: randomSignals(name.length, share) });
    let before = 10_000;
    let peak = before;
    const expected = { sum: 0, squares: 0, maxDrawdown: 0 };
    for (const value of equity) {
      const change = before === 0 ? 0 : value / before - 1;
      expected.sum += change;
      expected.squares += change * change;
      peak = Math.max(peak, value);
      expected.maxDrawdown = Math.max(expected.maxDrawdown, 1 - value / peak);
      before = value;
    }
    expect(summary.sum).toBeCloseTo(expected.sum, 10);
    expect(summary.squares).toBeCloseTo(expected.squares, 10);
    expect(summary.maxDrawdown).toBeCloseTo(expected.maxDrawdown, 14);
  });
});
