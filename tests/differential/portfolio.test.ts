import fc from "fast-check";
import { beforeAll, describe, it } from "vitest";
import { load, type Varanus } from "../../src/index.js";
import { portfolios, portfoliosOf, type RandomPortfolio } from "../property/portfolios.js";
import { cases } from "../property/settings.js";
import { portfolioOf } from "../reference/portfolio/candles/case.js";
import { PORTFOLIO_CANDLES } from "../reference/portfolio/candles.js";
import { agreeOnPortfolio } from "./agree-portfolio.js";

/**
 * The kernel's portfolios against the slow reference, both written from assembly/portfolio/PORTFOLIO.md alone: the same fills, trades, slices,
 * account and counters, to the bit.
 */

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

describe("kernel and reference engine agree to the bit on portfolios", () => {
  it("of one sleeve", () => {
    fc.assert(
      fc.property(portfoliosOf(1, 1), (portfolio) => agreeOnPortfolio(varanus, portfolio)),
      cases(50),
    );
  });

  it("of up to five sleeves", () => {
    fc.assert(
      fc.property(portfolios, (portfolio) => agreeOnPortfolio(varanus, portfolio)),
      cases(200),
    );
  });
});

describe.each(Object.entries(PORTFOLIO_CANDLES))("portfolios by hand, kernel and reference engine: %s", (_, list) => {
  it.each(list.map((one) => [one.title, one] as const))("%s", (__, one) => {
    agreeOnPortfolio(varanus, portfolioOf(one) as RandomPortfolio);
  });
});
