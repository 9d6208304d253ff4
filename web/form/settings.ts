import * as z from "zod";
import {
  type BacktestConfig,
  backtestSchema,
  configError,
  type MarginTier,
  parseMarginTier,
  parseSpan,
  sourceSchema,
  VaranusError,
} from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { Field, type FieldSpec, type FieldValue } from "./field.js";
import { labelOf } from "./words.js";

/** The switches of data and backtest as fields: kind, range, choices and description come from the schema. */

export type SettingName = Exclude<keyof BacktestConfig, "strategy" | "sizer" | "stops" | "slippage">;

/** Where the words of the name would not say it. */
const LABELS: Partial<Record<SettingName, string>> = {
  profile: "Semantics",
  capital: "Start capital",
  commissionBps: "Commission, bps",
  makerCommissionBps: "Maker commission, bps",
  minimumFee: "Minimum fee",
  minimumNotional: "Minimum notional",
  liquidationFeeBps: "Liquidation fee, bps",
  borrowRate: "Borrow rate a year",
  slippageBps: "Slippage, bps",
  maxParticipation: "Most of a bar's volume",
  unfilled: "What that leaves unfilled",
  protectiveExits: "Protective exits",
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

/** A heading, its fields, and what is folded away under it. */
interface SettingGroup {
  title: string;
  names: readonly SettingName[];
  folded: readonly { title: string; testid: string; names: readonly SettingName[] }[];
}

const COSTS: SettingGroup = {
  title: "Account and costs",
  // the slippage model brings slippageBps
  names: ["capital", "commissionBps"],
  folded: [
    {
      title: "Further costs",
      testid: "further-costs",
      names: ["makerCommissionBps", "minimumFee", "borrowRate", "liquidationFeeBps"],
    },
    {
      title: "Leverage and margin",
      testid: "margin",
      names: ["leverage", "maintenanceMargin", "marginTiers", "liquidation", "marginCheck"],
    },
    { title: "Steps and minimums of the market", testid: "steps", names: ["tickSize", "lotSize", "minimumNotional"] },
    {
      title: "What a bar's volume can fill",
      testid: "participation",
      names: ["maxParticipation", "unfilled", "protectiveExits"],
    },
  ],
};

const TRADING_NAMES = ["fill", "intrabar", "longOnly", "reverse", "profile"] as const;

const TRADING: SettingGroup = {
  title: "Trading",
  names: TRADING_NAMES,
  folded: [{ title: "Everything else about execution", testid: "further", names: furtherSettings() }],
};

/** Every setting that is in no group of its own, in the order of the schema. */
function furtherSettings(): SettingName[] {
  const grouped = new Set<string>([
    ...["strategy", "sizer", "stops", "slippage", "slippageBps"],
    ...[COSTS.names, ...COSTS.folded.map(({ names }) => names), TRADING_NAMES].flat(),
  ]);
  return (Object.keys(backtestSchema.shape) as SettingName[]).filter((name) => !grouped.has(name));
}

export const SETTING_GROUPS = { costs: COSTS, trading: TRADING } as const;

/** `without`: choices that are not to be had. */
export function settingField(name: SettingName, onChange: () => void, without: readonly string[] = []): Field {
  if (name === "marginTiers") return new Field(TIERS, onChange);
  const spec = fieldSpecOf(name, backtestSchema.shape[name], LABELS[name]);
  if (without.length === 0) return new Field(spec, onChange);
  const choices = spec.choices?.filter((choice) => !without.includes(choice)) ?? [];
  // nor is anything said of them
  const said = spec.description.split("; ").filter((part) => !without.some((choice) => part.includes(choice)));
  return new Field({ ...spec, choices, description: said.join("; ") }, onChange);
}

const TIERS: FieldSpec = {
  path: "marginTiers",
  label: "Margin tiers",
  description:
    "one a line, notional:initial:maintenance, as 0:0.02:0.01: the rates, fractions, of the part of the notional from there on; lowest first, instead of the maintenance margin",
  kind: "lines",
  default: undefined,
  check: (value) => {
    const tiers = tiersOf(String(value));
    if (typeof tiers !== "string") {
      const parsed = backtestSchema.shape.marginTiers.safeParse(tiers);
      if (parsed.success) return undefined;
      const error = configError(parsed.error, tiers);
      return `${tierTitle(error.path)}${error.message}.`;
    }
    return tiers;
  },
};

/** Tiers as the form has them, one a line; what is wrong, where one is not a tier. */
export function tiersOf(text: string): MarginTier[] | string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  try {
    return lines.map((line, k) => parseMarginTier(line, `${k}`));
  } catch (error) {
    if (!(error instanceof VaranusError)) throw error;
    return `${tierTitle(error.path)}${error.message}, ${error.hint}.`;
  }
}

/** "Tier 2: ", for a path of `marginTiers`, or within it, that begins with the tier's index. */
export function tierTitle(path: string): string {
  const index = /^(?:marginTiers\.)?(\d+)(?:$|\.)/.exec(path)?.[1];
  return index === undefined ? "" : `Tier ${Number(index) + 1}: `;
}

/** What is said of a file of bars, and what is taken of it. */
export type SourceName = Exclude<keyof typeof sourceSchema.shape, "data" | "signals" | "funding" | "sampleBars">;

export function sourceField(name: SourceName, onChange: () => void): Field {
  const spec = fieldSpecOf(name, sourceSchema.shape[name]);
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

/** A description of the schema, with other settings by their labels. */
function inLabels(description: string): string {
  return description.replace(/\b[a-z]+[A-Z][A-Za-z]*\b/g, (key) =>
    key in backtestSchema.shape ? `“${LABELS[key as SettingName] ?? labelOf(key)}”` : key,
  );
}

/** A key of a schema as a field. */
export function fieldSpecOf(name: string, schema: z.ZodType, label = labelOf(name)): FieldSpec {
  let inner = schema;
  let standard: FieldValue | undefined;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) {
    if (inner instanceof z.ZodDefault) standard = inner.def.defaultValue as FieldValue;
    inner = inner.unwrap() as z.ZodType;
  }
  return {
    path: name,
    label,
    description: inLabels(schema.description ?? ""),
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
