import { type ExitReason, exitText, formatTime, hasParts, PARTS } from "../../src/index.js";
import { type BacktestOutput, EXIT_REASONS, format } from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";

/** Height of a row, px; the style sheet has the same. */
const ROW = 30;
/** Rows drawn beyond the visible ones, on either side. */
const MARGIN = 8;

interface Column {
  title: string;
  numeric: boolean;
  /** By what it is sorted. */
  key(trade: number): number;
  text(trade: number): string;
  tone?(trade: number): string;
}

/** Every trade. Only the rows in sight exist; sorting permutes indices, so a hundred thousand trades are no matter. */
export class TradeTable {
  readonly element: HTMLElement;
  private readonly columns: readonly Column[];
  private readonly order: Uint32Array;
  private readonly body = h("tbody", {});
  private readonly scroller: HTMLElement;
  private readonly heads: HTMLElement[];
  private sorted = { column: 0, descending: false };
  private selected = -1;
  private drawn = "";

  constructor(
    output: BacktestOutput,
    private readonly onSelect: (trade: number) => void,
  ) {
    this.columns = columnsOf(output);
    this.order = Uint32Array.from({ length: output.trades.length }, (_, k) => k);
    this.heads = this.columns.map((column, k) =>
      h(
        "th",
        { scope: "col", class: column.numeric ? "n" : "", "aria-sort": k === 0 ? "ascending" : "none" },
        h("button", { type: "button", testid: `sort-${k}`, onclick: () => this.sort(k) }, column.title),
      ),
    );
    const table = h(
      "table",
      { class: "trades", testid: "trades", "aria-rowcount": output.trades.length + 1 },
      h("caption", { class: "visually-hidden" }, "Closed trades; Enter or a click shows one on the chart"),
      h("thead", {}, h("tr", {}, this.heads)),
      this.body,
    );
    this.scroller = h(
      "div",
      { class: "scroller", tabindex: 0, role: "region", "aria-label": "Trades", onscroll: () => this.draw() },
      table,
    );
    this.scroller.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("click", (event) => {
      const row = (event.target as Element).closest("tr");
      if (row?.dataset["trade"] !== undefined) this.select(Number(row.dataset["trade"]));
    });
    this.element =
      output.trades.length === 0
        ? h("p", { class: "empty" }, "No trade was closed.")
        : h(
            "div",
            {},
            h(
              "p",
              { class: "lead" },
              `Click a trade to see it on the chart; click a heading to sort.${hasParts(output.trades) ? ` ${PARTS}` : ""}`,
            ),
            this.scroller,
          );
    new ResizeObserver(() => this.draw()).observe(this.scroller);
  }

  private sort(k: number): void {
    const descending = this.sorted.column === k && !this.sorted.descending;
    const { key } = this.columns[k] as Column;
    const sign = descending ? -1 : 1;
    this.order.sort((a, b) => sign * (key(a) - key(b)) || a - b);
    this.sorted = { column: k, descending };
    this.heads.forEach((head, each) => {
      head.setAttribute("aria-sort", each !== k ? "none" : descending ? "descending" : "ascending");
    });
    this.scroller.scrollTop = 0;
    this.draw(true);
  }

  private select(trade: number): void {
    this.selected = trade;
    this.draw(true);
    this.onSelect(trade);
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || (event.target as Element).closest("button")) return;
    event.preventDefault();
    const now = this.order.indexOf(this.selected);
    const next = Math.max(0, Math.min(this.order.length - 1, now + step));
    const top = next * ROW;
    const { scroller } = this;
    const room = scroller.clientHeight - 2 * ROW;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
    this.select(this.order[next] as number);
  }

  private draw(anew = false): void {
    const { scroller, order } = this;
    const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - MARGIN);
    const end = Math.min(order.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / ROW) + MARGIN);
    if (!anew && this.drawn === `${first} ${end}`) return;
    this.drawn = `${first} ${end}`;
    const rows = Array.from(order.subarray(first, end), (trade, k) => this.row(trade, first + k));
    fill(this.body, spacer(first), rows, spacer(order.length - end));
  }

  private row(trade: number, place: number): HTMLElement {
    return h(
      "tr",
      {
        "data-trade": trade,
        "aria-rowindex": place + 2,
        "aria-selected": trade === this.selected ? "true" : undefined,
      },
      this.columns.map((column) => {
        const tone = column.tone?.(trade) ?? "";
        return h("td", { class: `${column.numeric ? "n" : ""} ${tone}` }, column.text(trade));
      }),
    );
  }
}

/** Stands for the rows that are not drawn. */
function spacer(rows: number): HTMLElement | false {
  if (rows === 0) return false;
  const row = h("tr", { class: "spacer", "aria-hidden": "true" });
  row.style.height = `${rows * ROW}px`;
  return row;
}

function columnsOf({ trades, entryTime, exitTime }: BacktestOutput): Column[] {
  const at = (column: Float64Array) => (k: number) => column[k] as number;
  const largest = Math.max(at(trades.entryPrice)(0) || 1, 0);
  const price = (value: number) => format.fixed(value, format.priceDigits(largest));
  const column = (title: string, key: (k: number) => number, write: (value: number) => string): Column => ({
    title,
    numeric: true,
    key,
    text: (k) => write(key(k)),
  });
  const toned = (made: Column): Column => ({
    ...made,
    tone: (k) => (made.key(k) > 0 ? "gain" : made.key(k) < 0 ? "loss" : ""),
  });
  const time = (stamp: number) => format.shortTime(formatTime(stamp));
  const percent = (k: number) => (100 * at(trades.pnl)(k)) / (at(trades.entryPrice)(k) * at(trades.quantity)(k));
  return [
    column(
      "#",
      (k) => k,
      (k) => format.count(k + 1),
    ),
    {
      title: "Side",
      numeric: false,
      key: at(trades.side),
      text: (k) => (at(trades.side)(k) > 0 ? "▲ long" : "▼ short"),
      tone: (k) => (at(trades.side)(k) > 0 ? "long" : "short"),
    },
    { ...column("Entry, UTC", at(entryTime), time), numeric: false },
    column("Price", at(trades.entryPrice), price),
    { ...column("Exit, UTC", at(exitTime), time), numeric: false },
    column("Price", at(trades.exitPrice), price),
    column("Quantity", at(trades.quantity), format.plain),
    toned(column("Profit", at(trades.pnl), (value) => format.signed(format.fixed(value, 2)))),
    toned(column("%", percent, (value) => format.signed(format.percent(value)))),
    {
      title: "Ended by",
      numeric: false,
      key: at(trades.exitReason),
      text: (k) => exitText(EXIT_REASONS[at(trades.exitReason)(k)] as ExitReason),
    },
    ...(trades.funding ? [column("Funding", at(trades.funding), (value) => format.fixed(value, 2))] : []),
    column("Bars", (k) => at(trades.exitBar)(k) - at(trades.entryBar)(k), format.count),
    column("Worst", at(trades.mae), (value) => format.percent(100 * value, 1)),
    column("Best", at(trades.mfe), (value) => format.percent(100 * value, 1)),
  ];
}
