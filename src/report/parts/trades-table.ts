import type { Result } from "../../backtest/result.js";
import { exitText } from "../../contracts/reasons.js";
import { PARTS } from "../charts/trade-selection.js";
import { exitSummaries } from "../exits.js";
import {
  capitalised,
  count,
  counted,
  fixed,
  money,
  moneyDigits,
  percent,
  priceDigits,
  shortTime,
  signed,
} from "../format.js";
import { html, type Markup } from "../markup.js";
import { ofPositions } from "../positions.js";
import { type Column, numberRow, section, table } from "./table.js";

/** Of more trades than twice this, the first and the last so many are listed. */
const ENDS = 100;

const columnsOf = (funded: boolean): readonly Column[] => [
  { title: "No.", numeric: true },
  { title: "Side" },
  { title: "Entry, UTC" },
  { title: "Price", numeric: true },
  { title: "Exit, UTC" },
  { title: "Price", numeric: true },
  { title: "Quantity", numeric: true },
  { title: "Profit", numeric: true },
  { title: "Return", numeric: true },
  ...(funded ? [{ title: "Funding", numeric: true }] : []),
  { title: "Ended by" },
];

export function tradesSection(result: Result): Markup {
  const { trades } = result;
  const n = trades.length;
  const open = openPosition(result);
  if (n === 0) return section({ id: "trades", title: "Trades" }, open, html`<p>No trade was closed.</p>`);
  const columns = columnsOf(trades.funding !== null);
  const cut = n > 2 * ENDS;
  const digits = digitsOf(result);
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, k) => tradeRow(result, from + k, digits));
  const between = html`<tr class="rest"><td colspan="${columns.length}">${counted(n - 2 * ENDS, "trade")} between these are not listed</td></tr>
`;
  return section(
    { id: "trades", title: "Trades" },
    html`<p class="muted">${cut ? `The first and the last ${ENDS} of ${count(n)} trades` : `All ${counted(n, "trade")}`}${ofPositions(result.metrics)}, in the order of their exits. Profits are net of both commissions${trades.funding === null ? "" : " and of funding"}, prices include slippage; the return is on the value at entry.${result.positions !== n && ` ${PARTS}`}</p>
`,
    open,
    exits(result, digits.money),
    table({
      caption: "Closed trades",
      name: trades.funding === null ? "trades" : "trades funded",
      columns,
      rows: cut ? [...rows(0, ENDS), between, ...rows(n - ENDS, n)] : rows(0, n),
    }),
  );
}

interface Digits {
  price: number;
  quantity: number;
  money: number;
}

/** One number of decimals a column. */
function digitsOf({ trades }: Result): Digits {
  const largest = (column: Float64Array) => column.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  return {
    price: priceDigits(largest(trades.exitPrice)),
    quantity: priceDigits(largest(trades.quantity)),
    money: moneyDigits(largest(trades.pnl)),
  };
}

function tradeRow(result: Result, k: number, digits: Digits): Markup {
  const trade = result.trade(k);
  const tone = trade.pnl > 0 ? "gain" : trade.pnl < 0 ? "loss" : "";
  return html`<tr><td class="n">${k + 1}</td><td>${trade.side}</td><td>${shortTime(trade.entryTime)}</td><td class="n">${fixed(trade.entryPrice, digits.price)}</td><td>${shortTime(trade.exitTime)}</td><td class="n">${fixed(trade.exitPrice, digits.price)}</td><td class="n">${fixed(trade.quantity, digits.quantity)}</td><td class="n ${tone}">${signed(fixed(trade.pnl, digits.money))}</td><td class="n ${tone}">${signed(percent(trade.pnlPct))}</td>${trade.funding !== undefined && html`<td class="n">${fixed(trade.funding, digits.money)}</td>`}<td>${exitText(trade.exitReason)}</td></tr>
`;
}

function exits({ trades }: Result, digits: number): Markup {
  return table({
    caption: "Trades by the reason of their end",
    columns: [
      { title: "Reason" },
      { title: "Trades", numeric: true },
      { title: "Share", numeric: true },
      { title: "Won", numeric: true },
      { title: "Mean profit", numeric: true },
      { title: "Profit in all", numeric: true },
    ],
    rows: exitSummaries(trades).map((exit) =>
      numberRow(
        capitalised(exitText(exit.reason)),
        count(exit.trades),
        percent(exit.sharePct, 1),
        percent(exit.winRatePct, 1),
        toned(exit.meanProfit, digits),
        toned(exit.profit, digits),
      ),
    ),
  });
}

function toned(value: number, digits: number): Markup {
  const tone = value > 0 ? "gain" : value < 0 ? "loss" : "";
  return html`<span class="${tone}">${signed(fixed(value, digits))}</span>`;
}

function openPosition({ openPosition: held }: Result): Markup | undefined {
  if (held === null) return undefined;
  const { side, quantity, entryTime, entryPrice, openPnl } = held;
  return html`<p><b>${capitalised(side)} position still open at the end:</b> ${fixed(quantity, priceDigits(quantity))} since ${shortTime(entryTime)} UTC at ${fixed(entryPrice, priceDigits(entryPrice))}, open profit ${signed(money(openPnl))} at the last close. It is in the equity and not in the table of trades.</p>
`;
}
