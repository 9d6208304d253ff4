import { expect } from "vitest";
import { EXIT_REASONS, type RejectReason } from "../../../src/contracts/result.js";
import type { CandleCase, ExpectedTrade } from "./candle.js";

/** What an engine has to tell of a case. */
export interface CandleOutcome {
  /** `kind` is 0 for an entry, else 1 + index into EXIT_REASONS; quantity above 0 bought. */
  fills: readonly { bar: number; quantity: number; price: number; commission: number; kind: number }[];
  /** (nBars) */
  equity: ArrayLike<number>;
  funding: number;
  badDebt: number;
  bankruptBar: number | null;
  ambiguousBars: number;
  conflicts: number;
  rejected: Partial<Record<RejectReason, number>>;
  trades: readonly ExpectedTrade[];
}

/** The fills of the table and what else it says; everything that it does not mention has not happened. */
export function expectCandles({ fills, also = {}, candles }: CandleCase, outcome: CandleOutcome): void {
  const made = outcome.fills.map(({ bar, quantity, kind }) => [
    bar,
    quantity > 0 ? "buy" : "sell",
    kind === 0 ? "entry" : EXIT_REASONS[kind - 1],
  ]);
  expect(made).toEqual(fills.map(([bar, side, , , why]) => [bar, side, why]));
  fills.forEach(([, , quantity, price], k) => {
    const fill = outcome.fills[k] as (typeof outcome.fills)[number];
    near(Math.abs(fill.quantity), quantity, `quantity of fill ${k}`);
    near(fill.price, price, `price of fill ${k}`);
  });
  const {
    equity,
    fees,
    funding = 0,
    badDebt = 0,
    bankruptBar = null,
    ambiguousBars,
    conflicts = 0,
    rejected = {},
    trades,
  } = also;
  if (equity !== undefined) near(outcome.equity[candles.length - 1] as number, equity, "equity");
  const paid = outcome.fills.reduce((sum, { commission }) => sum + commission, 0);
  if (fees !== undefined) near(paid, fees, "fees");
  near(outcome.funding, funding, "funding");
  near(outcome.badDebt, badDebt, "bad debt");
  expect(outcome.bankruptBar).toBe(bankruptBar);
  if (ambiguousBars !== undefined) expect(outcome.ambiguousBars).toBe(ambiguousBars);
  expect(outcome.conflicts).toBe(conflicts);
  const counted = Object.entries(outcome.rejected).filter(([, count]) => count > 0);
  expect(Object.fromEntries(counted)).toEqual(rejected);
  if (trades === undefined) return;
  expect(outcome.trades.length, "number of trades").toBe(trades.length);
  trades.forEach((expected, k) => {
    const trade = outcome.trades[k] as (typeof outcome.trades)[number];
    for (const name of Object.keys(expected) as (keyof ExpectedTrade)[]) {
      near(trade[name], expected[name] as number, `${name} of trade ${k}`);
    }
  });
}

/** To a millionth of a millionth: the table has decimals, the engines binary fractions. */
function near(value: number, expected: number, what: string): void {
  expect(Math.abs(value - expected), `${what}: ${value} for ${expected}`).toBeLessThanOrEqual(
    1e-12 * Math.max(1_000, Math.abs(expected)),
  );
}
