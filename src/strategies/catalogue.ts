import { unknownName } from "../contracts/errors.js";
import { bollingerMeanReversion } from "./bollinger-mean-reversion.js";
import type { AnyStrategy } from "./define.js";
import { donchianBreakout } from "./donchian-breakout.js";
import { donchianStopOrders } from "./donchian-stop-orders.js";
import { ewmac } from "./ewmac.js";
import { rsiReversal } from "./rsi-reversal.js";
import { smaCross } from "./sma-cross.js";

/** Every built-in strategy. */
export const STRATEGIES: readonly AnyStrategy[] = [
  ewmac,
  smaCross,
  donchianBreakout,
  donchianStopOrders,
  rsiReversal,
  bollingerMeanReversion,
] as unknown as readonly AnyStrategy[];

export function strategyNamed(name: string): AnyStrategy {
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
