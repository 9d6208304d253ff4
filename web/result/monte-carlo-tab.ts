import {
  MONTE_CARLO_METHODS,
  type MonteCarlo,
  type MonteCarloMethod,
  type MonteCarloOptions,
  monteCarloRows,
  VaranusError,
} from "../../src/index.js";
import { format, type RunOptions } from "../../src/runtime/browser/index.js";
import { Activity } from "../activity.js";
import { SpecChart } from "../chart/spec-chart.js";
import { fill, freshId, h } from "../dom.js";
import { Field } from "../form/field.js";

const SAYS: Readonly<Record<MonteCarloMethod, string>> = {
  shuffle: "the trades in another order: how deep it could have fallen",
  bootstrap: "as many trades, drawn anew from those there are",
  block: "days drawn anew, in runs of random length",
  skip: "every trade left out with a probability of 10 %",
  noise: "the strategy run again on prices with noise",
  null: "the positions begun on random bars: how often chance does as well",
};
/** Each path of noise is a backtest. */
const PATHS = { most: 1_000_000, noise: 1_000, others: 10_000 };

/** What could have come of the run: chosen, computed on all workers, shown as numbers, fan and distributions. */
export class MonteCarloTab {
  readonly element: HTMLElement;
  private readonly method: HTMLSelectElement;
  private readonly paths: Field;
  private readonly seed: Field;
  private readonly message = h("p", { class: "field-message", testid: "paths-message", "aria-live": "polite" });
  private readonly found = h("div", {});
  private readonly start = h(
    "button",
    { type: "button", class: "primary", testid: "paths-run", onclick: () => void this.run() },
    "Draw the paths",
  );
  private readonly activity = new Activity((busy) => {
    this.start.hidden = busy;
  }, "paths-");

  constructor(private readonly compute: (options: MonteCarloOptions, running: RunOptions) => Promise<MonteCarlo>) {
    const id = freshId();
    const about = h("p", { class: "hint" });
    this.paths = number("Paths", "how many are drawn", PATHS.others, 1, PATHS.most, "paths");
    this.seed = number("Seed", "the same seed, the same paths", 1, 0, 4_294_967_295, "paths-seed");
    const choose = () => {
      const method = this.method.value as MonteCarloMethod;
      about.textContent = format.capitalised(SAYS[method]);
      this.paths.setDefault(method === "noise" ? PATHS.noise : PATHS.others);
    };
    this.method = h(
      "select",
      { id, testid: "paths-method", onchange: choose },
      MONTE_CARLO_METHODS.map((name) => h("option", { value: name }, format.capitalised(name))),
    );
    this.method.value = "bootstrap";
    choose();
    this.element = h(
      "div",
      { testid: "monte-carlo" },
      h(
        "p",
        { class: "lead" },
        "What could have come of this run, had its trades, days, prices or entries been others. Drawn from its own past: no forecast.",
      ),
      h(
        "div",
        { class: "paths-form" },
        h("div", { class: "field" }, h("label", { for: id }, "Method"), this.method, about),
        this.paths.element,
        this.seed.element,
        h("div", { class: "paths-actions" }, this.start, this.activity.element),
      ),
      this.message,
      this.found,
    );
  }

  /** Gives up what is under way: the run is no longer the one on show. */
  cancel(): void {
    this.activity.cancel();
  }

  private async run(): Promise<void> {
    const wrong = [this.paths, this.seed].find((field) => !field.validate());
    if (wrong) return wrong.focus();
    this.message.textContent = "";
    const method = this.method.value as MonteCarloMethod;
    const options = { method, paths: this.paths.value as number, seed: this.seed.value as number };
    try {
      const label = `${format.counted(options.paths, "path")} of ${method}`;
      await this.show(await this.activity.during(label, (running) => this.compute(options, running)));
    } catch (error) {
      if (error instanceof VaranusError && error.code === "cancelled") return;
      const cure = error instanceof VaranusError && error.hint !== "" ? ` (${error.hint})` : "";
      this.message.textContent = `${format.capitalised(error instanceof Error ? error.message : String(error))}${cure}.`;
    }
  }

  private async show(result: MonteCarlo): Promise<void> {
    const { fan, start, unit, maxDrawdownHistogram: histogram, finalEquity, columns, actual } = result;
    const [equity, ends, drawdowns] = [new SpecChart("fan"), new SpecChart("ends"), new SpecChart("drawdowns")];
    const drawn = finalEquity !== null && histogram !== null ? [ends, drawdowns] : histogram ? [drawdowns] : [];
    fill(
      this.found,
      h(
        "table",
        { class: "metric-table paths-table", testid: "paths-numbers" },
        h(
          "tbody",
          {},
          monteCarloRows(result).map(([name, value]) =>
            h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value)),
          ),
        ),
      ),
      fan && [h("h3", {}, "Equity along the paths"), equity.element],
      h(
        "div",
        { class: "pair" },
        drawn.map((chart) =>
          h("div", {}, h("h3", {}, chart === ends ? "Final equity" : "Deepest drawdowns"), chart.element),
        ),
      ),
      h("p", { class: "lead" }, "A report.html that is saved now has all of this, too."),
    );
    await Promise.all([
      fan &&
        equity.show((charts, width) =>
          charts.fanChart({ fan, start, unit }, { theme: charts.CSS_THEME, width, title: false }),
        ),
      drawn.includes(ends) &&
        ends.show((charts, width) =>
          charts.endDistributionChart(
            { values: columns.finalEquity, start, actual: actual.finalEquity },
            { theme: charts.CSS_THEME, width, title: false },
          ),
        ),
      histogram &&
        drawdowns.show((charts, width) =>
          charts.drawdownDistributionChart(
            { histogram, actual: actual.maxDrawdown },
            { theme: charts.CSS_THEME, width, title: false },
          ),
        ),
    ]);
  }
}

function number(label: string, description: string, standard: number, min: number, max: number, path: string): Field {
  const check = (value: unknown) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? undefined
      : `It has to be a whole number from ${format.count(min)} to ${format.count(max)}.`;
  return new Field({ path, label, description, kind: "int", default: standard, check }, () => {});
}
