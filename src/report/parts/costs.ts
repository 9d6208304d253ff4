import type { Result } from "../../backtest/result.js";
import { DASH, fixed, money, percent, plain } from "../format.js";
import { html, type Markup } from "../markup.js";
import { numberOf } from "../metric-text.js";
import { numberRow, section, table } from "./table.js";

export function costsSection(result: Result): Markup {
  const { costs, config, metrics, fills } = result;
  const all = costs.commission + costs.slippage;
  const net = numberOf(metrics, "netProfit") ?? 0;
  // what a liquidation lost beyond the account was not taken from it
  const before = net + all - result.badDebt;
  const ofCapital = (value: number) => percent((100 * value) / config.capital);
  const ofProfit = (value: number) => (before > 0 ? percent((100 * value) / before, 1) : DASH);
  const cells = (value: number) => [money(value), ofCapital(value), ofProfit(value)];
  return section(
    { id: "costs", title: "Costs" },
    html`<p class="muted">Commission of ${plain(config.commissionBps)} bps a side and slippage of ${plain(config.slippageBps)} bps on ${fixed(fills.length, 0)} fills worth ${money(costs.turnover)}. “Before costs” are the same fills without them; without costs other sizes might have been traded.</p>
`,
    table({
      caption: "What trading cost, quote currency",
      columns: [
        { title: "" },
        { title: "Amount", numeric: true },
        { title: "Of start capital", numeric: true },
        { title: "Of profit before costs", numeric: true },
      ],
      rows: [
        numberRow("Profit before costs", money(before), ofCapital(before), ""),
        numberRow("Commission", ...cells(costs.commission)),
        numberRow("Slippage", ...cells(costs.slippage)),
        ...(result.badDebt > 0
          ? [numberRow("Bad debt, not charged to the account", money(result.badDebt), ofCapital(result.badDebt), "")]
          : []),
        numberRow(html`<b>Net profit</b>`, html`<b>${money(net)}</b>`, html`<b>${ofCapital(net)}</b>`, ""),
      ],
    }),
  );
}
