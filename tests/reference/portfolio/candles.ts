import { account } from "./candles/account.js";
import type { PortfolioCase } from "./candles/case.js";
import { limits } from "./candles/limits.js";
import { netting } from "./candles/netting.js";
import { pairs } from "./candles/pairs.js";

/** Every hand-written portfolio, by section of PORTFOLIO.md. */
export const PORTFOLIO_CANDLES: Readonly<Record<string, readonly PortfolioCase[]>> = {
  netting,
  account,
  limits,
  pairs,
};
