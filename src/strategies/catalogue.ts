import { unknownName } from "../contracts/errors.js";
import { bollingerMeanReversion } from "./bollinger-mean-reversion.js";
import type { Strategy } from "./define.js";
import { donchianBreakout } from "./donchian-breakout.js";
import { ewmac } from "./ewmac.js";
import { rsiReversal } from "./rsi-reversal.js";
import { smaCross } from "./sma-cross.js";

/** Every built-in strategy. */
export const STRATEGIES: readonly Strategy[] = [
  ewmac,
  smaCross,
  donchianBreakout,
  rsiReversal,
  bollingerMeanReversion,
] as unknown as readonly Strategy[];

export function strategyNamed(name: string): Strategy {
  const found = STRATEGIES.find((strategy) => strategy.name === name);
  if (found === undefined)
    throw unknownName(
      "strategy",
      name,
      STRATEGIES.map((s) => s.name),
      "strategy",
    );
  return found;
}
