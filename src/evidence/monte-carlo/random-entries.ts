import type { Bars } from "../../contracts/bars.js";
import { EXIT_REASONS, type ExitReason } from "../../contracts/result.js";
import type { RandomEntries } from "../../kernel/paths.js";
import type { MonteCarloRun } from "./run.js";
import { addsMoney, equityBefore } from "./units.js";

/** Exits that fill where entries do; all others are taken at the close of a bar. */
const AT_THE_FILL: ReadonlySet<ExitReason> = new Set<ExitReason>(["signal", "reverse", "time"]);

/**
 * The run's positions, to be begun on random bars: side, holding time, exposure (notional over equity, or quantity) and costs (commission,
 * funding and its share of slippage, as a fraction of what was traded) are those of the real ones. Fills are the open, or the close with
 * `fill: close`, of the bar; what a stop, target or the end closed is taken at its bar's close.
 */
export function randomEntries(run: MonteCarloRun, bars: Bars): RandomEntries {
  const { trades, config, slippagePaid, openValue } = run;
  const { side, quantity, entryPrice, exitPrice, entryBar, exitBar, commission, funding, exitReason } = trades;
  const added = addsMoney(run);
  const before = equityBefore(run);
  const value = (column: Float64Array, k: number) => column[k] as number;
  const each = (compute: (k: number) => number) => Float64Array.from({ length: trades.length }, (_, k) => compute(k));
  const traded = each((k) => value(quantity, k) * (value(entryPrice, k) + value(exitPrice, k)));
  const slippage = slippagePaid / (traded.reduce((sum, part) => sum + part, 0) + openValue);
  const first: number[] = [];
  for (let k = 0; k < trades.length; k++) {
    const further = k > 0 && entryBar[k] === entryBar[k - 1] && side[k] === side[k - 1];
    if (!further) first.push(k);
  }
  return {
    weight: each((k) => {
      const signed = value(side, k) * value(quantity, k);
      return added ? signed : value(before, k) > 0 ? (signed * value(entryPrice, k)) / value(before, k) : 0;
    }),
    cost: each((k) => (value(commission, k) + (funding ? value(funding, k) : 0)) / value(traded, k) + slippage),
    held: each((k) => value(exitBar, k) - value(entryBar, k)),
    inside: each((k) => Number(!AT_THE_FILL.has(EXIT_REASONS[value(exitReason, k)] as ExitReason))),
    first: Float64Array.from([...first, trades.length]),
    price: config.fill === "close" ? bars.close : bars.open,
    close: bars.close,
  };
}
