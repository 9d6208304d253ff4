import type { BacktestConfig } from "../../src/contracts/config.js";
import { INDICATOR_STOPS, type IndicatorStop } from "./model.js";

/** The configuration in the words of SEMANTICS.md: fractions instead of bps, stops by name. */
export interface Rules {
  config: BacktestConfig;
  /** Length of a bar, ms. */
  barMs: number;
  /** c: taker commission, fraction of the traded value, as are the two others. */
  taker: number;
  /** cm. */
  maker: number;
  /** cl: on top of the taker commission. */
  liquidationFee: number;
  /** Borrow cost of one bar, fraction of the notional. */
  borrowPerBar: number;
  slippage: SlippageModel;
  /** Distances as fractions or ATRs; 0 = none. */
  percentageStop: number;
  percentageTarget: number;
  atrMultiple: number;
  trailingPercent: number;
  /** Fractions of the anchor. */
  breakEven: { trigger: number; offset: number } | null;
  /** Triple barrier: distances in risk units, ms; 0 = none. */
  barrierStop: number;
  barrierTarget: number;
  timeLimit: number;
  /** Indicator stops that the configuration has. */
  follows: readonly IndicatorStop[];
  /** The volatility band stays where it was at entry. */
  bandFixed: boolean;
  /** The sizer or a stop reads the ATR. */
  needsAtr: boolean;
  /** Lowest first; empty = none. */
  tiers: readonly Tier[];
}

export type SlippageModel =
  | { model: "fixed"; base: number }
  | { model: "volatility"; base: number; factor: number }
  | { model: "volume"; factor: number; squareRoot: boolean };

/** SEMANTICS.md, "Tiers". */
export interface Tier {
  /** The notional up to which it applies: notional[k+1]. */
  upTo: number;
  /** m, and a: margin is m * N - a. */
  maintenance: number;
  maintenanceOffset: number;
  /** r and b. */
  initial: number;
  initialOffset: number;
}

const YEAR_MS = 365 * 86_400_000;
const DAY_MS = 86_400_000;

export function rulesOf(config: BacktestConfig, barMs: number): Rules {
  const stopParameter = (stop: string, parameter: string): number => {
    const found = config.stops.find((candidate) => candidate.name === stop);
    return found === undefined ? 0 : Number(found.params[parameter]);
  };
  const has = (stop: string) => config.stops.some((candidate) => candidate.name === stop);
  const band = config.stops.find(({ name }) => name === "volatility-band");
  const atrMultiple = stopParameter("atr", "multiple");
  return {
    config,
    barMs,
    taker: config.commissionBps / 10_000,
    maker: (config.makerCommissionBps ?? config.commissionBps) / 10_000,
    liquidationFee: config.liquidationFeeBps / 10_000,
    borrowPerBar: (config.borrowRate * barMs) / YEAR_MS,
    slippage: slippageOf(config),
    percentageStop: stopParameter("percentage", "stop"),
    percentageTarget: stopParameter("percentage", "target"),
    atrMultiple,
    trailingPercent: stopParameter("trailing-percent", "percent"),
    breakEven: has("break-even")
      ? { trigger: stopParameter("break-even", "trigger"), offset: stopParameter("break-even", "offset") }
      : null,
    barrierStop: stopParameter("triple-barrier", "stop"),
    barrierTarget: stopParameter("triple-barrier", "target"),
    timeLimit: stopParameter("triple-barrier", "days") * DAY_MS,
    follows: INDICATOR_STOPS.filter(has),
    bandFixed: band?.params["mode"] === "fixed",
    needsAtr: config.sizer.name === "atr-risk" || atrMultiple > 0,
    tiers: tiersOf(config),
  };
}

function slippageOf({ slippage, slippageBps }: BacktestConfig): SlippageModel {
  const number = (name: string) => Number(slippage.params[name]);
  switch (slippage.name) {
    case "fixed":
      return { model: "fixed", base: slippageBps / 10_000 };
    case "volatility":
      return { model: "volatility", base: number("baseBps") / 10_000, factor: number("factor") };
    case "volume":
      return { model: "volume", factor: number("factor"), squareRoot: slippage.params["impact"] === "square-root" };
    default:
      throw new Error(`the reference engine does not know the slippage model ${slippage.name}`);
  }
}

function tiersOf({ marginTiers, leverage }: BacktestConfig): Tier[] {
  const tiers: Tier[] = [];
  marginTiers.forEach(({ notional, initialMargin, maintenanceMargin }, k) => {
    const initial = Math.max(initialMargin, 1 / leverage);
    const below = tiers[k - 1];
    tiers.push({
      upTo: marginTiers[k + 1]?.notional ?? Number.POSITIVE_INFINITY,
      maintenance: maintenanceMargin,
      maintenanceOffset: below ? below.maintenanceOffset + (maintenanceMargin - below.maintenance) * notional : 0,
      initial,
      initialOffset: below ? below.initialOffset + (initial - below.initial) * notional : 0,
    });
  });
  return tiers;
}
