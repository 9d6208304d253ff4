import type { BacktestConfig } from "../../src/contracts/config.js";

/** The configuration in the words of SEMANTICS.md: fractions instead of bps, stops by name. */
export interface Rules {
  config: BacktestConfig;
  /** c: commission, fraction of the traded value. */
  commission: number;
  /** s: slippage, fraction of the price. */
  slippage: number;
  /** Distances as fractions or ATRs; 0 = none. */
  percentageStop: number;
  percentageTarget: number;
  atrMultiple: number;
  trailingPercent: number;
  /** The sizer or a stop reads the ATR. */
  needsAtr: boolean;
}

export function rulesOf(config: BacktestConfig): Rules {
  const stopParameter = (stop: string, parameter: string): number => {
    const found = config.stops.find((candidate) => candidate.name === stop);
    return found === undefined ? 0 : Number(found.params[parameter]);
  };
  const atrMultiple = stopParameter("atr", "multiple");
  return {
    config,
    commission: config.commissionBps / 10_000,
    slippage: config.slippageBps / 10_000,
    percentageStop: stopParameter("percentage", "stop"),
    percentageTarget: stopParameter("percentage", "target"),
    atrMultiple,
    trailingPercent: stopParameter("trailing-percent", "percent"),
    needsAtr: config.sizer.name === "atr-risk" || atrMultiple > 0,
  };
}
