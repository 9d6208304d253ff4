import { expect } from "vitest";
import { ALL_EXIT_REASONS, type AnyRejectReason } from "../../reasons.js";
import { HOUR_MS, type PortfolioCase, START } from "./case.js";

/** What an engine has to tell of a case. */
export interface PortfolioOutcome {
  sleeves: readonly {
    fills: readonly { bar: number; quantity: number; price: number; kind: number }[];
    rejected: Partial<Record<AnyRejectReason, number>>;
    badDebt: number;
  }[];
  fills: readonly { moment: number; symbol: string; quantity: number; price: number; commission: number }[];
  rows: readonly Readonly<Record<"stamp" | "equity" | "exposure" | "netExposure" | "heat" | "positions", number>>[];
  rebalances: number;
  halts: number;
  bankruptMoment: number | null;
}

/** Everything that the case does not mention has not happened. */
export function expectPortfolio({ sleeves, fills, equity, also = {} }: PortfolioCase, outcome: PortfolioOutcome): void {
  sleeves.forEach((sleeve, k) => {
    const made = outcome.sleeves[k] as PortfolioOutcome["sleeves"][0];
    expect(
      made.fills.map(({ bar, quantity, kind }) => [
        bar,
        sideOf(quantity),
        kind === 0 ? "entry" : ALL_EXIT_REASONS[kind - 1],
      ]),
      `sleeve ${k}`,
    ).toEqual(sleeve.fills.map(([bar, side, , , why]) => [bar, side, why]));
    sleeve.fills.forEach(([, , quantity, price], n) => {
      const fill = made.fills[n] as (typeof made.fills)[0];
      near(Math.abs(fill.quantity), quantity, `quantity of fill ${n} of sleeve ${k}`);
      near(fill.price, price, `price of fill ${n} of sleeve ${k}`);
    });
    const counted = Object.entries(made.rejected).filter(([, count]) => count > 0);
    expect(Object.fromEntries(counted), `sleeve ${k}`).toEqual(sleeve.rejected ?? {});
    near(made.badDebt, sleeve.badDebt ?? 0, `bad debt of sleeve ${k}`);
  });
  const hours = (stamp: number) => (stamp - START) / HOUR_MS;
  expect(outcome.fills.map(({ moment, symbol, quantity }) => [hours(moment), symbol, sideOf(quantity)])).toEqual(
    fills.map(([hour, symbol, side]) => [hour, symbol, side]),
  );
  fills.forEach(([, , , quantity, price], n) => {
    const fill = outcome.fills[n] as PortfolioOutcome["fills"][0];
    near(Math.abs(fill.quantity), quantity, `quantity of the account's fill ${n}`);
    near(fill.price, price, `price of the account's fill ${n}`);
  });
  expect(outcome.rows.length, "marks").toBe(equity.length);
  nearAll(outcome, "equity", equity);
  for (const name of ["exposure", "netExposure", "heat", "positions"] as const) {
    nearAll(outcome, name, also[name] ?? []);
  }
  if (also.stamps) expect(outcome.rows.map(({ stamp }) => hours(stamp))).toEqual(also.stamps);
  expect(outcome.rebalances, "rebalances").toBe(also.rebalances ?? 0);
  expect(outcome.halts, "halts").toBe(also.halts ?? 0);
  const bankrupt = outcome.bankruptMoment === null ? undefined : hours(outcome.bankruptMoment);
  expect(bankrupt, "bankrupt").toBe(also.bankrupt);
  const paid = outcome.fills.reduce((sum, { commission }) => sum + commission, 0);
  if (also.fees !== undefined) near(paid, also.fees, "fees");
}

function sideOf(quantity: number): "buy" | "sell" {
  return quantity > 0 ? "buy" : "sell";
}

function nearAll(
  { rows }: PortfolioOutcome,
  name: keyof PortfolioOutcome["rows"][0],
  expected: readonly number[],
): void {
  expected.forEach((value, n) => {
    near((rows[n] as PortfolioOutcome["rows"][0])[name], value, `${name} at mark ${n}`);
  });
}

/** To a millionth of a millionth: the table has decimals, the engines binary fractions. */
function near(value: number, expected: number, what: string): void {
  expect(Math.abs(value - expected), `${what}: ${value} for ${expected}`).toBeLessThanOrEqual(
    1e-12 * Math.max(1_000, Math.abs(expected)),
  );
}
