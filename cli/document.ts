import type { z } from "zod";
import {
  allowed,
  configError,
  documentSchema,
  type MarginTier,
  type ParameterSpec,
  type ParameterValue,
  parseMarginTier,
  type RunDocument,
  SIZERS,
  SLIPPAGES,
  STOPS,
  STRATEGIES,
  specOf,
  unknownName,
  VaranusError,
} from "../src/index.js";
import { BACKTEST_FLAGS, numberOf, SOURCE_FLAGS, valueOfFlag } from "./flags.js";
import { inFile, readJson } from "./json-file.js";
import { type Given, type Parsed, single, type Takes, usage } from "./parse.js";

/** Flags of the document beside those that are single keys of it. */
const PARAMETER_FLAGS = [
  "strategy",
  "param",
  "sizer",
  "sizer-param",
  "stop",
  "stop-param",
  "slippage",
  "slippage-param",
  "margin-tier",
  "config",
] as const;

/** The flags of keys that name a thing and its parameters. */
const COMPOSITE_FLAGS = {
  strategy: ["strategy", "param"],
  sizer: ["sizer", "sizer-param"],
  stops: ["stop", "stop-param"],
  slippage: ["slippage", "slippage-param"],
  marginTiers: ["margin-tier", "margin-tier"],
} as const;

export function documentFlags(): Map<string, Takes> {
  const takes = new Map<string, Takes>(PARAMETER_FLAGS.map((name) => [name, "value"]));
  for (const flag of [...SOURCE_FLAGS, ...BACKTEST_FLAGS])
    takes.set(flag.name, flag.kind === "boolean" ? "nothing" : "value");
  return takes;
}

interface Choice {
  name: string;
  params: Record<string, ParameterValue>;
}

interface Catalogued {
  readonly name: string;
  readonly parameters: Readonly<Record<string, z.ZodType<ParameterValue>>>;
}

/** A run's document: that of --config, and what flags say, which win. */
export interface Assembled {
  document: RunDocument;
  /** Says an error in the words of whoever gave the value: a flag, or a key of the file. */
  explain(error: VaranusError): VaranusError;
}

export async function assembleDocument(parsed: Parsed): Promise<Assembled> {
  const file = single(parsed, "config");
  const base = file === undefined ? {} : await readDocument(file);
  const flags = flagDocument(parsed, base);
  const document = { ...base, ...flags } as RunDocument;
  refuseStraySettings(document, flags);
  return { document, explain: (error) => explain(error, flags, file, tiersGiven(parsed)) };
}

/** What is read only where orders are held to the volume of a bar. */
const BY_VOLUME = [
  ["unfilled", "--unfilled"],
  ["protectiveExits", "--protective-exits"],
] as const;

/** Flags that would say nothing beside the rest of the document. */
function refuseStraySettings(document: RunDocument, flags: Record<string, unknown>): void {
  const model = typeof document.slippage === "object" ? document.slippage.name : document.slippage;
  if ("slippageBps" in flags && model !== undefined && model !== "fixed") {
    throw usage("--slippage-bps", `the slippage model ${model} does not read it`, "give --slippage fixed, or leave it");
  }
  for (const [key, flag] of BY_VOLUME) {
    if (key in flags && !((document.maxParticipation ?? 0) > 0)) {
      throw usage(flag, "nothing holds orders to the volume of a bar", "give --max-participation too, or leave it");
    }
  }
  if ("finer" in flags && document.intrabar !== "lower-timeframe") {
    throw usage("--finer", "nothing looks into finer bars", "give --intrabar lower-timeframe too");
  }
  if ("fundingSymbol" in flags && document.funding === undefined) {
    throw usage("--funding-symbol", "there is no file of funding rates", "give --funding FILE too");
  }
}

async function readDocument(file: string): Promise<Record<string, unknown>> {
  const value = await readJson(file, "it has to be one object of configuration keys");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new VaranusError({
      code: "file",
      path: file,
      message: "it has to hold one JSON object of configuration keys",
    });
  }
  const checked = documentSchema.safeParse(value);
  if (!checked.success) throw inFile(configError(checked.error, value), file);
  return value as Record<string, unknown>;
}

function flagDocument(parsed: Parsed, base: Record<string, unknown>): Record<string, unknown> {
  const document: Record<string, unknown> = {};
  for (const flag of [...SOURCE_FLAGS, ...BACKTEST_FLAGS]) {
    const text = single(parsed, flag.name);
    if (text === undefined) continue;
    document[flag.key] = flag.kind === "boolean" ? !isNegated(parsed, flag.name) : valueOfFlag(flag, text);
  }
  const strategy = chosen(parsed, "strategy", "param", STRATEGIES, base["strategy"]);
  const sizer = chosen(parsed, "sizer", "sizer-param", SIZERS, base["sizer"] ?? "fixed-fractional");
  const slippage = chosen(parsed, "slippage", "slippage-param", SLIPPAGES, base["slippage"] ?? "fixed");
  const stops = chosenStops(parsed);
  const tiers = chosenTiers(parsed);
  if (strategy) document["strategy"] = strategy;
  if (sizer) document["sizer"] = sizer;
  if (slippage) document["slippage"] = slippage;
  if (stops.length > 0) document["stops"] = stops;
  if (tiers.length > 0) document["marginTiers"] = tiers;
  return document;
}

function isNegated(parsed: Parsed, name: string): boolean {
  return parsed.flags.some((flag) => flag.name === name && flag.negated);
}

/** One thing of a catalogue with its parameters; parameters alone change those of the config file. */
function chosen(
  parsed: Parsed,
  flag: "strategy" | "sizer" | "slippage",
  parameterFlag: string,
  catalogue: readonly Catalogued[],
  base: unknown,
): Choice | undefined {
  const name = single(parsed, flag);
  const given = parsed.flags.filter((each) => each.name === parameterFlag);
  if (name === undefined && given.length === 0) return undefined;
  const before = (typeof base === "string" ? { name: base, params: {} } : base) as Choice | undefined;
  const chosenName = name ?? before?.name;
  if (chosenName === undefined) {
    throw usage(
      `--${parameterFlag} ${given[0]?.value}`,
      `there is no ${flag} that it could belong to`,
      `give --${flag} too`,
    );
  }
  const params = { ...(chosenName === before?.name ? before.params : {}) };
  const shape = given.length === 0 ? {} : parametersOf(catalogue, chosenName, flag);
  if (given[0] !== undefined && Object.keys(shape).length === 0) {
    const others = catalogue.filter(({ parameters }) => Object.keys(parameters).length > 0).map((each) => each.name);
    const hint = `--${flag} ${others.join(` or --${flag} `)} has some`;
    throw usage(`--${parameterFlag} ${given[0].value}`, `${chosenName} has no parameters`, hint);
  }
  for (const each of given) assign(params, each, shape, chosenName);
  return { name: chosenName, params };
}

/** Every --stop with the --stop-param that follow it. */
function chosenStops(parsed: Parsed): Choice[] {
  const stops: Choice[] = [];
  for (const flag of parsed.flags) {
    if (flag.name === "stop") stops.push({ name: flag.value, params: {} });
    if (flag.name !== "stop-param") continue;
    const stop = stops.at(-1);
    if (!stop) throw usage(`--stop-param ${flag.value}`, "there is no stop before it", "give --stop NAME first");
    assign(stop.params, flag, parametersOf(STOPS as readonly Catalogued[], stop.name, "stop"), stop.name);
  }
  return stops;
}

/** Every --margin-tier NOTIONAL:INITIAL:MAINTENANCE, in their order. */
function chosenTiers(parsed: Parsed): MarginTier[] {
  return tiersGiven(parsed).map((text) => parseMarginTier(text, `--margin-tier ${text}`));
}

const tiersGiven = (parsed: Parsed): string[] =>
  parsed.flags.filter(({ name }) => name === "margin-tier").map(({ value }) => value);

/** What --param k=v says of one thing of a catalogue. */
export function parametersGiven(
  parsed: Parsed,
  flag: string,
  catalogue: readonly Catalogued[],
  name: string,
  kind: string,
): Record<string, ParameterValue> {
  const shape = parametersOf(catalogue, name, kind);
  const params: Record<string, ParameterValue> = {};
  for (const each of parsed.flags) if (each.name === flag) assign(params, each, shape, name);
  return params;
}

function parametersOf(catalogue: readonly Catalogued[], name: string, kind: string): Catalogued["parameters"] {
  const found = catalogue.find((each) => each.name === name);
  if (found === undefined)
    throw unknownName(
      kind,
      name,
      catalogue.map((each) => each.name),
      `--${kind}`,
    );
  return found.parameters;
}

/** Reads k=v by the kind that the parameter declares. */
function assign(
  params: Record<string, ParameterValue>,
  { name: flag, value: text }: Given,
  shape: Catalogued["parameters"],
  owner: string,
): void {
  const [, key = "", value = ""] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
  if (key === "")
    throw usage(`--${flag} ${text}`, "it has the form name=value", `for example --${flag} ${example(shape)}`);
  const schema = shape[key];
  // an unknown one is refused with the others' names when the configuration is resolved
  params[key] = schema === undefined ? value : typed(specOf(schema), `--${flag} ${key}`, value, owner);
}

function typed(spec: ParameterSpec, path: string, text: string, owner: string): ParameterValue {
  if (spec.kind === "int" || spec.kind === "float") return numberOf(path, text);
  if (spec.kind === "choice") return text;
  if (text === "true" || text === "false") return text === "true";
  throw usage(path, `"${text}" is not allowed; this parameter of ${owner} is ${allowed(spec)}`);
}

function example(shape: Catalogued["parameters"]): string {
  const [first] = Object.entries(shape);
  return first ? `${first[0]}=${specOf(first[1]).default}` : "name=value";
}

function explain(
  error: VaranusError,
  flags: Record<string, unknown>,
  file: string | undefined,
  tiers: readonly string[],
): VaranusError {
  const [top = "", ...rest] = error.path.split(".");
  const fromFlags = top in flags || file === undefined;
  if (!fromFlags) return inFile(error, file);
  const parameter = rest.at(-2) === "params" ? ` ${rest.at(-1)}` : "";
  const named = COMPOSITE_FLAGS[top as keyof typeof COMPOSITE_FLAGS];
  const name = named
    ? named[parameter ? 1 : 0]
    : [...SOURCE_FLAGS, ...BACKTEST_FLAGS].find((flag) => flag.key === top)?.name;
  if (name === undefined) return error;
  const tier = top === "marginTiers" ? tiers[Number(rest[0])] : undefined;
  const which = tier === undefined ? parameter : ` ${tier}`;
  return new VaranusError({ ...error.toDetail(), path: `--${name}${which}` });
}
