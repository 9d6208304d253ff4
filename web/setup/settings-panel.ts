import { type BacktestConfig, type BacktestInput, resolveConfig } from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";
import type { Field, FieldValue } from "../form/field.js";
import { furtherSettings, SETTING_GROUPS, type SettingName, settingField } from "../form/settings.js";

/** The execution model's switches. Those at their default stay out of the configuration. */
export class SettingsPanel {
  readonly element: HTMLElement;
  private readonly byName = new Map<SettingName, Field>();
  private readonly summary = h("span", { class: "summary-note" });

  constructor(
    private readonly onChange: () => void,
    /** Called with what a profile brings along. */
    private readonly onProfile: (defaults: BacktestConfig) => void,
  ) {
    const further = furtherSettings();
    const group = (names: readonly SettingName[]) =>
      h(
        "div",
        { class: "fields" },
        names.map((name) => this.add(name).element),
      );
    this.element = h(
      "section",
      { class: "panel", "aria-label": "Execution" },
      ...SETTING_GROUPS.flatMap(({ title, names }, k) => [
        h("h2", { class: k > 0 ? "second" : "" }, title),
        group(names),
      ]),
      h(
        "details",
        { class: "further", testid: "further" },
        h("summary", {}, "Everything else about execution", this.summary),
        group(further),
      ),
    );
  }

  get fields(): Field[] {
    return [...this.byName.values()];
  }

  fieldAt(path: string): Field | undefined {
    return this.byName.get(path as SettingName);
  }

  config(): BacktestInput {
    const changed = [...this.byName].filter(([name, field]) => field.changed || name === "profile");
    return Object.fromEntries(changed.map(([name, field]) => [name, field.value])) as BacktestInput;
  }

  private add(name: SettingName): Field {
    const field = settingField(name, () => {
      if (name === "profile") this.followProfile();
      this.count();
      this.onChange();
    });
    this.byName.set(name, field);
    return field;
  }

  private followProfile(): void {
    const defaults = resolveConfig({ profile: this.byName.get("profile")?.value as BacktestConfig["profile"] });
    for (const [name, field] of this.byName) {
      if (name !== "profile") field.setDefault(defaults[name] as FieldValue | undefined);
    }
    this.onProfile(defaults);
  }

  private count(): void {
    const changed = furtherSettings().filter((name) => this.byName.get(name)?.changed).length;
    this.summary.textContent = changed === 0 ? "" : `${format.count(changed)} changed`;
  }
}
