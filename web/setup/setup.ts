import { type BacktestConfig, type ParameterValue, resolveConfig, VaranusError } from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";
import type { Field } from "../form/field.js";
import { tierTitle } from "../form/settings.js";
import type { FinerSource, FundingSource, Run } from "../session.js";
import type { Source } from "../workers.js";
import { DataPanel } from "./data-panel.js";
import { FinerPanel } from "./finer-panel.js";
import { RiskPanel } from "./risk-panel.js";
import { SettingsPanel } from "./settings-panel.js";
import { StrategyPanel } from "./strategy-panel.js";

/** The form of a backtest: data, strategy, size and stops, execution. */
export class Setup {
  readonly data: DataPanel;
  readonly strategy: StrategyPanel;
  readonly risk: RiskPanel;
  readonly finer: FinerPanel;
  private readonly settings: SettingsPanel;
  private readonly runButton = h("button", { type: "submit", class: "primary", testid: "run" }, "Run the backtest");

  constructor(
    form: HTMLFormElement,
    activity: HTMLElement,
    on: {
      source: (source: Source) => void;
      funding: (source: FundingSource) => Promise<void>;
      finer: (source: FinerSource) => Promise<void>;
      run: () => void;
      change: () => void;
      addToPortfolio: () => void;
    },
  ) {
    this.data = new DataPanel(on.source, on.funding, on.change);
    this.strategy = new StrategyPanel(on.change);
    this.risk = new RiskPanel(on.change);
    this.finer = new FinerPanel(on.finer, on.change);
    const onProfile = (defaults: BacktestConfig) => this.risk.follow(defaults.sizer);
    this.settings = new SettingsPanel(on.change, { onProfile, finer: this.finer });
    fill(
      form,
      this.data.element,
      this.strategy.element,
      this.risk.element,
      this.settings.element,
      h(
        "section",
        { class: "panel", "aria-label": "Portfolio" },
        h(
          "button",
          { type: "button", testid: "add-to-portfolio", onclick: () => on.addToPortfolio() },
          "Add this setup to the portfolio",
        ),
        h("p", { class: "hint" }, "Its data, strategy, size and stops become a sleeve."),
      ),
      h("div", { class: "actions" }, this.runButton, activity),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      on.run();
    });
  }

  busy(is: boolean): void {
    this.runButton.hidden = is;
  }

  /** The run as the form has it, or nothing: then a message stands beside the field at fault. */
  read(): Run | undefined {
    const wrong = this.fields().filter((field) => !field.validate());
    if (wrong.length > 0) {
      wrong[0]?.focus();
      return undefined;
    }
    if (!this.data.funding.choice.validate() || !this.finer.validate()) return undefined;
    const run = this.current();
    try {
      resolveConfig(run.config);
    } catch (error) {
      if (!this.refuse(error)) throw error;
      return undefined;
    }
    if (this.strategy.wantsSignals && this.strategy.signalsFile === undefined) {
      this.strategy.focus();
      throw new VaranusError({
        code: "config",
        message: "there are no signals yet",
        hint: "choose a file of signals, or a strategy in their place",
      });
    }
    return run;
  }

  /** The form as it is, whether right or wrong. */
  current(): Run {
    const config = { ...this.settings.config(), ...this.strategy.config(), ...this.risk.config() };
    return {
      config,
      ...this.data.span,
      signals: this.strategy.signalsFile,
      funding: this.data.funding.choice.source,
      finer: this.finer.source,
    };
  }

  /** Takes over values as a sweep names them. */
  take(values: readonly (readonly [name: string, value: ParameterValue])[]): void {
    for (const [name, value] of values) {
      const field = this.fields().find(({ spec }) => pathsOf(name).includes(spec.path));
      if (field === undefined) {
        throw new VaranusError({
          code: "config",
          path: name,
          message: "the form no longer has this parameter",
          hint: "choose what the sweep was started with, or run the sweep again",
        });
      }
      field.enter(value);
    }
  }

  /** Reads the files beside the bars again, for bars that have come; one after the other. */
  async readAgain(): Promise<void> {
    await this.data.funding.choice.takeAgain();
    await this.finer.choice.takeAgain();
  }

  /** Shows an error beside the field that it names; whether there is one. */
  refuse(error: unknown): boolean {
    if (error instanceof VaranusError && error.code === "data" && error.path === "finer") {
      this.finer.complain(error);
      return true;
    }
    const field = error instanceof VaranusError ? this.fieldAt(error.path) : undefined;
    if (!(error instanceof VaranusError) || field === undefined) return false;
    const tier = tierTitle(error.path);
    // the strategy's name before the rule is said by the form itself
    const message = format.capitalised(error.message.replace(/^[\w-]+: /, ""));
    field.refuse(tier === "" ? `${message}.` : `${tier}${error.message} (${error.hint}).`);
    field.focus();
    return true;
  }

  private fields(): Field[] {
    return [...this.data.spanFields, ...this.strategy.fields, ...this.risk.fields, ...this.settings.fields];
  }

  private fieldAt(path: string): Field | undefined {
    // a rule between a strategy's parameters stands at the first of them
    if (path === "strategy.params") return this.strategy.fields[0];
    return (
      this.data.spanFields.find(({ spec }) => spec.path === path) ??
      this.strategy.fields.find(({ spec }) => spec.path === path) ??
      this.risk.fieldAt(path) ??
      this.settings.fieldAt(path)
    );
  }
}

/** Where the form has what a sweep calls by this name. */
function pathsOf(name: string): string[] {
  const [owner, ...rest] = name.split(".");
  if (owner === "stops") return [`stop.${rest[0]}.params.${rest[1]}`];
  return rest.length > 0 ? [`${owner}.params.${rest[0]}`] : [`strategy.params.${name}`, name];
}
