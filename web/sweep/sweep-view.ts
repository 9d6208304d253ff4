import {
  type BacktestInput,
  MOST_COMBINATIONS,
  type ParameterValue,
  type SweepMetric,
  sweepMetricWords,
  sweepVariables,
  VaranusError,
  type Variable,
} from "../../src/index.js";
import { format, type RunOptions } from "../../src/runtime/browser/index.js";
import { Activity } from "../activity.js";
import { fill, freshId, h } from "../dom.js";
import type { Swept } from "../session.js";
import { type SweepActions, SweepResultView } from "./sweep-result.js";
import { ValueRange } from "./value-range.js";

export interface SweepViewActions extends SweepActions {
  /** The form as it is. */
  config(): BacktestInput;
  /** Runs it; nothing if the form is not right. */
  sweep(params: Readonly<Record<string, ParameterValue[]>>, options: RunOptions): Promise<Swept | undefined>;
  fail(error: unknown): void;
}

/** Combinations that a tab takes on. */
const MOST_HERE = 1_000_000;
const METRICS = ["sharpe", "finalEquity", "maxDrawdown", "trades"] as const satisfies readonly SweepMetric[];

/** Every combination of values that some parameters are given, and what came of it. */
export class SweepView {
  readonly element: HTMLElement;
  private readonly list = h("div", { class: "value-ranges" });
  private readonly none = h("p", { class: "empty", testid: "sweep-none", hidden: true });
  private readonly total = h("p", { class: "hint", testid: "sweep-total", "aria-live": "polite" });
  private readonly metric: HTMLSelectElement;
  private readonly add = h(
    "button",
    { type: "button", testid: "sweep-add", onclick: () => this.more() },
    "Vary another parameter",
  );
  private readonly start = h(
    "button",
    { type: "button", class: "primary", testid: "sweep-run", onclick: () => void this.run() },
    "Run the sweep",
  );
  private readonly activity = new Activity((busy) => {
    this.start.hidden = busy;
  }, "sweep-");
  private readonly result: SweepResultView;
  private ranges: ValueRange[] = [];
  private variables: readonly Variable[] = [];

  constructor(private readonly on: SweepViewActions) {
    const metricId = freshId();
    this.result = new SweepResultView(on);
    this.metric = h(
      "select",
      { id: metricId, testid: "sweep-metric", onchange: () => this.result.rank(this.chosen) },
      METRICS.map((name) => h("option", { value: name }, format.capitalised(sweepMetricWords(name)))),
    );
    this.element = h(
      "div",
      { class: "sweep", testid: "sweep" },
      h(
        "section",
        { class: "card", "aria-label": "Values to vary" },
        h("h2", {}, "Sweep"),
        h(
          "p",
          { class: "lead" },
          "Runs every combination of these values, with the data and settings of the form. Values are a range from..to:step, or a list with commas.",
        ),
        this.none,
        this.list,
        this.add,
        h(
          "div",
          { class: "sweep-actions" },
          h("div", { class: "field" }, h("label", { for: metricId }, "Ranked by"), this.metric),
          this.start,
          this.activity.element,
        ),
        this.total,
      ),
      this.result.element,
    );
  }

  /** The form has changed, or the view is shown: what can be varied may be another list. */
  refresh(): void {
    this.variables = this.offered();
    const free = () => this.free()?.name ?? "";
    for (const range of this.ranges) range.offer(this.variables, free());
    if (this.ranges.length === 0) for (let k = 0; k < 2; k++) this.more();
    this.show();
  }

  outdated(is: boolean): void {
    this.result.outdated(is);
  }

  clear(): void {
    this.activity.cancel();
    this.result.clear();
  }

  private get chosen(): SweepMetric {
    return this.metric.value as SweepMetric;
  }

  private offered(): readonly Variable[] {
    try {
      const { list } = sweepVariables(this.on.config());
      fill(this.none);
      return list;
    } catch (error) {
      if (!(error instanceof VaranusError)) throw error;
      fill(this.none, `There is nothing to vary yet: ${error.message}.`);
      return this.variables;
    }
  }

  /** The next parameter that nobody varies yet. */
  private free(): Variable | undefined {
    const taken = new Set(this.ranges.map(({ name }) => name));
    return this.variables.find(({ name }) => !taken.has(name));
  }

  private more(): void {
    const next = this.free();
    if (next === undefined) return;
    const remove = (range: ValueRange) => {
      this.ranges = this.ranges.filter((each) => each !== range);
      this.show();
    };
    this.ranges.push(new ValueRange(this.variables, next.name, { change: () => this.count(), remove }));
    this.show();
  }

  private show(): void {
    fill(
      this.list,
      this.ranges.map(({ element }) => element),
    );
    this.none.hidden = this.none.textContent === "";
    this.add.hidden = this.free() === undefined;
    this.count();
  }

  /** The values of each parameter; nothing where something is wrong, which then stands beside it. */
  private read(): Record<string, ParameterValue[]> | undefined {
    const params: Record<string, ParameterValue[]> = {};
    let sound = this.ranges.length > 0 && this.none.hidden;
    for (const range of this.ranges) {
      const values = range.read();
      if (values && range.name in params) range.tell("This parameter is varied twice.");
      sound &&= values !== undefined && !(range.name in params);
      if (values) params[range.name] ??= values;
    }
    return sound ? params : undefined;
  }

  private count(): void {
    const params = this.read();
    const size = params && Object.values(params).reduce((product, { length }) => product * length, 1);
    const most = size !== undefined && size > MOST_HERE;
    this.total.textContent =
      size === undefined
        ? ""
        : most
          ? `${format.count(size)} combinations: at most ${format.count(MOST_HERE)} are possible here (the command line takes ${format.count(MOST_COMBINATIONS)}). Use fewer or coarser values.`
          : `${format.counted(size, "combination")}.`;
    this.total.classList.toggle("wrong", most);
    this.start.disabled = size === undefined || most;
  }

  private async run(): Promise<void> {
    const params = this.read();
    if (params === undefined) return;
    const metric = this.chosen;
    try {
      const label = this.total.textContent?.replace(/\.$/, "") ?? "";
      const swept = await this.activity.during(label, (options) => this.on.sweep(params, options));
      if (swept) await this.result.show(swept, metric);
    } catch (error) {
      this.on.fail(error);
    }
  }
}
