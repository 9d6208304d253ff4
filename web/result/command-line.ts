import {
  type BacktestConfig,
  backtestSchema,
  canonicalJson,
  resolveConfig,
  SIZERS,
  SLIPPAGES,
  STOPS,
  STRATEGIES,
  specOf,
} from "../../src/index.js";
import type { Run, Source } from "../session.js";

/** The keys that are not a flag of their own name, in the words of the command line. */
const COMPOSITE: ReadonlySet<string> = new Set(["strategy", "sizer", "stops", "slippage", "marginTiers"]);

interface Catalogued {
  readonly name: string;
  readonly parameters: object;
}
type Named = BacktestConfig["sizer"];
type Flags = readonly (readonly [flag: string, value: string])[];

/** What a terminal has to be told for the same run: flags with their values, "" where there is none. Files go by their names. */
export function commandLine(source: Source, run: Run, config: BacktestConfig): string {
  const flags = [...dataFlags(source, run), ...configFlags(config)];
  const words = flags.map(([flag, value]) => (value === "" ? `--${flag}` : `--${flag} ${quoted(value)}`));
  return ["npx varanus backtest", ...words].join(" ");
}

/** Whether the command line gives the same fingerprint: its sample is that of the configuration's seed. */
export function isRepeatable(source: Source, config: BacktestConfig): boolean {
  return source.kind === "file" || source.seed === config.seed;
}

function dataFlags(source: Source, { from, to, signals, funding, finer }: Run): Flags {
  const own =
    source.kind === "file"
      ? {
          data: source.file.name,
          symbol: source.symbol,
          timeframe: source.timeframe,
          "utc-offset": source.utcOffset,
          calendar: source.calendar,
        }
      : { data: "sample", "sample-bars": String(source.bars), timeframe: source.timeframe };
  const given = {
    ...own,
    from,
    to,
    signals: signals?.name,
    funding: funding?.file.name,
    "funding-symbol": funding?.symbol,
    finer: finer?.file.name,
  };
  return Object.entries(given).filter((flag): flag is [string, string] => flag[1] !== undefined);
}

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
  const flag = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return typeof value === "boolean" ? [value ? flag : `no-${flag}`, ""] : [flag, String(value)];
}

/** As a shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
