import { isEventDriven, type PortfolioInput, portfolioSchema, STRATEGIES, VaranusError } from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { fill, freshId, h } from "../dom.js";
import { Field } from "../form/field.js";
import { fieldSpecOf } from "../form/settings.js";
import { RiskPanel } from "../setup/risk-panel.js";
import type { Setup } from "../setup/setup.js";
import { StrategyPanel } from "../setup/strategy-panel.js";
import type { ListedSeries } from "./series-panel.js";

/** A strategy that places its own orders cannot be a sleeve. */
const SLEEVE_STRATEGIES = STRATEGIES.filter((strategy) => !isEventDriven(strategy));

export interface SleeveActions {
  change(): void;
  remove(sleeve: SleeveForm): void;
  titleOf(series: ListedSeries): string;
}

/** One sleeve: its name and weight, what it trades and by what, its size and stops. */
export class SleeveForm {
  readonly element: HTMLDetailsElement;
  readonly name: Field;
  readonly weight: Field;
  readonly strategy: StrategyPanel;
  private readonly risk: RiskPanel;
  private readonly select: HTMLSelectElement;
  private readonly about = h("p", { class: "hint" });
  private readonly message = h("p", { class: "field-message", testid: "sleeve-data-message", "aria-live": "polite" });
  private readonly title = h("strong", { testid: "sleeve-title" });
  private readonly share = h("span", { class: "summary-note" });
  private offered: readonly ListedSeries[] = [];

  constructor(
    weight: number,
    private readonly on: SleeveActions,
  ) {
    const change = () => this.changed();
    const { shape } = portfolioSchema.shape.sleeves.element;
    this.name = new Field(fieldSpecOf("name", shape.name), change, "sleeve-name");
    this.weight = new Field({ ...fieldSpecOf("weight", shape.weight), default: weight }, change, "sleeve-weight");
    this.strategy = new StrategyPanel(change, SLEEVE_STRATEGIES);
    this.risk = new RiskPanel(change);
    const id = freshId();
    const messageId = `${id}-message`;
    this.message.id = messageId;
    this.select = h("select", {
      id,
      testid: "sleeve-data",
      "aria-describedby": messageId,
      onchange: () => {
        this.complain("");
        change();
      },
    });
    const remove = h(
      "button",
      { type: "button", class: "quiet", testid: "sleeve-remove", onclick: () => on.remove(this) },
      "Remove this sleeve",
    );
    this.element = h(
      "details",
      { class: "sleeve", testid: "sleeve" },
      h("summary", {}, this.title, this.share),
      h(
        "section",
        { class: "panel", "aria-label": "Sleeve" },
        h("div", { class: "fields" }, this.name.element, this.weight.element),
        h("div", { class: "field data" }, h("label", { for: id }, "Data"), this.select, this.about, this.message),
      ),
      this.strategy.element,
      this.risk.element,
      h("div", { class: "panel" }, remove),
    );
  }

  /** Takes over what the form of a backtest has; what a sleeve cannot be is said. */
  take({ strategy, risk }: Setup): void {
    if (!this.strategy.take(strategy)) {
      throw new VaranusError({
        code: "config",
        path: "strategy",
        message: strategy.wantsSignals
          ? "there are no signals yet"
          : `${strategy.title} places orders of its own, and a sleeve is vectorised, or has signals`,
        hint: strategy.wantsSignals
          ? "choose a file of signals, or a strategy in their place"
          : "take another strategy",
      });
    }
    this.risk.take(risk.config());
    this.draw();
  }

  /** Trades by this strategy, with this stop. */
  begin(strategy: string, stop: string): void {
    this.strategy.takeStrategy(strategy);
    this.risk.take({ ...this.risk.config(), stops: [{ name: stop, params: {} }] });
    this.draw();
  }

  get series(): ListedSeries | undefined {
    return this.offered.find(({ key }) => key === this.select.value);
  }

  /** What can be traded; what was chosen stays where it is still there. */
  offer(list: readonly ListedSeries[]): void {
    const chosen = this.series;
    this.offered = list;
    fill(
      this.select,
      list.length === 0 && h("option", { value: "" }, "none yet"),
      list.map((series) => h("option", { value: series.key }, this.on.titleOf(series))),
    );
    this.trade(chosen && list.includes(chosen) ? chosen : list[0]);
  }

  trade(series: ListedSeries | undefined): void {
    this.select.value = series?.key ?? "";
    if (series) this.complain("");
    this.draw();
  }

  config(): PortfolioInput["sleeves"][number] {
    const name = this.name.value as string | undefined;
    return {
      ...(name === undefined ? {} : { name }),
      weight: this.weight.value as number,
      ...this.strategy.config(),
      ...this.risk.config(),
    };
  }

  get fields(): Field[] {
    return [this.name, this.weight, ...this.strategy.fields, ...this.risk.fields];
  }

  /** The field of a path within this sleeve. */
  fieldAt(path: string): Field | undefined {
    if (path === "strategy.params") return this.strategy.fields[0];
    return this.fields.find(({ spec }) => spec.path === path) ?? this.risk.fieldAt(path);
  }

  /** Whether it has all that a run needs beside its fields; if not, it says so. */
  validate(): boolean {
    if (this.series === undefined) {
      this.complain("This sleeve has no bars: add data above, or remove the sleeve.");
      this.select.focus();
      return false;
    }
    if (!this.strategy.wantsSignals || this.strategy.signalsFile) return true;
    throw new VaranusError({
      code: "config",
      message: `${this.called}: there are no signals yet`,
      hint: "choose a file of signals, or a strategy in their place",
    });
  }

  /** Its name, or the one that it gets without. */
  get called(): string {
    const name = this.name.value as string | undefined;
    return name ?? [this.strategy.title, this.series?.output.data.symbol].filter(Boolean).join(" ");
  }

  private changed(): void {
    this.draw();
    this.on.change();
  }

  private complain(problem: string): void {
    this.message.textContent = problem;
    this.select.toggleAttribute("aria-invalid", problem !== "");
    if (problem !== "") this.element.open = true;
  }

  private draw(): void {
    const { data } = this.series?.output ?? {};
    const weight = this.weight.value;
    this.name.suggest(this.called);
    this.title.textContent = this.called;
    this.share.textContent = typeof weight === "number" ? format.percent(100 * weight, 1).replace(".0%", "%") : "";
    this.about.textContent = data
      ? `${format.counted(data.bars, "bar")} of ${data.timeframe}, ${data.from.slice(0, 10)} to ${data.to.slice(0, 10)}`
      : "";
  }
}
