import type { BacktestConfig, BacktestInput } from "../contracts/config.js";
import { VaranusError } from "../contracts/errors.js";
import {
  ACCOUNT_KEYS,
  type PortfolioConfig,
  type PortfolioInput,
  portfolioDocumentSchema,
  portfolioSchema,
  type SleeveConfig,
} from "../contracts/portfolio.js";
import { strategyNamed } from "../strategies/catalogue.js";
import type { AnyStrategy } from "../strategies/define.js";
import { isEventDriven } from "../strategies/define.js";
import { configError } from "./config-error.js";
import { resolveConfig } from "./resolve.js";

/** What a sleeve is run with: its own settings and the account's, as a single run would have them. */
export interface ResolvedSleeve {
  readonly name: string;
  /** Share of the account; of a pair, that of both legs. */
  readonly weight: number;
  /** `capital` is the account's. */
  readonly config: BacktestConfig;
}

export interface ResolvedPortfolio {
  readonly rebalance: PortfolioConfig["rebalance"];
  readonly volatilityTarget: PortfolioConfig["volatilityTarget"];
  readonly limits: PortfolioConfig["limits"];
  /** What is the account's, as every sleeve has it too. */
  readonly account: Pick<BacktestConfig, (typeof ACCOUNT_KEYS)[number]>;
  readonly sleeves: readonly ResolvedSleeve[];
}

/** After defaults: what is hashed, and shown. */
export function hashedConfig({ account, sleeves, ...rest }: ResolvedPortfolio) {
  return {
    ...account,
    ...rest,
    sleeves: sleeves.map(({ name, weight, config }) => ({
      name,
      weight,
      ...Object.fromEntries(Object.entries(config).filter(([key]) => !isAccountKey(key))),
    })),
  };
}

/** How many legs each sleeve has, and the strategies that are not of the catalogue. */
export interface SleeveKind {
  readonly legs: 1 | 2;
  readonly strategy?: AnyStrategy | undefined;
  /** Name of its symbol, or of both. */
  readonly symbol: string;
}

/** A portfolio's configuration as the engine runs and hashes it; what contradicts itself is refused. */
export function resolvePortfolio(input: PortfolioInput, kinds: readonly SleeveKind[]): ResolvedPortfolio {
  const parsed = portfolioSchema.safeParse(input);
  if (!parsed.success) throw configError(parsed.error, input, [], keysOfPortfolio);
  const { sleeves, rebalance, volatilityTarget, limits } = parsed.data;
  refuseWeights(sleeves);
  if (volatilityTarget && !rebalance) {
    throw new VaranusError({
      code: "config",
      path: "volatilityTarget",
      message: "weights are scaled where slices are rebalanced, and rebalance is null",
      hint: "leave rebalance out for its defaults, or leave the target",
    });
  }
  const resolved = sleeves.map((sleeve, k) => {
    const kind = kinds[k];
    if (kind === undefined) throw new Error("Invariant: every sleeve has bars.");
    return resolveSleeve(input, sleeve, kind, k);
  });
  const names = resolved.map(({ name }) => name);
  const twice = names.findIndex((name, k) => names.indexOf(name) !== k);
  if (twice >= 0) {
    throw new VaranusError({
      code: "config",
      path: `sleeves.${twice}.name`,
      message: `two sleeves are called "${names[twice]}"`,
      hint: "give each a name of its own",
    });
  }
  const [first] = resolved;
  if (first === undefined) throw new Error("Invariant: a portfolio has sleeves.");
  const account = Object.fromEntries(Object.entries(first.config).filter(([key]) => isAccountKey(key)));
  return { rebalance, volatilityTarget, limits, account: account as ResolvedPortfolio["account"], sleeves: resolved };
}

/** Keys that a portfolio's document can have at a place. */
export function keysOfPortfolio(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(portfolioDocumentSchema.shape);
  if (path.length === 2 && path[0] === "sleeves")
    return Object.keys(portfolioDocumentSchema.shape.sleeves.element.shape);
  for (const key of ["rebalance", "volatilityTarget", "limits"] as const) {
    if (path[0] === key) return Object.keys(shapeOf(portfolioSchema.shape[key]));
  }
  return ["name", "params"];
}

/** The object inside what may be null or left out. */
function shapeOf(schema: unknown): object {
  let inner = schema as { unwrap?: () => unknown; shape?: object };
  while (inner.shape === undefined && inner.unwrap) inner = inner.unwrap() as typeof inner;
  return inner.shape ?? {};
}

/** Beyond this a sum of weights is more than 1, and not only rounded. */
const ROUNDING = 1e-9;

function refuseWeights(sleeves: readonly SleeveConfig[]): void {
  const sum = sleeves.reduce((all, { weight }) => all + weight, 0);
  if (sum <= 1 + ROUNDING) return;
  throw new VaranusError({
    code: "config",
    path: "sleeves",
    message: `the weights add up to ${Number(sum.toPrecision(12))}; all sleeves together have at most 1`,
    hint: "make them smaller; leverage is a setting of its own",
  });
}

function resolveSleeve(input: PortfolioInput, sleeve: SleeveConfig, kind: SleeveKind, k: number): ResolvedSleeve {
  const { sleeves: _, rebalance: __, volatilityTarget: ___, limits: ____, ...shared } = input;
  const { name, weight, ...own } = sleeve;
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const legs = kind.legs === 2;
  try {
    const config = resolveConfig({ ...shared, ...said } as BacktestInput, kind.strategy, { leg: legs });
    refuseForPortfolio(config, kind);
    const fallback = `${config.strategy?.name ?? "signals"} ${kind.symbol}`;
    return { name: name ?? fallback, weight, config };
  } catch (error) {
    if (!(error instanceof VaranusError)) throw error;
    // what a sleeve has said, or has only been given by the whole, is told apart
    const [top = ""] = error.path.split(".");
    const whole = top in shared && !(top in said);
    throw whole ? error : new VaranusError({ ...error.toDetail(), path: `sleeves.${k}.${error.path}` });
  }
}

/** A portfolio knows one order of events only (assembly/portfolio/PORTFOLIO.md). */
function refuseForPortfolio(config: BacktestConfig, { legs, strategy }: SleeveKind): void {
  const refused = (path: string, message: string, hint: string) =>
    new VaranusError({ code: "config", path, message, hint });
  const acting = strategy ?? (config.strategy && strategyNamed(config.strategy.name));
  if (acting && isEventDriven(acting)) {
    throw refused("strategy", `"${acting.name}" has onBar: a sleeve is vectorised, or has signals`, "take another one");
  }
  const needs = (key: keyof BacktestConfig, choices: string) =>
    refused(key, `a portfolio does not go with ${key} "${String(config[key])}"`, `choose ${choices}`);
  if (config.fill === "same-open") throw needs("fill", "next-open or close");
  if (config.markCloseFills === "before") throw needs("markCloseFills", "after");
  if (config.endOfData !== "mark" && config.endOfData !== "close") throw needs("endOfData", "mark or close");
  if (config.sameSideEntry === "replace") throw needs("sameSideEntry", "ignore");
  if (legs === 2 && config.maxParticipation > 0) {
    throw refused(
      "maxParticipation",
      "two legs are filled both or neither, and a budget of volume fills parts",
      "leave maxParticipation, or the pair",
    );
  }
}

/** Whether a key is the account's. */
function isAccountKey(key: string): boolean {
  return (ACCOUNT_KEYS as readonly string[]).includes(key);
}
