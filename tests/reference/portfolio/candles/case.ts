import { resolveConfig } from "../../../../src/backtest/resolve.js";
import type { BacktestConfig } from "../../../../src/contracts/config.js";
import { type CandleCase, runOf } from "../../candles/candle.js";
import type { AnyExitReason, AnyRejectReason } from "../../reasons.js";
import type { Leg, Limits, PortfolioSettings, Sleeve } from "../model.js";

/** Portfolios that anybody can check with a pencil. They know neither the reference nor the kernel. */

/** A sleeve as a case writes it: candles, and what is ordered on them; 1,000 of capital, one unit a trade, no costs (PLAIN). */
export interface SleeveCase
  extends Pick<
    CandleCase,
    "candles" | "longEntry" | "longExit" | "shortEntry" | "shortExit" | "columns" | "gaps" | "hours" | "config"
  > {
  symbol: string;
  weight: number;
  leg?: Leg;
  /** A sizer that single runs do not have. */
  sizer?: BacktestConfig["sizer"];
  /** Everything that it fills. */
  fills: readonly SleeveFill[];
  rejected?: Partial<Record<AnyRejectReason, number>>;
  /** Below 0: what was left of the slice. */
  badDebt?: number;
}

/** bar, bought or sold, base units, price, and why. */
export type SleeveFill = readonly [
  bar: number,
  side: "buy" | "sell",
  quantity: number,
  price: number,
  why: "entry" | AnyExitReason,
];

/** Hours after the start, symbol, bought or sold, base units, price. */
export type NetFill = readonly [hour: number, symbol: string, side: "buy" | "sell", quantity: number, price: number];

export interface PortfolioCase {
  /** The rule in words. */
  title: string;
  sleeves: readonly SleeveCase[];
  settings?: Partial<Omit<PortfolioSettings, "limits">> & { limits?: Partial<Limits> };
  /** What goes to the market. */
  fills: readonly NetFill[];
  /** At every mark. */
  equity: readonly number[];
  also?: {
    /** At the marks, from the first on. */
    exposure?: readonly number[];
    netExposure?: readonly number[];
    heat?: readonly number[];
    positions?: readonly number[];
    /** Hours after the start. */
    stamps?: readonly number[];
    rebalances?: number;
    halts?: number;
    /** Hours after the start. */
    bankrupt?: number;
    /** Fees of the account's fills. */
    fees?: number;
  };
}

export const START = 1_704_067_200_000;
export const HOUR_MS = 3_600_000;

const NO_LIMITS: Limits = {
  maxDrawdown: null,
  haltBars: 1,
  closeAll: false,
  positions: null,
  heat: null,
  exposure: null,
  correlation: 0.5,
  days: 2,
};

/** The case as it goes into either engine. */
export function portfolioOf({ sleeves, settings = {} }: PortfolioCase): {
  sleeves: Sleeve[];
  settings: PortfolioSettings;
} {
  const { limits, ...others } = settings;
  return {
    sleeves: sleeves.map(sleeveOf),
    settings: {
      capital: 1_000,
      rebalance: null,
      volatilityTarget: null,
      marksPerYear: 8_760,
      ...others,
      limits: limits ? { ...NO_LIMITS, ...limits } : null,
    },
  };
}

function sleeveOf(one: SleeveCase): Sleeve {
  const { bars, signals, extras, config } = runOf({ ...one, title: "", fills: [] });
  const resolved = resolveConfig(config);
  return {
    symbol: one.symbol,
    columns: bars,
    signals,
    extras,
    config: one.sizer ? { ...resolved, sizer: one.sizer } : resolved,
    weight: one.weight,
    ...(one.leg ? { leg: one.leg } : {}),
  };
}

/** So many units a trade. */
export function units(amount: number) {
  return { sizer: { name: "fixed-amount", params: { amount } } };
}
