import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referenceBacktest } from "../reference/engine.js";
import type { PortfolioResult } from "../reference/portfolio/model.js";
import { referencePortfolio } from "../reference/portfolio/portfolio.js";
import { portfolios, portfoliosOf, type RandomPortfolio } from "./portfolios.js";
import { cases } from "./settings.js";

const play = ({ sleeves, settings }: RandomPortfolio): PortfolioResult => referencePortfolio(sleeves, settings);

describe("the reference of portfolios", () => {
  it("is, with one sleeve of weight 1, the run of that sleeve", () => {
    const alone = portfoliosOf(1, 1).map(({ sleeves, settings }) => ({
      sleeves: sleeves.map((sleeve) => ({ ...sleeve, weight: 1 })),
      settings: { ...settings, volatilityTarget: null, limits: null },
    }));
    fc.assert(
      fc.property(alone, (portfolio) => {
        const result = play(portfolio);
        const { columns, signals, extras, config } = portfolio.sleeves[0] as RandomPortfolio["sleeves"][0];
        const single = referenceBacktest(columns, signals, config, extras);
        const { cash: _, transfers, ...sleeve } = result.sleeves[0] as PortfolioResult["sleeves"][0];
        expect(plain(sleeve)).toEqual(plain(single));
        expect(transfers).toEqual([]);
        expect(result.rows.map(({ equity }) => equity)).toEqual(single.equity);
        expect(
          plain(result.fills.map(({ quantity, price, commission, kind }) => ({ quantity, price, commission, kind }))),
        ).toEqual(plain(single.fills.map(({ bar: _bar, ...fill }) => fill)));
        expect([result.rebalances, result.halts]).toEqual([0, 0]);
      }),
      cases(500),
    );
  });

  it("runs", () => {
    const seen: Record<string, number> = {};
    const note = (name: string, count: number) => {
      if (count > 0) seen[name] = (seen[name] ?? 0) + 1;
    };
    for (const portfolio of fc.sample(portfolios, cases(1500))) {
      const result = play(portfolio);
      for (const { trades, rejected } of result.sleeves) {
        for (const { exitReason } of trades) note(`exit ${exitReason}`, 1);
        for (const [reason, count] of Object.entries(rejected)) note(`reject ${reason}`, count);
      }
      note("halts", result.halts);
      note("rebalances", result.rebalances);
      note("bankrupt", Number(result.bankruptMoment !== null));
      for (const [name, count] of Object.entries(result.occasions)) note(name, count);
    }
    console.log(seen);
  });
});

/** -0 is 0 wherever bits are compared (DESIGN, "Canonical forms"). */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one) => (typeof one === "number" && !Number.isFinite(one) ? String(one) : one)),
  );
}
