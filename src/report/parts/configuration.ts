import { resolveConfig } from "../../backtest/resolve.js";
import type { Result } from "../../backtest/result.js";
import { canonicalJson } from "../../contracts/canonical.js";
import { type BacktestConfig, backtestSchema, type Named } from "../../contracts/config.js";
import { counted, plain, words } from "../format.js";
import { html, type Markup } from "../markup.js";
import { describeNamed } from "./summary.js";
import { section, table } from "./table.js";

/** Every switch of the run; what differs from the defaults of its profile is marked. */
export function configurationSection({ config }: Result): Markup {
  const defaults: Readonly<Record<string, unknown>> = resolveConfig({ profile: config.profile });
  const values: Readonly<Record<string, unknown>> = config;
  const keys = Object.keys(backtestSchema.shape) as (keyof BacktestConfig)[];
  const changed = (key: string) => key !== "strategy" && key !== "profile" && text(values[key]) !== text(defaults[key]);
  const rows = keys.map((key) => {
    const differs = changed(key) || (key === "profile" && config.profile !== "varanus");
    const before = differs && key !== "profile" && html`<small>instead of ${show(key, defaults[key])}</small>`;
    return html`<tr${differs && html` class="changed"`}><th scope="row"><code>${key}</code></th><td>${show(key, values[key])}${before}</td><td>${backtestSchema.shape[key].description}</td></tr>
`;
  });
  const many = keys.filter(changed).length;
  return section(
    { id: "configuration", title: "Configuration" },
    html`<p class="muted">Every switch that the result depends on. ${many === 0 ? "All have the defaults" : `${counted(many, "switch", "switches")} marked below ${many === 1 ? "differs" : "differ"} from the defaults`} of the profile “${config.profile}”.</p>
`,
    table({
      caption: "Switches",
      name: "settings",
      columns: [{ title: "Switch" }, { title: "Value" }, { title: "What it is" }],
      rows,
    }),
  );
}

/** What it means that a switch has no value. */
const UNDEFINED: Readonly<Record<string, string>> = {
  strategy: "signals of your own",
  makerCommissionBps: "as commissionBps",
  periodsPerYear: "by the data",
};

type Tier = BacktestConfig["marginTiers"][number];

const tierText = ({ notional, initialMargin, maintenanceMargin }: Tier): string =>
  `from ${plain(notional)}: initial ${initialMargin}, maintenance ${maintenanceMargin}`;

const text = (value: unknown): string => (value === undefined ? "" : canonicalJson(value));

function show(key: string, value: unknown): string {
  if (value === undefined) return UNDEFINED[key] ?? "none";
  if (key === "marginTiers" && Array.isArray(value) && value.length > 0)
    return (value as Tier[]).map(tierText).join("; ");
  if (Array.isArray(value)) return value.length === 0 ? "none" : (value as Named[]).map(describeNamed).join("; ");
  if (typeof value === "object" && value !== null) return describeNamed(value as Named);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" && key !== "profile" ? words(value) : String(value);
}
