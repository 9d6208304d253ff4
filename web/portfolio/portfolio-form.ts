import { resolvePortfolio, VaranusError } from "../../src/index.js";
import { format, type LoadOutput } from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";
import type { Field } from "../form/field.js";
import { tierTitle } from "../form/settings.js";
import type { Run } from "../session.js";
import { SettingsPanel } from "../setup/settings-panel.js";
import type { Setup } from "../setup/setup.js";
import type { SampleSource, Source } from "../workers.js";
import { AccountPanel } from "./account-panel.js";
import type { HeldSeries, PortfolioRun } from "./portfolio-session.js";
import { named, SeriesPanel } from "./series-panel.js";
import { SleeveForm } from "./sleeve-form.js";

export interface PortfolioFormActions {
  load(series: HeldSeries): Promise<LoadOutput | undefined>;
  run(): void;
  change(): void;
  /** Makes a sleeve of the form of a backtest. */
  addSetup(): void;
  fail(error: unknown): void;
}

/** What a newcomer sees: three rules on two symbols. */
const FIRST = [
  { strategy: "ewmac", seed: 1, weight: 0.4 },
  { strategy: "donchian-breakout", seed: 2, weight: 0.3 },
  { strategy: "sma-cross", seed: 2, weight: 0.3 },
] as const;

const FIRST_STOP = "atr";

/** A portfolio knows one order of events only (assembly/portfolio/PORTFOLIO.md), and its page no finer bars. */
const WITHOUT = {
  fill: ["same-open"],
  markCloseFills: ["before"],
  endOfData: ["flatten", "finalize"],
  sameSideEntry: ["replace"],
  intrabar: ["lower-timeframe"],
} as const;

/** The form of a portfolio: data, sleeves, the account. */
export class PortfolioForm {
  readonly series: SeriesPanel;
  private readonly account: AccountPanel;
  private readonly settings: SettingsPanel;
  private readonly cards = h("div", { class: "sleeves" });
  private readonly total = h("p", { class: "hint", testid: "weights", "aria-live": "polite" });
  private readonly runButton = h(
    "button",
    { type: "submit", class: "primary", testid: "portfolio-run" },
    "Run the portfolio",
  );
  private sleeves: SleeveForm[] = [];

  constructor(
    form: HTMLElement,
    activity: HTMLElement,
    private readonly on: PortfolioFormActions,
  ) {
    const change = () => this.changed();
    this.series = new SeriesPanel({
      load: on.load,
      change: () => this.offer(),
      uses: (series) => this.sleeves.filter((sleeve) => sleeve.series === series).length,
      fail: on.fail,
    });
    this.account = new AccountPanel(change);
    this.settings = new SettingsPanel(change, { without: WITHOUT });
    fill(
      form,
      this.series.element,
      h(
        "section",
        { class: "panel", "aria-label": "Sleeves" },
        h("h2", {}, "Sleeves"),
        this.cards,
        this.total,
        h(
          "div",
          { class: "sleeve-actions" },
          h("button", { type: "button", testid: "sleeve-add", onclick: () => this.more() }, "Add a sleeve"),
          h(
            "button",
            { type: "button", testid: "sleeve-add-setup", onclick: () => on.addSetup() },
            "Add the backtest’s setup",
          ),
        ),
      ),
      this.account.element,
      this.settings.element,
      h("div", { class: "actions" }, this.runButton, activity),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      on.run();
    });
    this.series.draw();
    this.begin();
  }

  busy(is: boolean): void {
    this.runButton.hidden = is;
  }

  takeSignals(file: File, at: Element): void {
    this.sleeves.find(({ element }) => element.contains(at))?.strategy.takeSignals(file);
  }

  /** Adds the form of a backtest, whose bars come from `source`, as a sleeve. */
  async addSetup(setup: Setup, { from, to, funding }: Run, source: Source): Promise<void> {
    const sleeve = this.newSleeve();
    sleeve.take(setup);
    const series = await this.series.add(source.kind === "sample" ? named(source) : source, { from, to }, funding);
    if (series === undefined) return;
    this.put(sleeve);
    sleeve.trade(series);
    this.changed();
    sleeve.element.open = true;
    sleeve.element.scrollIntoView({ block: "nearest" });
  }

  /** The portfolio as the form has it, or nothing: then a message stands beside the field at fault. */
  read(): PortfolioRun | undefined {
    const wrong = this.fields.filter((field) => !field.validate());
    if (wrong.length > 0) {
      wrong[0]?.focus();
      return undefined;
    }
    if (this.sleeves.length === 0) {
      throw new VaranusError({ code: "config", message: "there are no sleeves yet", hint: "add one" });
    }
    if (this.sleeves.some((sleeve) => !sleeve.validate())) return undefined;
    const run = this.current();
    try {
      const kinds = run.sleeves.map(({ series }, k) => ({
        legs: 1 as const,
        symbol: this.sleeves[k]?.series?.output.data.symbol ?? series.key,
      }));
      resolvePortfolio(run.config, kinds);
    } catch (error) {
      if (!this.refuse(error)) throw error;
      return undefined;
    }
    return run;
  }

  /** The form as it is, whether right or wrong; sleeves without data are not among what they trade. */
  current(): PortfolioRun {
    const sleeves = this.sleeves.map((sleeve) => sleeve.config());
    return {
      config: { ...this.settings.config(), ...this.account.config(), sleeves } as PortfolioRun["config"],
      sleeves: this.sleeves.flatMap(({ series, strategy }) =>
        series ? [{ series, signals: strategy.signalsFile }] : [],
      ),
    };
  }

  /** Shows an error beside the field that it names; whether there is one. */
  refuse(error: unknown): boolean {
    if (!(error instanceof VaranusError)) return false;
    const { path, message, hint } = error;
    const text = `${tierTitle(path)}${format.capitalised(message.replace(/^[\w-]+: /, ""))} (${hint}).`;
    if (path === "sleeves") {
      this.tell(text, true);
      this.total.scrollIntoView({ block: "nearest" });
      return true;
    }
    const field = this.fieldAt(path);
    field?.refuse(text);
    field?.focus();
    return field !== undefined;
  }

  private fieldAt(path: string): Field | undefined {
    const ofSleeve = /^sleeves\.(\d+)\.(.+)$/.exec(path);
    if (!ofSleeve) return this.account.fieldAt(path) ?? this.settings.fieldAt(path);
    const [, index, within = ""] = ofSleeve;
    return this.sleeves[Number(index)]?.fieldAt(within) ?? this.settings.fieldAt(within);
  }

  private get fields(): Field[] {
    return [...this.sleeves.flatMap((sleeve) => sleeve.fields), ...this.account.fields, ...this.settings.fields];
  }

  /** The portfolio that stands there at first. */
  private begin(): void {
    const sample = (seed: number): SampleSource => named({ kind: "sample", seed, bars: 6_570, timeframe: "4h" });
    for (const { strategy, seed, weight } of FIRST) {
      const sleeve = this.newSleeve(weight);
      sleeve.begin(strategy, FIRST_STOP);
      this.put(sleeve);
      void this.series.add(sample(seed)).then((series) => {
        sleeve.trade(series);
        this.changed();
      });
    }
  }

  private more(): void {
    const sleeve = this.newSleeve();
    this.put(sleeve);
    this.changed();
    sleeve.element.open = true;
    sleeve.name.focus();
  }

  /** Without a weight it gets what is left of the account. */
  private newSleeve(weight?: number): SleeveForm {
    const left = Math.max(0, 1 - this.sum);
    return new SleeveForm(weight ?? (left >= 0.01 ? Number(left.toFixed(2)) : 0.1), {
      change: () => this.changed(),
      remove: (sleeve) => {
        this.sleeves = this.sleeves.filter((each) => each !== sleeve);
        this.arrange();
        this.changed();
      },
      titleOf: (series) => this.series.titleOf(series),
    });
  }

  private put(sleeve: SleeveForm): void {
    this.sleeves.push(sleeve);
    sleeve.offer(this.series.list);
    this.arrange();
  }

  private arrange(): void {
    fill(
      this.cards,
      this.sleeves.map(({ element }) => element),
    );
  }

  private offer(): void {
    for (const sleeve of this.sleeves) sleeve.offer(this.series.list);
    this.changed();
  }

  private get sum(): number {
    return this.sleeves.reduce((sum, { weight }) => sum + (typeof weight.value === "number" ? weight.value : 0), 0);
  }

  private changed(): void {
    this.series.draw();
    const sum = Number(this.sum.toFixed(9));
    if (sum > 1) this.tell(`The weights add up to ${sum}; all sleeves together have at most 1.`, true);
    else {
      const rest = sum < 1 ? `; ${share(1 - sum)} of the account stay cash` : "";
      this.tell(`The weights add up to ${share(sum)}${rest}.`, false);
    }
    this.on.change();
  }

  private tell(text: string, wrong: boolean): void {
    this.total.textContent = text;
    this.total.classList.toggle("wrong", wrong);
  }
}

const share = (fraction: number) => format.percent(100 * fraction, 1).replace(".0%", "%");
