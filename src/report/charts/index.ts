export { decimate, MAX_POINTS } from "./decimate.js";
export { type DrawdownColumns, drawdownChart, drawdowns } from "./drawdown.js";
export { buyAndHold, type EquityColumns, equityChart } from "./equity.js";
export { excursionsChart } from "./excursions.js";
export type { ChartOptions, ChartSpec } from "./frame.js";
export { type MonthlyColumns, monthlyReturnsChart } from "./monthly-returns.js";
export { type ChartTheme, CSS_THEME, DARK, LIGHT, themeProperties } from "./theme.js";
export { histogram, tradeReturnsChart } from "./trade-returns.js";
export { type PriceColumns, type TradesOnPriceOptions, tradesOnPriceChart } from "./trades-on-price.js";
