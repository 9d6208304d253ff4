import type { Result } from "../../backtest/result.js";
import { type CostLine, costsOf } from "../costs.js";
import { counted, DASH, fixed, money, percent, plain } from "../format.js";
import { html, type Markup } from "../markup.js";
import { describeNamed } from "./summary.js";
import { numberRow, section, table } from "./table.js";

export function costsSection(result: Result): Markup {
  const { costs, config, fills, badDebt } = result;
  const { before, lines, all, net } = costsOf(result);
  const ofCapital = (value: number) => percent((100 * value) / config.capital);
  const row = (line: CostLine) =>
    numberRow(
      line.title,
      money(line.amount),
      percent(line.ofCapital),
      line.ofProfit === undefined ? DASH : percent(line.ofProfit, 1),
    );
  return section(
    { id: "costs", title: "Costs" },
    html`<p class="muted">${terms(result)} ${fixed(fills.length, 0)} fills were worth ${money(costs.turnover)}. “Before costs” are the same fills without them; without costs other sizes might have been traded.</p>
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
        ...lines.map(row),
        row(all),
        ...(badDebt > 0
          ? [numberRow("Bad debt, not charged to the account", money(badDebt), ofCapital(badDebt), "")]
          : []),
        numberRow(html`<b>Net profit</b>`, html`<b>${money(net)}</b>`, html`<b>${ofCapital(net)}</b>`, ""),
      ],
    }),
  );
}

/** What was charged for what, a sentence each. */
function terms({ config, bars, fills }: Result): string {
  const { commissionBps, makerCommissionBps, minimumFee, slippage, slippageBps, liquidationFeeBps, borrowRate } =
    config;
  const { maxParticipation, unfilled } = config;
  const maker =
    makerCommissionBps === undefined
      ? ""
      : `, ${plain(makerCommissionBps)} bps for ${fills.order ? "limit orders and targets" : "targets"}`;
  const least = minimumFee > 0 ? `, at least ${plain(minimumFee)} a fill` : "";
  const charged = bars.funding?.charged.reduce((sum, flag) => sum + flag, 0);
  const sentences = [
    `Commission of ${plain(commissionBps)} bps a side${maker}${least}`,
    slippage.name === "fixed" ? `Slippage of ${plain(slippageBps)} bps` : `Slippage by ${describeNamed(slippage)}`,
    ...(maxParticipation > 0
      ? [
          `Orders take at most ${percent(100 * maxParticipation)} of a bar's volume; what that leaves ${unfilled === "work" ? "works on" : "is cancelled"}`,
        ]
      : []),
    ...(liquidationFeeBps > 0 ? [`A liquidation costs ${plain(liquidationFeeBps)} bps more`] : []),
    ...(borrowRate > 0 ? [`Shorts pay ${percent(100 * borrowRate)} of their value a year`] : []),
    ...(charged === undefined
      ? []
      : [`Funding is charged at its stamps: ${counted(charged, "bar")} of ${fixed(bars.length, 0)} have some`]),
  ];
  return `${sentences.join(". ")}.`;
}
