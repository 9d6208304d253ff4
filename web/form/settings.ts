import * as z from "zod";
import { type BacktestConfig, backtestSchema, configError } from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { Field, type FieldSpec, type FieldValue } from "./field.js";
import { labelOf } from "./words.js";

/** The backtest's own switches as fields: kind, range, choices and description come from the schema. */

export type SettingName = Exclude<keyof BacktestConfig, "strategy" | "sizer" | "stops">;

/** Where the words of the name would not say it. */
const LABELS: Partial<Record<SettingName, string>> = {
  profile: "Semantics",
  capital: "Start capital",
  commissionBps: "Commission, bps",
  slippageBps: "Slippage, bps",
  maintenanceMargin: "Maintenance margin",
  fill: "Orders fill at",
  intrabar: "Inside a bar",
  stopAnchor: "Stops start from",
  sizeAt: "Sized at",
  slipTargets: "Targets slip",
  slipExits: "Exits slip",
  entryOnStopBar: "Entry on a stop's bar",
  exitWithOppositeEntry: "Exit with opposite entry",
  entryWithExit: "Entry with exit",
  markCloseFills: "Mark close fills",
  marginCheck: "Margin check",
  riskFree: "Risk-free rate",
  returns: "Returns per",
};

export const SETTING_GROUPS: readonly { title: string; names: readonly SettingName[] }[] = [
  { title: "Account and costs", names: ["capital", "leverage", "commissionBps", "slippageBps"] },
  { title: "Trading", names: ["fill", "intrabar", "longOnly", "reverse", "profile"] },
];

/** Every setting that is in no group above, in the order of the schema. */
export function furtherSettings(): SettingName[] {
  const grouped = new Set<string>([...SETTING_GROUPS.flatMap(({ names }) => names), "strategy", "sizer", "stops"]);
  return (Object.keys(backtestSchema.shape) as SettingName[]).filter((name) => !grouped.has(name));
}

export function settingField(name: SettingName, onChange: () => void): Field {
  return new Field(specOfSetting(name), onChange);
}

function specOfSetting(name: SettingName): FieldSpec {
  const schema = backtestSchema.shape[name] as z.ZodType;
  let inner = schema;
  let standard: FieldValue | undefined;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional) {
    if (inner instanceof z.ZodDefault) standard = inner.def.defaultValue as FieldValue;
    inner = inner.unwrap() as z.ZodType;
  }
  return {
    path: name,
    label: LABELS[name] ?? labelOf(name),
    description: schema.description ?? "",
    kind:
      inner instanceof z.ZodBoolean
        ? "boolean"
        : inner instanceof z.ZodEnum
          ? "choice"
          : inner instanceof z.ZodNumber
            ? inner.isInt
              ? "int"
              : "float"
            : "text",
    default: standard,
    ...(inner instanceof z.ZodEnum ? { choices: inner.options.map(String) } : {}),
    check: (value) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? undefined : `${format.capitalised(configError(parsed.error, value).message)}.`;
    },
  };
}
