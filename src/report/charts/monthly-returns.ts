import { counted, percent, signed } from "../format.js";
import { monthlyReturns, strength, strongestMonth } from "../monthly.js";
import { type ChartOptions, type ChartSpec, frame, isNarrow, themeOf } from "./frame.js";

export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const YEAR = "Year";
/** As many years are drawn at most: the last ones. */
export const SHOWN_YEARS = 40;

export interface MonthlyColumns {
  /** ms UTC, bar open (nBars). */
  readonly timestamp: Float64Array;
  /** Marked equity at every close, quote currency (nBars). */
  readonly equity: Float64Array;
  /** Quote currency. */
  readonly capital: number;
}

/** Years by months, UTC, with each year's total. */
export function monthlyReturnsChart(
  { timestamp, equity, capital }: MonthlyColumns,
  options: ChartOptions = {},
): ChartSpec {
  const theme = themeOf(options);
  const years = monthlyReturns(timestamp, equity, capital).slice(-SHOWN_YEARS);
  const strongest = strongestMonth(years);
  const cell = (year: number, column: string, value: number) => ({
    year: String(year),
    column,
    percent: percent(100 * value, 1),
    gain: value >= 0,
    // the year's total is not a month: it has no colour
    opacity: column === YEAR ? 0 : 0.13 * strength(value, strongest),
  });
  const values = years.flatMap(({ year, months, total }) => [
    ...months.flatMap((value, k) => (value === null ? [] : [cell(year, MONTHS[k] as string, value)])),
    ...(total === null ? [] : [cell(year, YEAR, total)]),
  ]);
  const all = years.flatMap(({ months }) => months).filter((value) => value !== null);
  const best = all.reduce((a, b) => Math.max(a, b), all[0] ?? 0);
  const worst = all.reduce((a, b) => Math.min(a, b), all[0] ?? 0);
  return frame(
    options,
    {
      title: "Monthly returns, percent",
      height: 60 + 24 * years.length,
      description:
        `Returns of ${counted(all.length, "month")}, of which ${all.filter((value) => value > 0).length} gained; the best made ` +
        `${signed(percent(100 * best))}, the worst ${signed(percent(100 * worst))}.`,
    },
    {
      data: { values },
      encoding: {
        x: {
          field: "column",
          type: "ordinal",
          scale: { domain: [...MONTHS, YEAR], padding: 0.04 },
          axis: { title: null, orient: "top", labelAngle: 0, domain: false, ticks: false },
        },
        y: { field: "year", type: "ordinal", sort: null, scale: { padding: 0.06 }, axis: { title: null } },
      },
      layer: [
        {
          mark: { type: "rect", cornerRadius: 2 },
          encoding: {
            fill: { condition: { test: "datum.gain", value: theme.gain }, value: theme.loss },
            fillOpacity: { field: "opacity", type: "quantitative", scale: null },
          },
        },
        {
          mark: { type: "text", fontSize: isNarrow(options) ? 7 : 11, color: theme.ink },
          encoding: { text: { field: "percent", type: "nominal" } },
        },
      ],
    },
  );
}
