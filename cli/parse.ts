import { VaranusError } from "../src/index.js";
import { unknownFlag } from "./flags.js";

/** What a flag takes: a value, nothing (`--no-NAME` is its opposite), or a value each time it comes. */
export type Takes = "value" | "nothing";

/** One flag as it was given; `negated` for --no-NAME. */
export interface Given {
  name: string;
  value: string;
  negated: boolean;
}

export interface Parsed {
  /** In the order in which they were given. */
  flags: Given[];
  /** Words that are not flags. */
  words: string[];
}

/** Splits arguments: --name value, --name=value, --name, --no-name, -h, and plain words. */
export function parse(args: readonly string[], takes: ReadonlyMap<string, Takes>): Parsed {
  const flags: Given[] = [];
  const words: string[] = [];
  for (let k = 0; k < args.length; k++) {
    const arg = args[k] as string;
    if (arg === "-h") {
      flags.push({ name: "help", value: "", negated: false });
      continue;
    }
    if (!arg.startsWith("-") || arg === "-") {
      words.push(arg);
      continue;
    }
    const [, name = "", , inline] = /^--([^=]+)(=([\s\S]*))?$/.exec(arg) ?? [];
    const negated = name.startsWith("no-") && takes.get(name.slice(3)) === "nothing";
    const plain = negated ? name.slice(3) : name;
    const kind = takes.get(plain);
    if (kind === undefined) throw unknownFlag(arg.split("=")[0] as string, [...takes.keys()]);
    if (kind === "nothing") {
      if (inline !== undefined) throw usage(`--${name}`, `it takes no value, "${inline}" came`);
      flags.push({ name: plain, value: "", negated });
      continue;
    }
    const value = inline ?? args[++k];
    if (value === undefined || (inline === undefined && /^--./.test(value)))
      throw usage(`--${name}`, "its value is missing");
    flags.push({ name, value, negated: false });
  }
  return { flags, words };
}

/** The last value of a flag that is not repeatable; twice is an error. */
export function single(parsed: Parsed, name: string): string | undefined {
  const found = parsed.flags.filter((flag) => flag.name === name);
  if (found.length > 1) throw usage(`--${name}`, "it is given twice");
  return found[0]?.value;
}

export function has(parsed: Parsed, name: string): boolean {
  return parsed.flags.some((flag) => flag.name === name && !flag.negated);
}

export function noWords(parsed: Parsed): void {
  const [word] = parsed.words;
  if (word !== undefined) throw usage(word, "a flag was expected here", "flags begin with --");
}

export function usage(path: string, message: string, hint = ""): VaranusError {
  return new VaranusError({ code: "config", path, message, hint });
}
