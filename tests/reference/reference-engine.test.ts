import { expect, it } from "vitest";
import { resolveConfig } from "../../src/backtest/resolve.js";
import { loadReferenceRuns, type ReferenceRun } from "../support/reference-runs.js";
import { describeShared, referenceFolder } from "../support/shared.js";
import { referenceBacktest } from "./engine.js";
import type { ReferenceResult } from "./model.js";
import { backtestingPyStatistics, vectorbtStatistics } from "./statistics.js";

/** Bars exact, units exact or one apart, prices to 1e-9, money and statistics to 1e-6: the README's tolerances. */
const PRICE = 1e-9;
const MONEY = 1e-6;

describeShared(
  "the reference engine makes the trades of other engines",
  (folder) => {
    const runs = loadReferenceRuns(folder);

    it("finds runs in the folder", () => {
      expect(runs.length).toBeGreaterThan(0);
    });

    it.each(runs.map((run) => [run.id, run] as const))("%s", (_, run) => {
      const config = resolveConfig(run.config);
      const result = referenceBacktest(run.bars, run.signals, config);
      compareTrades(run, result);
      for (const [bar, equity] of run.expected.equitySamples) {
        near(result.equity[bar], equity, MONEY, `equity[${bar}]`);
      }
      near(result.equity.at(-1), run.expected.equityFinal, MONEY, "final equity");
      compareStatistics(run, result, config.capital);
    });
  },
  referenceFolder,
);

function compareTrades(run: ReferenceRun, result: ReferenceResult): void {
  const inOrder = [...result.trades].sort((a, b) => a.entryBar - b.entryBar || a.exitBar - b.exitBar);
  expect(inOrder.length, "number of trades").toBe(run.expected.trades.length);
  run.expected.trades.forEach((expected, k) => {
    const trade = inOrder[k];
    if (trade === undefined) throw new Error(`trade ${k} is missing`);
    const bars = ({ side, entryBar, exitBar }: typeof expected | typeof trade) => ({ side, entryBar, exitBar });
    expect(bars(trade), `trade ${k}`).toEqual(bars(expected));
    near(trade.entryPrice, expected.entryPrice, PRICE, `trade ${k}: entry price`);
    near(trade.exitPrice, expected.exitPrice, PRICE, `trade ${k}: exit price`);
    compareQuantity(run, trade.quantity, expected.quantity, k);
    // a unit more or less moves the money by its share
    const money = run.unit === 0 ? MONEY : Math.max(MONEY, (1.5 * run.unit) / expected.quantity);
    const value = expected.quantity * expected.entryPrice;
    expect(Math.abs(trade.pnl - expected.pnl), `trade ${k}: pnl`).toBeLessThanOrEqual(money * value);
    near(trade.commission, expected.commission, money, `trade ${k}: commission`);
  });
}

function compareQuantity(run: ReferenceRun, quantity: number, expected: number, k: number): void {
  if (run.unit === 0) {
    near(quantity, expected, MONEY, `trade ${k}: quantity`);
    return;
  }
  const unitsApart = Math.abs(Math.round(quantity / run.unit) - Math.round(expected / run.unit));
  expect(unitsApart, `trade ${k}: units apart`).toBeLessThanOrEqual(1);
}

function compareStatistics(run: ReferenceRun, result: ReferenceResult, capital: number): void {
  const ofRun = { ...result, timestamp: run.bars.timestamp, close: run.bars.close, capital };
  const statistics = run.engine === "vectorbt" ? vectorbtStatistics(ofRun) : backtestingPyStatistics(ofRun);
  for (const [name, expected] of Object.entries(run.expected.stats)) {
    const value = statistics[name];
    if (value === undefined) throw new Error(`the statistic ${name} is not known`);
    if (expected === null || value === null) expect(value, name).toBe(expected);
    else near(value, expected, MONEY, name);
  }
}

function near(value: number | undefined, expected: number, relative: number, what: string): void {
  if (value === undefined) throw new Error(`${what} is missing`);
  expect(Math.abs(value - expected), `${what}: ${value} for ${expected}`).toBeLessThanOrEqual(
    relative * Math.max(Math.abs(expected), Number.MIN_VALUE),
  );
}
