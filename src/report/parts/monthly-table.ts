import type { Result } from "../../backtest/result.js";
import { MONTHS, SHOWN_YEARS } from "../charts/monthly-returns.js";
import { counted, DASH, fixed, percent, signed } from "../format.js";
import { html, type Markup } from "../markup.js";
import { monthlyReturns, strength, strongestMonth } from "../monthly.js";
import { section, table } from "./table.js";

export function monthlySection({ bars, equity, config }: Result): Markup {
  const all = monthlyReturns(bars.timestamp, equity, config.capital);
  const years = all.slice(-SHOWN_YEARS);
  const strongest = strongestMonth(years);
  const months = all.flatMap((year) => year.months).filter((month) => month !== null);
  const gained = months.filter((month) => month > 0).length;
  const cell = (value: number | null): Markup => {
    if (value === null) return html`<td></td>`;
    const level = strength(value, strongest);
    return html`<td${level > 0 && html` class="${value > 0 ? "g" : "l"}${level}"`}>${fixed(100 * value, 1)}</td>`;
  };
  const rows = years.map(
    ({ year, months, total }) =>
      html`<tr><th scope="row">${year}</th>${months.map(cell)}<td>${total === null ? DASH : signed(fixed(100 * total, 1))}</td></tr>
`,
  );
  const hidden = all.length - years.length;
  return section(
    { id: "months", title: "Monthly returns" },
    html`<p class="muted">${counted(months.length, "month")} with bars, of which ${gained} gained (${percent(months.length === 0 ? 0 : (100 * gained) / months.length, 0)}). Months are UTC; a year is its months compounded.${hidden > 0 && ` Shown are the last ${SHOWN_YEARS} of ${all.length} years.`}</p>
`,
    table({
      caption: "Return by month, percent",
      name: "months",
      columns: [{ title: "" }, ...MONTHS.map((title) => ({ title })), { title: "Year" }],
      rows,
    }),
  );
}
