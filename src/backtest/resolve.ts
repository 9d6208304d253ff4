import {
  ANCHOR_FILL,
  ANCHOR_RAW_FILL,
  ANCHOR_SIGNAL_CLOSE,
  END_CLOSE,
  END_FINALIZE,
  END_FLATTEN,
  END_MARK,
  FILL_CLOSE,
  FILL_NEXT_OPEN,
  FILL_SAME_OPEN,
  INTRABAR_LOWER,
  INTRABAR_OHLC,
  INTRABAR_OPTIMISTIC,
  INTRABAR_PESSIMISTIC,
  LIQUIDATION_CLOSE,
  LIQUIDATION_INTRABAR,
  LIQUIDATION_NONE,
} from "../../dist/layout.js";
import {
  type BacktestConfig,
  type BacktestInput,
  backtestSchema,
  type Named,
  PROFILE_DEFAULTS,
} from "../contracts/config.js";
import { VaranusError } from "../contracts/errors.js";
import type { ParameterValues } from "../contracts/parameters.js";
import { shown, withParams } from "../contracts/with-params.js";
import { PAIR_SIZERS, SIZERS, sizerNamed } from "../risk/sizers/catalogue.js";
import type { KernelSettings } from "../risk/sizers/define.js";
import { slippageNamed } from "../risk/slippage/catalogue.js";
import { stopNamed } from "../risk/stops/catalogue.js";
import { strategyNamed } from "../strategies/catalogue.js";
import { type AnyStrategy, isEventDriven } from "../strategies/define.js";
import { configError } from "./config-error.js";
import { carries, everyBar } from "./risk-columns.js";

/**
 * A configuration as the engine runs and hashes it: the profile's and our defaults are in, every parameter of strategy, sizer and stops
 * has its value, and what contradicts itself has been refused. `own`: a strategy that is not of the catalogue. `varied`: parameters of the
 * strategy have yet to get their values, so that its own rule between them is not asked. `leg`: it is one of the two of a pair.
 */
export function resolveConfig(
  input: BacktestInput,
  own?: AnyStrategy,
  { varied = false, leg = false }: { varied?: boolean; leg?: boolean } = {},
): BacktestConfig {
  const profile = backtestSchema.shape.profile.safeParse(input.profile);
  if (!profile.success) throw configError(profile.error, input, ["profile"]);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const parsed = backtestSchema.safeParse({ ...PROFILE_DEFAULTS[profile.data], ...given });
  if (!parsed.success) throw configError(parsed.error, input);
  const config = parsed.data;
  const strategy = resolveStrategy(config.strategy, own, varied);
  const resolved: BacktestConfig = {
    ...config,
    ...(strategy ? { strategy } : {}),
    sizer: withParams(config.sizer, sizerNamed(config.sizer.name).parameters, "sizer"),
    slippage: withParams(config.slippage, slippageNamed(config.slippage.name).parameters, "slippage"),
    stops: config.stops.map((stop, k) => withParams(stop, stopNamed(stop.name).parameters, `stops.${k}`)),
  };
  refuseContradictions(resolved);
  if (!leg) refusePairSizer(resolved);
  refuseForeignClock(resolved, own ?? (strategy && strategyNamed(strategy.name)));
  return resolved;
}

function resolveStrategy(asked: Named | undefined, own: AnyStrategy | undefined, varied: boolean): Named | undefined {
  if (own !== undefined) requireStrategy(own);
  if (own && asked && asked.name !== own.name) {
    throw new VaranusError({
      code: "config",
      path: "strategy",
      message: `the configuration names "${asked.name}", and the strategy given is "${own.name}"`,
      hint: "give one of them",
    });
  }
  const named = asked ?? (own && { name: own.name, params: {} });
  if (!named) return undefined;
  const strategy = own ?? strategyNamed(named.name);
  const resolved = withParams(named, strategy.parameters, "strategy");
  const broken = varied ? undefined : strategy.check?.(resolved.params as never);
  if (broken) throw new VaranusError({ code: "config", path: "strategy.params", message: `${named.name}: ${broken}` });
  return resolved;
}

/** What the types say of a strategy of one's own, for those who write without them. */
function requireStrategy(own: AnyStrategy): void {
  const refused = (path: string, message: string, hint: string) =>
    new VaranusError({ code: "strategy", path, message, hint });
  if (typeof own !== "object" || own === null) {
    throw refused(
      "strategy",
      `${shown(own)} is no strategy`,
      "the configuration takes the names of those of the catalogue",
    );
  }
  if (typeof own.name !== "string" || own.name === "") throw refused("strategy.name", "it has no name", "give it one");
  if (typeof own.parameters !== "object" || own.parameters === null) {
    throw refused("strategy.parameters", `${own.name} does not say its parameters`, "{} where it has none");
  }
  const acts = isEventDriven(own) ? own.onBar : own.signals;
  if (typeof acts === "function") return;
  throw refused("strategy", `${own.name} has neither signals nor onBar`, "give one of the two functions");
}

function refuseContradictions(config: BacktestConfig): void {
  const contradiction = (path: string, message: string, hint: string) =>
    new VaranusError({ code: "config", path, message, hint });
  const names = config.stops.map((stop) => stop.name);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice) throw contradiction("stops", `the stop "${twice}" is given twice`, "give each stop once");
  for (const [k, stop] of config.stops.entries()) {
    if (stop.name === "percentage" && stop.params["stop"] === 0 && stop.params["target"] === 0) {
      throw contradiction(
        `stops.${k}`,
        "a percentage stop with neither stop nor target does nothing",
        "set one above 0",
      );
    }
    const { trigger, offset } = stop.params as { trigger: number; offset: number };
    if (stop.name === "break-even" && offset >= trigger) {
      throw contradiction(
        `stops.${k}.params.offset`,
        `the stop at ${offset} beyond the anchor would lie beyond the ${trigger} that sets it`,
        "it has to be below the trigger",
      );
    }
  }
  config.marginTiers.forEach((tier, k) => {
    const before = config.marginTiers[k - 1];
    const path = `marginTiers.${k}`;
    if (before === undefined && tier.notional !== 0) {
      throw contradiction(`${path}.notional`, `the first tier begins at ${tier.notional}`, "it has to begin at 0");
    }
    if (before !== undefined && !(tier.notional > before.notional)) {
      throw contradiction(
        `${path}.notional`,
        `the tier begins at ${tier.notional}, the one before it at ${before.notional}`,
        "give the tiers in the order of their notionals",
      );
    }
    for (const rate of ["initialMargin", "maintenanceMargin"] as const) {
      if (before !== undefined && tier[rate] < before[rate]) {
        throw contradiction(
          `${path}.${rate}`,
          `${tier[rate]} is less than the ${before[rate]} of the tier before it`,
          "rates rise with the notional",
        );
      }
    }
    if (tier.maintenanceMargin >= Math.max(tier.initialMargin, 1 / config.leverage)) {
      throw contradiction(
        `${path}.maintenanceMargin`,
        `${tier.maintenanceMargin} is not below the tier's initial margin ${Math.max(tier.initialMargin, 1 / config.leverage)}`,
        "a full entry would be liquidated at once",
      );
    }
  });
  if (config.marginTiers.length > 0 && config.maintenanceMargin > 0) {
    throw contradiction(
      "maintenanceMargin",
      "maintenanceMargin and marginTiers are both given",
      "put the rate into the tiers",
    );
  }
  if (config.maintenanceMargin * config.leverage >= 1) {
    throw contradiction(
      "maintenanceMargin",
      `maintenance margin ${config.maintenanceMargin} at leverage ${config.leverage} would liquidate every full entry at once`,
      "it has to be below 1 / leverage",
    );
  }
}

function refusePairSizer({ sizer }: BacktestConfig): void {
  if (!PAIR_SIZERS.some(({ name }) => name === sizer.name)) return;
  throw new VaranusError({
    code: "config",
    path: "sizer",
    message: `${sizer.name} sizes two legs together, and here is one`,
    hint: `choose one of ${SIZERS.map(({ name }) => name).join(", ")}; a portfolio's pair takes it`,
  });
}

/** Orders that rest and partial fills know one order of events only (assembly/simulation/ORDERS.md). */
function refuseForeignClock(config: BacktestConfig, strategy: AnyStrategy | undefined): void {
  const events = strategy !== undefined && isEventDriven(strategy);
  if (!events && config.maxParticipation === 0) return;
  const needs = events ? "a strategy with onBar" : "maxParticipation";
  const refused = (path: keyof BacktestConfig, allowed: string) =>
    new VaranusError({
      code: "config",
      path,
      message: `${needs} does not go with ${path} "${config[path]}"`,
      hint: `choose ${allowed}`,
    });
  if (config.fill === "same-open") throw refused("fill", "next-open or close");
  if (config.markCloseFills === "before") throw refused("markCloseFills", "after");
  if (config.endOfData !== "mark" && config.endOfData !== "close") throw refused("endOfData", "mark or close");
  if (events && config.gapThroughTarget !== "target") throw refused("gapThroughTarget", "target");
}

const YEAR_MS = 365 * 86_400_000;

const FILL_CODES = { "next-open": FILL_NEXT_OPEN, close: FILL_CLOSE, "same-open": FILL_SAME_OPEN };
const INTRABAR_CODES = {
  pessimistic: INTRABAR_PESSIMISTIC,
  optimistic: INTRABAR_OPTIMISTIC,
  ohlc: INTRABAR_OHLC,
  "lower-timeframe": INTRABAR_LOWER,
};
const ANCHOR_CODES = { fill: ANCHOR_FILL, "raw-fill": ANCHOR_RAW_FILL, "signal-close": ANCHOR_SIGNAL_CLOSE };
const LIQUIDATION_CODES = { none: LIQUIDATION_NONE, intrabar: LIQUIDATION_INTRABAR, close: LIQUIDATION_CLOSE };
const END_CODES = { mark: END_MARK, close: END_CLOSE, flatten: END_FLATTEN, finalize: END_FINALIZE };

/** Whether there is no trade without a valid ATR. */
function needsAtr(config: BacktestConfig): boolean {
  return sizerNamed(config.sizer.name).needsAtr || config.stops.some((stop) => stopNamed(stop.name).needsAtr);
}

/** A resolved configuration as the kernel's settings. */
export function kernelSettings(
  config: BacktestConfig,
  { barMs, funded, events }: { barMs: number; funded: boolean; events: boolean },
): KernelSettings {
  const settings = (values: ParameterValues) => values as never;
  return {
    fill: FILL_CODES[config.fill],
    intrabar: INTRABAR_CODES[config.intrabar],
    stopAnchor: ANCHOR_CODES[config.stopAnchor],
    sizeAtSignal: config.sizeAt === "signal",
    stopFirstAtOpen: config.gapThroughTarget === "stop-first",
    slipTargets: config.slipTargets,
    slipExits: config.slipExits,
    entryOnStopBar: config.entryOnStopBar,
    exitOnlyWithOpposite: config.exitWithOppositeEntry === "exit",
    cancelEntryWithExit: config.entryWithExit === "cancel",
    replaceSameSide: config.sameSideEntry === "replace",
    reverse: config.reverse,
    longOnly: config.longOnly,
    markBeforeCloseFill: config.markCloseFills === "before",
    liquidation: LIQUIDATION_CODES[config.liquidation],
    marginCheck: config.marginCheck,
    firstDecisionBar: config.firstDecisionBar,
    decideOnLastBar: config.decideOnLastBar,
    endOfData: END_CODES[config.endOfData],
    needsAtr: needsAtr(config),
    capital: config.capital,
    commission: config.commissionBps / 10_000,
    makerCommission: (config.makerCommissionBps ?? config.commissionBps) / 10_000,
    liquidationFee: config.liquidationFeeBps / 10_000,
    minimumFee: config.minimumFee,
    minimumNotional: config.minimumNotional,
    borrow: (config.borrowRate * barMs) / YEAR_MS,
    barMs,
    working: events || config.maxParticipation > 0,
    events,
    participation: config.maxParticipation,
    cancelUnfilled: config.unfilled === "cancel",
    protectiveByVolume: config.protectiveExits === "by-volume" && config.maxParticipation > 0,
    everyBar: everyBar(config),
    carries: carries(config, funded),
    slippage: config.slippageBps / 10_000,
    leverage: config.leverage,
    maintenance: config.maintenanceMargin,
    tick: config.tickSize,
    inverseTick: wholeInverse(config.tickSize),
    lot: config.lotSize,
    inverseLot: wholeInverse(config.lotSize),
    ...slippageNamed(config.slippage.name).settings(settings(config.slippage.params)),
    ...sizerNamed(config.sizer.name).settings(settings(config.sizer.params)),
    ...Object.assign({}, ...config.stops.map((stop) => stopNamed(stop.name).settings(settings(stop.params)))),
  };
}

/** 1 / step where that is an integer (within 1e-9), else 0: 0.01 -> 100. */
function wholeInverse(step: number): number {
  if (step === 0) return 0;
  const whole = Math.round(1 / step);
  return whole >= 1 && Math.abs(1 / step - whole) <= 1e-9 * whole ? whole : 0;
}
