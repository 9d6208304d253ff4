import type { AmbiguityBounds, MonteCarlo, MonteCarloOptions } from "../../src/index.js";
import { type BacktestOutput, type ExportKind, format, type RunOptions } from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";
import { cautions, evidenceTab } from "./evidence-tab.js";
import { keyNumbers } from "./key-numbers.js";
import { metricsTab } from "./metrics-tab.js";
import { MonteCarloTab } from "./monte-carlo-tab.js";
import { reproduceTab } from "./reproduce-tab.js";
import { tabs } from "./tabs.js";
import { TradeTable } from "./trade-table.js";

/** What a run found: the key numbers above the chart, all the rest under it. */
export class ResultView {
  readonly above = h("div", { class: "above" });
  readonly below = h("div", { class: "below" });
  private readonly stale = h(
    "p",
    { class: "stale", testid: "stale", hidden: true },
    "The settings have changed since this run.",
  );
  private tab = "evidence";
  private paths: MonteCarloTab | undefined;

  constructor(
    private readonly on: {
      trade: (output: BacktestOutput, trade: number) => void;
      bounds: () => Promise<AmbiguityBounds>;
      monteCarlo: (options: MonteCarloOptions, running: RunOptions) => Promise<MonteCarlo>;
      save: (kind: ExportKind) => Promise<void>;
    },
  ) {}

  clear(): void {
    this.paths?.cancel();
    fill(this.above);
    fill(this.below);
  }

  outdated(is: boolean): void {
    this.stale.hidden = !is;
  }

  show(output: BacktestOutput, command: string): void {
    const bad = cautions(output);
    const { length } = output.trades;
    this.paths?.cancel();
    this.paths = new MonteCarloTab(this.on.monteCarlo);
    fill(this.above, this.stale, keyNumbers(output));
    fill(
      this.below,
      tabs(
        "Result",
        [
          {
            name: "evidence",
            title: ["What can be believed", bad > 0 ? h("span", { class: "badge beware" }, bad) : ""],
            panel: evidenceTab(output, this.on.bounds),
          },
          { name: "metrics", title: ["Metrics"], panel: metricsTab(output) },
          {
            name: "trades",
            title: ["Trades", h("span", { class: "count" }, format.count(length))],
            panel: new TradeTable(output, (trade) => this.on.trade(output, trade)).element,
          },
          { name: "monte-carlo", title: ["Monte Carlo"], panel: this.paths.element },
          { name: "reproduce", title: ["Save and reproduce"], panel: reproduceTab(output, command, this.on.save) },
        ],
        this.tab,
        (name) => {
          this.tab = name;
        },
      ),
    );
    this.outdated(false);
  }
}
