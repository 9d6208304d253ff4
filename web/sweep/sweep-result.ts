import {
  combinationAt,
  gainText,
  overfitText,
  type ParameterValue,
  plateauText,
  rankSweep,
  type SweepMetric,
  type SweepResult,
  sweepMap,
  sweepMetricWords,
  sweepValueText,
  variedNames,
} from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { SpecChart } from "../chart/spec-chart.js";
import { fill, freshId, h } from "../dom.js";
import type { Swept } from "../session.js";

export interface SweepActions {
  /** Runs one combination as a backtest. */
  open(combination: readonly (readonly [name: string, value: ParameterValue])[]): void;
  save(swept: Swept, metric: SweepMetric): Promise<void>;
}

/** Rows of the table. */
const BEST = 20;
const COLUMNS = ["sharpe", "finalEquity", "maxDrawdown", "trades"] as const;

/** What a sweep came to: the map, the best, and what they are worth. A click on any of them runs it. */
export class SweepResultView {
  readonly element = h("div", {});
  private readonly stale = h(
    "p",
    { class: "stale", testid: "sweep-stale", hidden: true },
    "The settings have changed since this sweep: what you click runs with those of the form.",
  );
  private readonly chart = new SpecChart("sweep-chart");
  private readonly words = h("div", { class: "sweep-words", testid: "sweep-words" });
  private readonly table = h("div", {});
  private swept: Swept | undefined;
  private metric: SweepMetric = "sharpe";
  /** The parameters along the map's sides, where there are more than two. */
  private axes: string[] = [];

  constructor(private readonly on: SweepActions) {}

  clear(): void {
    this.swept = undefined;
    fill(this.element);
  }

  outdated(is: boolean): void {
    this.stale.hidden = !is;
  }

  async show(swept: Swept, metric: SweepMetric): Promise<void> {
    this.swept = swept;
    this.metric = metric;
    const { result } = swept;
    const varied = variedNames(result);
    const order = Object.keys(result.columns.params);
    this.axes = varied.slice(0, 2).sort((a, b) => order.indexOf(a) - order.indexOf(b));
    this.outdated(false);
    fill(
      this.element,
      this.stale,
      h(
        "section",
        { class: "card", "aria-label": "Map of the sweep" },
        varied.length > 2 && this.axisChoice(varied),
        h("p", { class: "lead" }, "Click a cell to run it."),
        this.chart.element,
      ),
      h(
        "section",
        { class: "card", "aria-label": "What can be believed" },
        h("h3", {}, "What can be believed"),
        this.words,
      ),
      h("section", { class: "card", "aria-label": "The best" }, this.table),
    );
    await this.draw();
  }

  /** The same sweep by another metric. */
  rank(metric: SweepMetric): void {
    this.metric = metric;
    if (this.swept) void this.draw();
  }

  private async draw(): Promise<void> {
    const { swept, metric } = this;
    if (swept === undefined) return;
    const { result } = swept;
    const { skipped, length, config } = result;
    fill(
      this.words,
      [overfitText(result, metric), plateauText(result, metric), gainText(result), skippedText(result)].map(
        (text) => text !== "" && h("p", {}, text),
      ),
    );
    fill(this.table, this.best(swept));
    const map = sweepMap(result, metric, { axes: this.axes });
    const facts = { capital: config.capital, length, skipped: skipped.count };
    const pick = ({ k }: Readonly<Record<string, unknown>>) => {
      if (typeof k === "number") this.on.open(combinationAt(result, k));
    };
    await this.chart.show(
      (charts, width) => charts.sweepChart(map, facts, { theme: charts.CSS_THEME, width, title: false }),
      pick,
    );
  }

  private axisChoice(names: readonly string[]): HTMLElement {
    const choice = (k: number, label: string) => {
      const id = freshId();
      const select = h(
        "select",
        {
          id,
          testid: `sweep-axis-${k}`,
          onchange: () => {
            const other = this.axes[1 - k];
            // what is chosen twice changes places
            if (other === select.value) this.axes[1 - k] = this.axes[k] as string;
            this.axes[k] = select.value;
            for (const [at, each] of selects.entries()) each.value = this.axes[at] as string;
            void this.draw();
          },
        },
        names.map((name) => h("option", { value: name }, name)),
      );
      select.value = this.axes[k] as string;
      return { select, element: h("div", { class: "field" }, h("label", { for: id }, label), select) };
    };
    const choices = [choice(0, "Across"), choice(1, "Upwards")];
    const selects = choices.map(({ select }) => select);
    return h(
      "div",
      { class: "axes" },
      choices.map(({ element }) => element),
    );
  }

  private best(swept: Swept): HTMLElement {
    const { result } = swept;
    const { metric } = this;
    const names = Object.keys(result.columns.params);
    const rows = rankSweep(result, metric, BEST);
    if (rows.length === 0)
      return h("p", { class: "empty" }, `None of the combinations has a ${sweepMetricWords(metric)}.`);
    const run = (k: number, place: number) =>
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          testid: `sweep-open-${place}`,
          onclick: () => this.on.open(combinationAt(result, k)),
        },
        "run",
      );
    const save = h(
      "button",
      {
        type: "button",
        testid: "sweep-save",
        onclick: async () => {
          save.disabled = true;
          await this.on.save(swept, metric);
          save.disabled = false;
        },
      },
      "Save report.html",
    );
    return h(
      "div",
      {},
      h("h3", {}, `The ${format.count(rows.length)} best by ${sweepMetricWords(metric)}`),
      h(
        "div",
        { class: "wide-table", tabindex: 0, role: "region", "aria-label": "The best combinations" },
        h(
          "table",
          { class: "metric-table", testid: "sweep-best" },
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              ["Rank", "", ...names, ...COLUMNS.map((each) => format.capitalised(sweepMetricWords(each)))].map(
                (title) => h("th", { scope: "col" }, title),
              ),
            ),
          ),
          h(
            "tbody",
            {},
            rows.map((k, place) =>
              h(
                "tr",
                {},
                h("th", { scope: "row" }, place + 1),
                h("td", {}, run(k, place)),
                names.map((name) => h("td", {}, String(result.columns.params[name]?.[k] ?? ""))),
                COLUMNS.map((each) => h("td", {}, sweepValueText(each, result.columns[each][k] as number))),
              ),
            ),
          ),
        ),
      ),
      h("div", { class: "downloads" }, save),
    );
  }
}

function skippedText({ skipped: { count, reason } }: SweepResult): string {
  if (count === 0) return "";
  return `${format.counted(count, "combination")} ${count === 1 ? "was" : "were"} skipped; the first because ${reason}.`;
}
