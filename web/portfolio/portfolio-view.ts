import type { PortfolioExportKind } from "../../src/runtime/browser/index.js";
import { Activity } from "../activity.js";
import { fill, h } from "../dom.js";
import type { Run } from "../session.js";
import type { Setup } from "../setup/setup.js";
import type { Source } from "../workers.js";
import { DOCUMENT, portfolioDocument } from "./document.js";
import { PortfolioForm } from "./portfolio-form.js";
import { PortfolioResultView } from "./portfolio-result.js";
import { PortfolioSession } from "./portfolio-session.js";

export interface PortfolioViewActions {
  /** A file for the user to keep. */
  save(content: Blob, name: string): void;
  /** Makes a sleeve of the form of a backtest. */
  addSetup(): void;
  /** Forgets what was said before. */
  clear(): void;
  fail(error: unknown): void;
  /** The result is there. */
  shown(element: HTMLElement): void;
}

/** One account with many sleeves: its form, and what came of it. */
export class PortfolioView {
  readonly element = h("div", { class: "portfolio", testid: "portfolio" });
  private readonly session = new PortfolioSession();
  private readonly activity = new Activity((busy) => this.form?.busy(busy), "portfolio-");
  private readonly result: PortfolioResultView;
  /** Made when the view is first shown: until then no worker is needed for it. */
  private form: PortfolioForm | undefined;
  /** The portfolio on show, as its document. */
  private document = "";

  constructor(
    private readonly place: HTMLElement,
    private readonly on: PortfolioViewActions,
  ) {
    this.result = new PortfolioResultView({ save: (kind) => this.save(kind), saveDocument: () => this.saveDocument() });
    fill(this.element, welcome(), this.result.element);
  }

  /** The view is shown. */
  open(): PortfolioForm {
    this.form ??= new PortfolioForm(this.place, this.activity.element, {
      load: (series) => this.activity.during(`Reading ${nameOf(series.source)}`, (o) => this.session.load(series, o)),
      run: () => void this.run(),
      change: () => this.changed(),
      addSetup: this.on.addSetup,
      fail: this.on.fail,
    });
    return this.form;
  }

  async addSetup(setup: Setup, run: Run, source: Source): Promise<void> {
    await this.open().addSetup(setup, run, source);
  }

  private async run(): Promise<void> {
    this.on.clear();
    const form = this.open();
    try {
      const wanted = form.read();
      if (wanted === undefined) return;
      const output = await this.activity.during("Running", (options) => this.session.portfolio(wanted, options));
      this.document = portfolioDocument(wanted);
      fill(this.element, this.result.element);
      this.result.show(output, this.document);
      this.on.shown(this.result.element);
    } catch (error) {
      if (!form.refuse(error)) this.on.fail(error);
    }
  }

  private changed(): void {
    const current = this.form?.current();
    this.result.outdated(this.document !== "" && current !== undefined && portfolioDocument(current) !== this.document);
  }

  private async save(kind: PortfolioExportKind): Promise<void> {
    try {
      const { bytes, type } = await this.session.export(kind);
      this.on.save(new Blob([bytes], { type }), kind);
    } catch (error) {
      this.on.fail(error);
    }
  }

  private async saveDocument(): Promise<void> {
    this.on.save(new Blob([this.document], { type: "application/json" }), DOCUMENT);
  }
}

function nameOf(source: Source): string {
  return source.kind === "file" ? source.file.name : `the sample of seed ${source.seed}`;
}

function welcome(): HTMLElement {
  const step = (title: string, text: string) => h("li", {}, h("span", {}, h("strong", {}, title), ` ${text}`));
  return h(
    "div",
    { class: "welcome", testid: "portfolio-welcome" },
    h("h2", {}, "One account, many sleeves"),
    h(
      "ol",
      {},
      step("Bring data", "of as many symbols as you like, or keep the two synthetic ones."),
      step("Make sleeves", "each with a strategy, a size, stops and a weight; three are there to begin with."),
      step("Run", "and see the account after netting, rebalancing and limits, and what each sleeve brought."),
    ),
  );
}
