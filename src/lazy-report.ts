import type { Result } from "./backtest/result.js";

/**
 * A result as one self-contained HTML file: charts as SVG, no script, nothing from elsewhere. The chart library is read when
 * the first report is made.
 */
export async function reportHtml(result: Result, options?: { title?: string }): Promise<string> {
  const report = await import("./report/index.js");
  return report.reportHtml(result, options);
}
