import type { PortfolioResult } from "./backtest/portfolio-result.js";
import type { Result } from "./backtest/result.js";
import type { MonteCarlo } from "./contracts/monte-carlo.js";

/**
 * A result as one self-contained HTML file: charts as SVG, no script, nothing from elsewhere. The chart library is read when
 * the first report is made.
 */
export async function reportHtml(result: Result, options?: { title?: string }): Promise<string> {
  const report = await import("./report/index.js");
  return report.reportHtml(result, options);
}

/** What Monte Carlo found as one self-contained HTML file: the numbers, the fan of equity and the drawdowns. */
export async function monteCarloHtml(result: MonteCarlo): Promise<string> {
  const report = await import("./report/index.js");
  return report.monteCarloHtml(result);
}

/** A portfolio as one self-contained HTML file. */
export async function portfolioHtml(result: PortfolioResult): Promise<string> {
  const report = await import("./report/index.js");
  return report.portfolioHtml(result);
}
