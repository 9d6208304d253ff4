import * as z from "zod";
import { backtestSchema, closest, sourceSchema, VaranusError } from "../src/index.js";

/** A flag of the command line, as the configuration's schema declares it. */
export interface Flag {
  /** Key of the configuration, e.g. commissionBps. */
  key: string;
  /** Its name on the command line, e.g. commission-bps. */
  name: string;
  kind: "text" | "number" | "boolean" | "choice";
  choices: readonly string[];
  description: string;
  /** The default in words, empty if there is none. */
  default: string;
}

/** Flags that stand for more than one key, or are not configuration. */
const COMPOSITE = new Set(["strategy", "sizer", "stops", "slippage", "marginTiers"]);

/** Every plain key of the run's document as a flag: where the data come from, then the backtest's switches. */
export const SOURCE_FLAGS: readonly Flag[] = flagsOf(sourceSchema);
export const BACKTEST_FLAGS: readonly Flag[] = flagsOf(backtestSchema);

function flagsOf(schema: z.ZodObject): Flag[] {
  return Object.entries(schema.shape)
    .filter(([key]) => !COMPOSITE.has(key))
    .map(([key, field]) => flagOf(key, field as z.ZodType));
}

function flagOf(key: string, field: z.ZodType): Flag {
  let inner = field;
  let standard: unknown;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional) {
    if (inner instanceof z.ZodDefault) standard = inner.def.defaultValue;
    inner = inner.unwrap() as z.ZodType;
  }
  const choices = inner instanceof z.ZodEnum ? inner.options.map(String) : [];
  const kind =
    inner instanceof z.ZodNumber
      ? "number"
      : inner instanceof z.ZodBoolean
        ? "boolean"
        : choices.length > 0
          ? "choice"
          : "text";
  return {
    key,
    name: key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    kind,
    choices,
    description: field.description ?? "",
    default: standard === undefined ? "" : String(standard),
  };
}

/** The text of a flag as the value that its key takes. */
export function valueOfFlag(flag: Flag, text: string): string | number {
  return flag.kind === "number" ? numberOf(`--${flag.name}`, text) : text;
}

export function numberOf(path: string, text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isNaN(value)) {
    throw new VaranusError({ code: "config", path, message: `"${text}" is not a number` });
  }
  return value;
}

/** The error for a flag that no command has. */
export function unknownFlag(name: string, known: readonly string[]): VaranusError {
  const near = closest(name.replace(/^-+/, ""), known);
  return new VaranusError({
    code: "config",
    path: name,
    message: "there is no such flag",
    hint: near === undefined ? "--help lists them" : `did you mean --${near}?`,
  });
}
