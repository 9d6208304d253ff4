import type { PortfolioResult } from "./backtest/portfolio-result.js";
import type { Result } from "./backtest/result.js";
import type { MonteCarlo } from "./contracts/monte-carlo.js";
import type { ReportOptions } from "./report/html.js";
import type { SweepPageOptions } from "./report/sweep-page.js";
import type { SweepResult } from "./studies/sweep.js";

/**
 * A result as one self-contained HTML file: charts as SVG, no script, nothing from elsewhere. The chart library is read when
 * the first report is made.
 */
export async function reportHtml(result: Result, options?: ReportOptions): Promise<string> {
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

/** A sweep as one self-contained HTML file: the heatmap, the best combinations, and what can be believed of them. */
export async function sweepHtml(result: SweepResult, options: SweepPageOptions): Promise<string> {
  const report = await import("./report/index.js");
  return report.sweepHtml(result, options);
}
