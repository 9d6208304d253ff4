import { resolveConfig } from "../backtest/resolve.js";
import { canonicalJson } from "../contracts/canonical.js";
import { type BacktestConfig, backtestSchema, type Named, type SourceInput } from "../contracts/config.js";
import { specOf } from "../contracts/parameters.js";
import { INDICATORS } from "../indicators/catalogue.js";
import { SIZERS } from "../risk/sizers/catalogue.js";
import { SLIPPAGES } from "../risk/slippage/catalogue.js";
import { STOPS } from "../risk/stops/catalogue.js";
import { STRATEGIES } from "../strategies/catalogue.js";

/** The keys that are not a flag of their own name, in the words of the command line. */
const COMPOSITE: ReadonlySet<string> = new Set(["strategy", "sizer", "stops", "slippage", "marginTiers"]);

interface Catalogued {
  readonly name: string;
  readonly parameters: object;
}
export type Flags = readonly (readonly [flag: string, value: string])[];

/** What a terminal has to be told for the same run: flags with their values, "" where there is none. */
export function commandLine(command: string, source: SourceInput, config: BacktestConfig, further: Flags = []): string {
  const named = new Set(further.filter(([flag]) => flag === "param").map(([, value]) => value.split("=")[0]));
  // what is varied has no value of its own
  const fixed = configFlags(config).filter(([flag, value]) => flag !== "param" || !named.has(value.split("=")[0]));
  return written(command, [...sourceFlags(source), ...fixed, ...further]);
}

/** The same for an indicator of the bars' own columns. */
export function indicatorLine(
  { name, params, series, other }: Named & { readonly series?: string; readonly other?: string },
  source: SourceInput,
  further: Flags = [],
): string {
  const [, ...changed] = namedFlags("", "param", { name, params }, INDICATORS);
  const columns = [
    ...(series === undefined || series === "close" ? [] : ([["series", series]] as const)),
    ...(other === undefined ? [] : ([["other", other]] as const)),
  ];
  return written(`indicator ${name}`, [...sourceFlags(source), ...changed, ...columns, ...further]);
}

function written(command: string, flags: Flags): string {
  const words = flags.map(([flag, value]) => (value === "" ? `--${flag}` : `--${flag} ${quoted(value)}`));
  return [`npx varanus ${command}`, ...words].join(" ");
}

function sourceFlags(source: SourceInput): Flags {
  return Object.entries(source)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [kebab(key), String(value)] as const);
}

const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What differs from the defaults of the profile. */
function configFlags(config: BacktestConfig): Flags {
  const defaults = resolveConfig({ profile: config.profile });
  const { profile, strategy, sizer, stops, slippage, marginTiers } = config;
  const differs = (key: keyof BacktestConfig) =>
    canonicalJson(config[key] ?? null) !== canonicalJson(defaults[key] ?? null);
  const plain = (Object.keys(backtestSchema.shape) as (keyof BacktestConfig)[]).filter((key) => {
    if (key === "slippageBps" && slippage.name !== "fixed") return false;
    return !COMPOSITE.has(key) && key !== "profile" && differs(key);
  });
  return [
    ...(profile === "varanus" ? [] : ([["profile", profile]] as const)),
    ...(strategy ? namedFlags("strategy", "param", strategy, STRATEGIES) : []),
    ...(differs("sizer") ? namedFlags("sizer", "sizer-param", sizer, SIZERS) : []),
    ...stops.flatMap((stop) => namedFlags("stop", "stop-param", stop, STOPS)),
    ...(differs("slippage") ? namedFlags("slippage", "slippage-param", slippage, SLIPPAGES) : []),
    ...marginTiers.map(
      (tier) => ["margin-tier", `${tier.notional}:${tier.initialMargin}:${tier.maintenanceMargin}`] as const,
    ),
    ...plain.map((key) => switchFlag(key, config[key])),
  ];
}

/** A thing of a catalogue with those parameters that are not at their defaults. */
function namedFlags(flag: string, parameterFlag: string, named: Named, catalogue: readonly Catalogued[]): Flags {
  const shape = catalogue.find(({ name }) => name === named.name)?.parameters ?? {};
  const changed = Object.entries(named.params).filter(([key, value]) => {
    const schema = (shape as Readonly<Record<string, Parameters<typeof specOf>[0]>>)[key];
    return schema === undefined || specOf(schema).default !== value;
  });
  return [[flag, named.name], ...changed.map(([key, value]) => [parameterFlag, `${key}=${value}`] as const)];
}

function switchFlag(key: string, value: unknown): readonly [string, string] {
  const flag = kebab(key);
  return typeof value === "boolean" ? [value ? flag : `no-${flag}`, ""] : [flag, String(value)];
}

/** As a shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
