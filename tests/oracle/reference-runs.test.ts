import { afterEach, beforeAll, expect, it } from "vitest";
import type { Bars } from "../../src/contracts/bars.js";
import { EXIT_REASONS } from "../../src/contracts/result.js";
import { createBars, load, type Varanus } from "../../src/index.js";
import { loadReferenceRuns, type ReferenceRun } from "../support/reference-runs.js";
import { describeShared, referenceFolder } from "../support/shared.js";

// Whole backtests by two other engines, trade by trade, through --profile. Everything comes from the folder's files; the tolerances are
// those its README states.

const PRICE = 1e-9;
const MONEY = 1e-6;

function close(actual: number, expected: number, relative: number, what: string): void {
  const error = Math.abs(actual - expected);
  if (!(error <= relative * Math.max(Math.abs(expected), 1e-9))) {
    expect.fail(`${what}: ${actual} instead of ${expected} (relative error ${error / Math.abs(expected)})`);
  }
}

describeShared(
  "reference backtests",
  (folder) => {
    const series = new Map<ReferenceRun["bars"], Bars>();
    let v: Varanus;
    beforeAll(async () => {
      v = await load();
    });
    afterEach(() => v.clear());

    for (const run of loadReferenceRuns(folder)) {
      it(run.id, () => {
        let bars = series.get(run.bars);
        if (bars === undefined) {
          bars = createBars({ symbol: run.series, ...run.bars });
          series.set(run.bars, bars);
        }
        const result = v.backtest(bars, run.config, { signals: run.signals });
        const { trades } = result;
        const order = Array.from({ length: trades.length }, (_, k) => k).sort(
          (a, b) =>
            (trades.entryBar[a] as number) - (trades.entryBar[b] as number) ||
            (trades.exitBar[a] as number) - (trades.exitBar[b] as number),
        );
        expect(trades.length, "number of trades").toBe(run.expected.trades.length);
        run.expected.trades.forEach((expected, row) => {
          const k = order[row] as number;
          const what = `trade ${row} (${EXIT_REASONS[trades.exitReason[k] as number]})`;
          const actual = {
            side: trades.side[k],
            entryBar: trades.entryBar[k],
            exitBar: trades.exitBar[k],
          };
          expect(actual, what).toEqual({
            side: expected.side,
            entryBar: expected.entryBar,
            exitBar: expected.exitBar,
          });
          close(trades.entryPrice[k] as number, expected.entryPrice, PRICE, `${what}, entry price`);
          close(trades.exitPrice[k] as number, expected.exitPrice, PRICE, `${what}, exit price`);
          const quantity = trades.quantity[k] as number;
          const units = Math.round(Math.abs(quantity - expected.quantity) / (run.unit || Number.POSITIVE_INFINITY));
          if (run.unit > 0) expect(units, `${what}, units apart`).toBeLessThanOrEqual(1);
          else close(quantity, expected.quantity, PRICE, `${what}, quantity`);
          // one unit apart moves the money by that unit
          const slack = (units * run.unit) / expected.quantity;
          close(trades.commission[k] as number, expected.commission, MONEY + slack, `${what}, commission`);
          const scale = expected.quantity * expected.entryPrice;
          const error = Math.abs((trades.pnl[k] as number) - expected.pnl);
          expect(error, `${what}, pnl ${trades.pnl[k]} instead of ${expected.pnl}`).toBeLessThanOrEqual(
            MONEY * Math.max(Math.abs(expected.pnl), 1e-3 * scale) + slack * scale,
          );
        });
        for (const [bar, equity] of run.expected.equitySamples) {
          close(result.equity[bar] as number, equity, MONEY, `equity at bar ${bar}`);
        }
        close(result.equity.at(-1) as number, run.expected.equityFinal, MONEY, "equity at the end");
        const stats = result.profileStats;
        for (const [name, expected] of Object.entries(run.expected.stats)) {
          const actual = stats?.[name] as number | null | undefined;
          if (actual === undefined) expect.fail(`there is no statistic ${name}`);
          else if (expected === null || actual === null) expect(actual, `statistic ${name}`).toBe(expected);
          else close(actual, expected, MONEY, `statistic ${name}`);
        }
      });
    }
  },
  referenceFolder,
);
