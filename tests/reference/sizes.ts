import type { RejectReason } from "../../src/contracts/result.js";
import { type Account, equityAt } from "./account.js";
import type { EntryPrices } from "./margin.js";
import type { Order, ReferenceTrade } from "./model.js";
import { isValid } from "./prices.js";
import type { Rules } from "./rules.js";

/** SEMANTICS.md, step 2 of the opening leg: base units before margin and lot, or why there is no trade. */
export function wantedSize(
  rules: Rules,
  account: Account,
  order: Order,
  { raw, price }: EntryPrices,
): number | RejectReason {
  if (!Number.isNaN(order.size)) return order.size;
  const { config } = rules;
  const parameter = (name: string) => Number(config.sizer.params[name]);
  const equity = config.sizeAt === "signal" ? order.decisionEquity : equityAt(account, raw);
  const sizingPrice = config.sizeAt === "signal" ? order.decisionPrice : raw;
  switch (config.sizer.name) {
    case "fixed-fractional":
      return (equity * parameter("fraction")) / sizingPrice;
    case "atr-risk":
      return (equity * parameter("risk")) / (parameter("multiple") * order.atr);
    case "all-in":
      return (account.cash * config.leverage * parameter("fraction")) / (price + rules.taker * raw);
    case "fixed-amount":
      return parameter("amount");
    case "optimal-f": {
      const f = optimalFraction(account.trades);
      return f <= 0 ? "no-edge" : (equity * f * parameter("share")) / sizingPrice;
    }
    case "ml-confidence": {
      if (Number.isNaN(order.sizerInput)) return "no-confidence";
      const confidence = Math.min(Math.max(order.sizerInput, 0), 1);
      const factor = parameter("least") + (parameter("most") - parameter("least")) * confidence;
      return (equity * parameter("fraction") * factor) / sizingPrice;
    }
    case "volatility-target": {
      if (!isValid(order.sizerInput)) return "invalid-volatility";
      return (equity * Math.min(Math.max(parameter("target") / order.sizerInput, 0.5), 2)) / sizingPrice;
    }
    case "pair-dollar-neutral":
      return order.pairSize ?? Number.NaN;
    default:
      throw new Error(`the reference engine does not know the sizer ${config.sizer.name}`);
  }
}

const TRADES_ENOUGH = 20;

/** Kelly's f of the strategy's own closed trades; a trade of pnl 0 is neither won nor lost. */
function optimalFraction(trades: readonly ReferenceTrade[]): number {
  if (trades.length < TRADES_ENOUGH) return kelly(0.51, 1.1);
  const wins = trades.map(({ pnl }) => pnl).filter((pnl) => pnl > 0);
  const losses = trades.map(({ pnl }) => -pnl).filter((loss) => loss > 0);
  if (wins.length === 0) return -1;
  const share = wins.length / trades.length;
  if (losses.length === 0) return share;
  return kelly(share, mean(wins) / mean(losses));
}

function kelly(w: number, r: number): number {
  return (w * (r + 1) - 1) / r;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
