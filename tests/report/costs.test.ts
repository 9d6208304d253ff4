import { beforeAll, describe, expect, it } from "vitest";
import {
  type BacktestInput,
  type Bars,
  costsOf,
  exitSummaries,
  load,
  type Varanus,
  withFunding,
} from "../../src/index.js";

/** Costs part by part, and trades by what ended them: what page, report and command line show. */

let v: Varanus;
let bars: Bars;
beforeAll(async () => {
  v = await load();
  const plain = v.sample({ seed: 4, bars: 2_000 });
  const stamps = plain.timestamp.filter((_, i) => i % 2 === 0);
  bars = withFunding(plain, { timestamp: stamps, rate: stamps.map((_, k) => (k % 3 === 0 ? 0.0004 : 0.0001)) });
});

const AMOUNT: BacktestInput = {
  strategy: "sma-cross",
  sizer: { name: "fixed-amount", params: { amount: 0.05 } },
  endOfData: "close",
};
const FREE: BacktestInput = { ...AMOUNT, commissionBps: 0, slippageBps: 0 };

describe("costs", () => {
  it("are what the same fills brought less without them", () => {
    // a fixed amount and no levels: the fills are the same, whatever they cost
    const withoutFunding = v.sample({ seed: 4, bars: 2_000 });
    const free = v.backtest(withoutFunding, FREE).metrics["netProfit"] as number;
    for (const config of [AMOUNT, { ...AMOUNT, borrowRate: 0.3, minimumFee: 2 }]) {
      const result = v.backtest(bars, { ...config, slippage: "fixed" });
      const { before, lines, all, net } = costsOf(result);
      expect(before).toBeCloseTo(free, 6);
      expect(lines.map(({ title }) => title)).toEqual(["Commission", "Slippage", "Funding and borrow"]);
      expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(all.amount, 9);
      expect(before - all.amount).toBeCloseTo(net, 9);
      expect(all.ofCapital).toBeCloseTo(all.amount / 100, 9);
      const share = before > 0 ? (100 * all.amount) / before : undefined;
      expect(all.ofProfit).toBe(share);
    }
  });

  it("are the same for a Result and its JSON, without funding where there was none, and without a share of a loss", () => {
    const losing = v.backtest(v.sample({ seed: 4, bars: 300 }), { ...AMOUNT, longOnly: true });
    expect(costsOf(JSON.parse(JSON.stringify(losing)))).toEqual(costsOf(losing));
    expect(costsOf(losing).lines.map(({ title }) => title)).toEqual(["Commission", "Slippage"]);
    const metrics = { ...losing.metrics, netProfit: -1_000, fees: 10, slippageCost: 5, initialCapital: 10_000 };
    expect(costsOf({ metrics: metrics as never, badDebt: 0 }).all).toMatchObject({ amount: 15, ofProfit: undefined });
    // what the account could not pay was not taken from it
    expect(costsOf({ metrics: metrics as never, badDebt: 300 }).before).toBe(-1_000 + 15 - 300);
  });
});

describe("exits by reason", () => {
  it("are the trades themselves, counted", () => {
    const result = v.backtest(bars, { strategy: "ewmac", stops: ["chandelier", "triple-barrier"] });
    const trades = result.toJSON().trades;
    const rows = exitSummaries(result.trades);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.reduce((sum, each) => sum + each.trades, 0)).toBe(trades.length);
    expect(rows.reduce((sum, each) => sum + each.sharePct, 0)).toBeCloseTo(100, 9);
    for (const [k, row] of rows.entries()) {
      const own = trades.filter(({ exitReason }) => exitReason === row.reason);
      const profit = own.reduce((sum, { pnl }) => sum + pnl, 0);
      expect(row.trades).toBe(own.length);
      expect(row.profit).toBeCloseTo(profit, 9);
      expect(row.meanProfit).toBeCloseTo(profit / own.length, 9);
      expect(row.winRatePct).toBeCloseTo((100 * own.filter(({ pnl }) => pnl > 0).length) / own.length, 9);
      expect(row.trades).toBeLessThanOrEqual(rows[k - 1]?.trades ?? Number.POSITIVE_INFINITY);
      expect(result.metrics.exits[row.reason]).toBe(row.trades);
    }
  });

  it("are none without trades", () => {
    const result = v.backtest(v.sample({ bars: 5 }), { strategy: "ewmac" });
    expect(exitSummaries(result.trades)).toEqual([]);
  });
});
