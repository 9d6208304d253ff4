import { costsOf, formatTime, metricText, rejectionText } from "../../src/index.js";
import {
  format,
  PORTFOLIO_EXPORT_KINDS,
  type PortfolioExportKind,
  type PortfolioOutput,
} from "../../src/runtime/browser/index.js";
import { type Charts, SpecChart } from "../chart/spec-chart.js";
import { fill, h } from "../dom.js";
import { copyable } from "../result/copyable.js";
import { keyMetric, keyNumber } from "../result/key-number.js";
import { metricGroups } from "../result/metrics-tab.js";
import { saveButton } from "../result/save-button.js";
import { tabs } from "../result/tabs.js";
import { wideTable } from "../result/wide-table.js";
import { DOCUMENT } from "./document.js";

export interface PortfolioResultActions {
  save(kind: PortfolioExportKind): Promise<void>;
  saveDocument(): Promise<void>;
}

/** Fills that are shown; the file has them all. */
const FILLS = 100;

const SAYS: Readonly<Record<PortfolioExportKind, string>> = {
  "report.html": "a report to send on",
  "result.json": "everything, for programs",
  "account.csv": "account and slices over time",
  "fills.csv": "the account’s fills",
  "trades.csv": "every sleeve’s trades",
};

/** What a portfolio came to: the account, its sleeves, and what another run needs to be the same one. */
export class PortfolioResultView {
  readonly element = h("div", {});
  private readonly stale = h(
    "p",
    { class: "stale", testid: "portfolio-stale", hidden: true },
    "The settings have changed since this run.",
  );
  private readonly equity = new SpecChart("portfolio-equity");
  private readonly drawdown = new SpecChart("portfolio-drawdown");
  private readonly profits = new SpecChart("portfolio-profits");
  private readonly exposure = new SpecChart("portfolio-exposure");
  private readonly slices = new SpecChart("portfolio-slices");
  private tab = "sleeves";

  constructor(private readonly on: PortfolioResultActions) {}

  outdated(is: boolean): void {
    this.stale.hidden = !is;
  }

  show(output: PortfolioOutput, document: string): void {
    const { head, fills } = output;
    const { warnings } = head;
    this.outdated(false);
    fill(
      this.element,
      this.stale,
      keyNumbers(output),
      h(
        "section",
        { class: "card", "aria-label": "Equity of the account" },
        h("h3", {}, "Equity of the account"),
        this.equity.element,
        this.drawdown.element,
      ),
      tabs(
        "Portfolio",
        [
          {
            name: "sleeves",
            title: ["Sleeves", h("span", { class: "count" }, format.count(output.sleeves.length))],
            panel: h("div", {}, sleeveTable(output), this.profits.element),
          },
          {
            name: "believed",
            title: ["To know", warnings.length > 0 ? h("span", { class: "badge beware" }, warnings.length) : ""],
            panel: believed(output),
          },
          { name: "exposure", title: ["Exposure"], panel: this.exposure.element },
          { name: "slices", title: ["Weights"], panel: this.slices.element },
          {
            name: "fills",
            title: ["Fills", h("span", { class: "count" }, format.count(fills.length))],
            panel: fillTable(output),
          },
          { name: "metrics", title: ["Metrics"], panel: h("div", {}, metricGroups(head)) },
          { name: "reproduce", title: ["Save and reproduce"], panel: this.reproduce(output, document) },
        ],
        this.tab,
        (name) => {
          this.tab = name;
        },
      ),
    );
    this.draw(output);
  }

  private draw(output: PortfolioOutput): void {
    const { head, account, benchmark } = output;
    const curve = { timestamp: account.timestamp, equity: account.equity, capital: head.config.capital };
    const look = (charts: Charts, width: number) => ({ theme: charts.CSS_THEME, width, title: false }) as const;
    void this.equity.show((charts, width) => charts.equityChart({ ...curve, benchmark }, look(charts, width)));
    void this.drawdown.show((charts, width) => charts.drawdownChart(curve, look(charts, width)));
    void this.profits.show((charts, width) => charts.sleeveProfitsChart(output, look(charts, width)));
    void this.exposure.show((charts, width) => charts.exposureChart(output, look(charts, width)));
    void this.slices.show((charts, width) => charts.slicesChart(output, look(charts, width)));
  }

  private reproduce({ head }: PortfolioOutput, document: string): HTMLElement {
    return h(
      "div",
      { testid: "portfolio-reproduce" },
      h("h3", {}, "Save"),
      h(
        "div",
        { class: "downloads" },
        PORTFOLIO_EXPORT_KINDS.map((kind) => saveButton(kind, SAYS[kind], () => this.on.save(kind))),
        saveButton(DOCUMENT, "the configuration", () => this.on.saveDocument()),
      ),
      h("h3", {}, "Fingerprint"),
      h(
        "p",
        { class: "lead" },
        "The same bars, settings, strategies and kernel give the same fingerprint, on the command line, in a module and in any browser.",
      ),
      copyable(head.fingerprint, "portfolio-fingerprint", "Fingerprint"),
      h("h3", {}, "On the command line"),
      h(
        "p",
        { class: "lead" },
        `With this configuration as ${DOCUMENT} in the folder of the files, and Varanus installed, this is the same portfolio:`,
      ),
      copyable(`npx varanus portfolio --config ${DOCUMENT} --out out/`, "portfolio-command", "Command line"),
      h(
        "details",
        { class: "document" },
        h("summary", {}, DOCUMENT),
        copyable(document, "portfolio-document", "Configuration"),
      ),
      h("p", { class: "hint" }, `Varanus ${head.engine.version}`),
    );
  }
}

function keyNumbers({ head }: PortfolioOutput): HTMLElement {
  const { metrics, rebalanced, halts } = head;
  const text = (name: string) => metricText(metrics, name) ?? format.DASH;
  const amount = (value: number) => format.fixed(value, Math.abs(value) >= 10_000 ? 0 : 2);
  const trades = metrics["trades"] === 0 ? "" : `${format.percent(metrics["winRatePct"] as number, 0)} won, `;
  const { all, lines } = costsOf(head);
  return h(
    "dl",
    { class: "key-numbers", testid: "portfolio-numbers" },
    keyMetric(metrics, "returnPct", `${amount(metrics["finalEquity"] as number)} at the end`, true),
    keyMetric(metrics, "cagr", `same weights held ${format.signed(text("benchmarkReturnPct"))}`, true),
    keyMetric(metrics, "maxDrawdown", `longest ${text("longestDrawdownDays")}`),
    keyMetric(metrics, "sharpe", `Sortino ${text("sortino")}`),
    keyMetric(metrics, "psr", "no search counted"),
    keyMetric(metrics, "trades", `${trades}of all sleeves`),
    keyNumber({
      title: "Rebalanced",
      meaning: "How often all slices were set back to their weights, and how often new entries were halted.",
      value: format.count(rebalanced),
      note: format.counted(halts, "halt"),
    }),
    keyNumber({
      title: "Costs",
      meaning: `${lines.map(({ title, amount: part }) => `${title} ${format.money(part)}`).join(", ")}; gross profit is that before costs.`,
      value: amount(all.amount),
      note:
        all.ofProfit === undefined ? "commission and slippage" : `${format.percent(all.ofProfit, 0)} of gross profit`,
    }),
  );
}

function believed({ head: { warnings, conservationError, badDebt } }: PortfolioOutput): HTMLElement {
  return h(
    "div",
    { testid: "portfolio-believed" },
    warnings.length > 0 &&
      h(
        "ul",
        { class: "warnings", testid: "portfolio-warnings" },
        warnings.map((line) => h("li", {}, line)),
      ),
    h(
      "p",
      { class: "lead" },
      `${warnings.length === 0 ? "There is nothing to warn of. " : ""}Money is conserved in every slice to ${conservationError.toExponential(1)} of it${badDebt > 0 ? `; the bad debt is ${format.money(badDebt)}` : ""}. The numbers make no allowance for how sleeves and weights were chosen.`,
    ),
  );
}

function sleeveTable({ sleeves }: PortfolioOutput): HTMLElement {
  const titles = ["Sleeve", "Data", "Weight", "Profit", "Trades", "Won", "Sharpe", "Deepest drawdown", "Refused"];
  const rows = sleeves.map(({ name, data, weight, profits, trades, metrics, rejected }) => {
    const refused = Object.entries(rejected).map(([reason, times]) => `${rejectionText(reason as never)} ${times}`);
    const value = (metric: string) => metricText(metrics, metric) ?? format.DASH;
    return [
      name,
      `${data.symbol} ${data.timeframe}`,
      format.percent(100 * weight, 1),
      format.signed(format.money(profits.at(-1) as number)),
      format.count(trades.length),
      value("winRatePct"),
      value("sharpe"),
      value("maxDrawdown"),
      refused.join(", "),
    ];
  });
  return wideTable("portfolio-sleeves", "Each by its own: profit in money, ratios of its returns", titles, rows);
}

function fillTable({ fills, symbols, account }: PortfolioOutput): HTMLElement {
  const { mark, symbol, quantity, price, commission } = fills;
  const shown = Math.min(FILLS, fills.length);
  if (shown === 0) return h("p", { class: "empty" }, "Nothing was filled.");
  const rows = Array.from({ length: shown }, (_, k) => {
    const row = Math.min(mark[k] as number, account.length - 1);
    const [units, paid] = [quantity[k] as number, price[k] as number];
    return [
      format.shortTime(formatTime(account.timestamp[row] as number)),
      symbols[symbol[k] as number] as string,
      units > 0 ? "bought" : "sold",
      format.plain(Math.abs(units)),
      format.fixed(paid, format.priceDigits(paid)),
      format.money(Math.abs(units) * paid),
      format.money(commission[k] as number),
    ];
  });
  const of =
    fills.length > shown ? `The first ${shown} of ${format.count(fills.length)}; fills.csv has all of them. ` : "";
  return h(
    "div",
    { class: "fills" },
    h(
      "p",
      { class: "lead" },
      `${of}What the account traded after its sleeves’ orders were netted; times are opens of bars.`,
    ),
    wideTable(
      "portfolio-fills",
      "Fills of the account",
      ["Time, UTC", "Symbol", "", "Units", "Price", "Value", "Commission"],
      rows,
    ),
  );
}
