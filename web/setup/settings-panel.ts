import { type BacktestConfig, type BacktestInput, resolveConfig, SLIPPAGES } from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";
import { CatalogueChoice } from "../form/catalogue-choice.js";
import type { Field, FieldValue } from "../form/field.js";
import { SETTING_GROUPS, type SettingName, settingField, tiersOf } from "../form/settings.js";
import type { FinerPanel } from "./finer-panel.js";

/** The model that reads `slippageBps`. */
const FIXED = "fixed";

/** What is read only where orders are held to the volume of a bar. */
const BY_VOLUME: ReadonlySet<SettingName> = new Set(["unfilled", "protectiveExits"]);

/** What of it all is there to be set. */
export interface SettingsRole {
  /** Called with what a profile brings along; without it there are no profiles. */
  readonly onProfile?: (defaults: BacktestConfig) => void;
  /** Shown where the rule inside a bar needs it. */
  readonly finer?: FinerPanel;
  /** Choices that are not to be had. */
  readonly without?: { readonly [Name in SettingName]?: readonly string[] };
}

/** The execution model's switches. Those at their default stay out of the configuration. */
export class SettingsPanel {
  readonly element: HTMLElement;
  private readonly byName = new Map<SettingName, Field>();
  private readonly slippage: CatalogueChoice;
  /** How many of the folded fields are changed, by what tells it. */
  private readonly notes: { names: readonly SettingName[]; note: HTMLElement }[] = [];

  constructor(
    private readonly onChange: () => void,
    private readonly role: SettingsRole,
  ) {
    const slippageBps = this.add("slippageBps");
    this.slippage = new CatalogueChoice(SLIPPAGES, "slippage", onChange, (name) =>
      name === FIXED ? [slippageBps] : [],
    );
    const { costs, trading } = SETTING_GROUPS;
    this.element = h(
      "section",
      { class: "panel", "aria-label": "Execution" },
      h("h2", {}, costs.title),
      this.group(costs.names),
      h("h3", {}, h("label", { for: this.slippage.id }, "Slippage")),
      this.slippage.element,
      this.folded(costs.folded),
      h("h2", { class: "second" }, trading.title),
      this.group(trading.names, role.finer ? { intrabar: role.finer.element } : {}),
      this.folded(trading.folded),
    );
    this.reveal();
  }

  get fields(): Field[] {
    const own = [...this.byName].filter(([name]) => this.isRead(name));
    return [...own.map(([, field]) => field), ...this.slippage.fields];
  }

  /** What is said of one margin tier stands at their field. */
  fieldAt(path: string): Field | undefined {
    const name = path.startsWith("marginTiers.") ? "marginTiers" : path;
    return this.fields.find(({ spec }) => spec.path === name);
  }

  config(): BacktestInput {
    const changed = [...this.byName].filter(
      ([name, field]) => this.isRead(name) && (field.changed || name === "profile"),
    );
    const values = changed.map(([name, { value }]) => [name, name === "marginTiers" ? tiersOf(String(value)) : value]);
    const slippage = this.slippage.name === FIXED ? {} : { slippage: this.slippage.chosen };
    return { ...Object.fromEntries(values), ...slippage } as BacktestInput;
  }

  private add(name: SettingName): Field {
    const onChange = () => {
      if (name === "profile") this.followProfile();
      this.reveal();
      this.count();
      this.onChange();
    };
    const field = settingField(name, onChange, this.role.without?.[name]);
    if (name === "makerCommissionBps") field.suggest("as the commission");
    this.byName.set(name, field);
    return field;
  }

  /** Whether the rest of the form leaves a setting something to say. */
  private isRead(name: SettingName): boolean {
    if (name === "slippageBps") return this.slippage.name === FIXED;
    return !BY_VOLUME.has(name) || Number(this.byName.get("maxParticipation")?.value) > 0;
  }

  private reveal(): void {
    for (const name of BY_VOLUME) {
      const field = this.byName.get(name);
      if (field) field.element.hidden = !this.isRead(name);
    }
    this.role.finer?.need(this.byName.get("intrabar")?.value === "lower-timeframe");
  }

  /** `after`: what stands behind a field. */
  private group(names: readonly SettingName[], after: { [Name in SettingName]?: HTMLElement } = {}): HTMLElement {
    return h(
      "div",
      { class: "fields" },
      names
        .filter((name) => name !== "profile" || this.role.onProfile)
        .flatMap((name) => [this.add(name).element, after[name]]),
    );
  }

  private folded(groups: (typeof SETTING_GROUPS)["costs"]["folded"]): HTMLElement[] {
    return groups.map(({ title, testid, names }) => {
      const note = h("span", { class: "summary-note" });
      this.notes.push({ names, note });
      return h("details", { class: "further", testid }, h("summary", {}, title, note), this.group(names));
    });
  }

  private followProfile(): void {
    const defaults = resolveConfig({ profile: this.byName.get("profile")?.value as BacktestConfig["profile"] });
    for (const [name, field] of this.byName) {
      if (name !== "profile" && name !== "marginTiers") field.setDefault(defaults[name] as FieldValue | undefined);
    }
    this.role.onProfile?.(defaults);
  }

  private count(): void {
    for (const { names, note } of this.notes) {
      const changed = names.filter((name) => this.isRead(name) && this.byName.get(name)?.changed).length;
      note.textContent = changed === 0 ? "" : `${format.count(changed)} changed`;
    }
  }
}
