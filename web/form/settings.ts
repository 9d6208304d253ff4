import * as z from "zod";
import {
  type BacktestConfig,
  backtestSchema,
  configError,
  parseSpan,
  sourceSchema,
  VaranusError,
} from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { Field, type FieldSpec, type FieldValue } from "./field.js";
import { labelOf } from "./words.js";

/** The switches of data and backtest as fields: kind, range, choices and description come from the schema. */

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
  return new Field(specOf(name, backtestSchema.shape[name], LABELS[name]), onChange);
}

/** What is said of a file of bars, and what is taken of it. */
export type SourceName = Exclude<keyof typeof sourceSchema.shape, "data" | "signals" | "sampleBars">;

export function sourceField(name: SourceName, onChange: () => void): Field {
  const spec = specOf(name, sourceSchema.shape[name]);
  return new Field(name === "from" || name === "to" ? { ...spec, check: checkTime(name) } : spec, onChange);
}

/** What is wrong with the time of a first or last bar, in the words of the command line. */
function checkTime(name: "from" | "to"): FieldSpec["check"] {
  return (value) => {
    try {
      parseSpan({ [name]: String(value) });
      return undefined;
    } catch (error) {
      if (!(error instanceof VaranusError)) throw error;
      return `${format.capitalised(error.message)}: ${error.hint}.`;
    }
  };
}

function specOf(name: string, schema: z.ZodType, label = labelOf(name)): FieldSpec {
  let inner = schema;
  let standard: FieldValue | undefined;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional) {
    if (inner instanceof z.ZodDefault) standard = inner.def.defaultValue as FieldValue;
    inner = inner.unwrap() as z.ZodType;
  }
  return {
    path: name,
    label,
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
