import { counted, fixed, moneyDigits, percent } from "../format.js";
import type { PortfolioCurves, SleeveCurve } from "../portfolio-curves.js";
import type { ChartOptions, ChartSpec } from "./frame.js";
import { linesInTime, type TimeLine } from "./lines-in-time.js";

/** What each sleeve has brought: its own profit at every close, without what was moved between slices. */
export function sleeveProfitsChart({ sleeves }: PortfolioCurves, options?: ChartOptions): ChartSpec {
  const lines = sleeves.map(({ name, timestamp, profits }): TimeLine => ({ name, timestamp, values: profits }));
  const best = [...sleeves].sort((a, b) => profitOf(b) - profitOf(a));
  const [first, last] = [best[0], best.at(-1)] as [SleeveCurve, SleeveCurve];
  const money = (value: number) => fixed(value, moneyDigits(value));
  const whole =
    sleeves.length === 1
      ? `${first.name} made ${money(profitOf(first))}.`
      : `Of ${counted(sleeves.length, "sleeve")} ${first.name} made most (${money(profitOf(first))}), ${last.name} least (${money(profitOf(last))}).`;
  return linesInTime(
    lines,
    { title: "Profit by sleeve", axis: "own profit, quote currency", description: whole, level: 0 },
    options,
  );
}

const profitOf = ({ profits }: SleeveCurve): number => profits.at(-1) as number;

/** How much of the account is in the market, and what its stops may lose, fractions of equity. */
export function exposureChart({ account }: PortfolioCurves, options?: ChartOptions): ChartSpec {
  const { timestamp, equity } = account;
  const share = (column: Float64Array) =>
    column.map((value, k) => ((equity[k] as number) > 0 ? value / (equity[k] as number) : 0));
  const lines: TimeLine[] = [
    { name: "exposure", timestamp, values: share(account.exposure) },
    { name: "net exposure", timestamp, values: share(account.netExposure) },
    { name: "heat", timestamp, values: share(account.heat) },
  ];
  const most = (column: Float64Array) => percent(100 * column.reduce((a, b) => Math.max(a, b), 0));
  return linesInTime(
    lines,
    {
      title: "Exposure and heat",
      axis: "of equity",
      format: ".0%",
      level: 0,
      description: `Positions were worth at most ${most(lines[0]?.values as Float64Array)} of equity; the stops, or the whole of what had none, could have lost at most ${most(lines[2]?.values as Float64Array)} of it.`,
    },
    options,
  );
}

/** The slices as shares of the account: where they drift from their weights they are set back. */
export function slicesChart({ account, sleeves, rebalanced }: PortfolioCurves, options?: ChartOptions): ChartSpec {
  const lines = sleeves.map(({ name, slice, timestamp }): TimeLine => {
    let row = 0;
    const values = slice.map((value, bar) => {
      while (row + 1 < account.length && (account.timestamp[row] as number) < (timestamp[bar] as number)) row++;
      const equity = account.equity[row] as number;
      return equity > 0 ? value / equity : 0;
    });
    return { name, timestamp, values };
  });
  return linesInTime(
    lines,
    {
      title: "Slices",
      axis: "of equity",
      format: ".0%",
      description:
        rebalanced === 0
          ? "The slices were never set back to their weights."
          : `The slices were set back to their weights ${rebalanced === 1 ? "once" : `${rebalanced} times`}.`,
    },
    options,
  );
}
