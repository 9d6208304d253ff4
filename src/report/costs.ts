import type { ResultJson } from "../contracts/result.js";
import { numberOf } from "./metric-text.js";

/** What trading cost, part by part; page, report and command line show the same. */

export interface CostLine {
  readonly title: string;
  /** Quote currency; below 0 it was received. */
  readonly amount: number;
  /** Of the profit before costs, percent; undefined where that is not above 0. */
  readonly ofProfit: number | undefined;
  /** Of the start capital, percent. */
  readonly ofCapital: number;
}

export interface Costs {
  /** What the same fills would have brought without costs, quote currency. */
  readonly before: number;
  /** Commission, slippage, and funding with borrow cost where there was any. */
  readonly lines: readonly CostLine[];
  readonly all: CostLine;
  /** Final equity less start capital. */
  readonly net: number;
}

/** From a Result, or its JSON. */
export function costsOf({ metrics, badDebt }: Pick<ResultJson, "metrics" | "badDebt">): Costs {
  const money = (name: string) => numberOf(metrics, name) ?? 0;
  const [commission, slippage, funding] = [money("fees"), money("slippageCost"), money("fundingPaid")];
  const sum = commission + slippage + funding;
  const net = money("netProfit");
  // what a liquidation lost beyond the account was not taken from it
  const before = net + sum - badDebt;
  const line = (title: string, amount: number): CostLine => ({
    title,
    amount,
    ofProfit: before > 0 ? (100 * amount) / before : undefined,
    ofCapital: (100 * amount) / money("initialCapital"),
  });
  return {
    before,
    lines: [
      line("Commission", commission),
      line("Slippage", slippage),
      ...(funding === 0 ? [] : [line("Funding and borrow", funding)]),
    ],
    all: line("All costs", sum),
    net,
  };
}
