import { describe, expect, it } from "vitest";
import { OF_PORTFOLIOS_ALONE } from "../reasons.js";
import { portfolioOf } from "./candles/case.js";
import { expectPortfolio } from "./candles/outcome.js";
import { PORTFOLIO_CANDLES } from "./candles.js";
import { referencePortfolio } from "./portfolio.js";

describe.each(Object.entries(PORTFOLIO_CANDLES))("portfolios by hand, the reference: %s", (_, cases) => {
  it.each(cases.map((one) => [one.title, one] as const))("%s", (_, one) => {
    const { sleeves, settings } = portfolioOf(one);
    expectPortfolio(one, referencePortfolio(sleeves, settings));
  });
});

describe("portfolios by hand", () => {
  it("have every reason to exit and to reject that portfolios alone have", () => {
    const sleeves = Object.values(PORTFOLIO_CANDLES).flatMap((cases) => cases.flatMap((one) => one.sleeves));
    const found = new Set<string>([
      ...sleeves.flatMap(({ fills }) => fills.map(([, , , , why]) => why)),
      ...sleeves.flatMap(({ rejected }) => Object.keys(rejected ?? {})),
    ]);
    expect(OF_PORTFOLIOS_ALONE.filter((reason) => !found.has(reason))).toEqual([]);
  });
});
