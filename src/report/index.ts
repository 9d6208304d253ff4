/** Charts as Vega-Lite specifications, their SVG, and the report as one HTML file. */
export * from "./charts/index.js";
export { type ReportOptions, reportHtml } from "./html.js";
export { monteCarloHtml } from "./monte-carlo-page.js";
export { portfolioHtml } from "./portfolio-page.js";
export { renderSvg, type SvgOptions } from "./svg.js";
export { type SweepPageOptions, sweepHtml } from "./sweep-page.js";
