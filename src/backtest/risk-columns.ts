import type { Bars } from "../contracts/bars.js";
import type { BacktestConfig } from "../contracts/config.js";
import type { GivenColumns } from "../contracts/signals.js";
import { type Handle, sourceHandle } from "../kernel/node.js";
import { type RunColumn, TIER_VALUES } from "../kernel/simulation.js";
import { barFunding } from "../market/funding.js";
import { barsPerYear } from "../metrics/periods.js";
import { sizerNamed } from "../risk/sizers/catalogue.js";
import { slippageNamed } from "../risk/slippage/catalogue.js";
import { stopNamed } from "../risk/stops/catalogue.js";

/** Whether sizer, stops or slippage read the ATR column. */
export function usesAtr(config: BacktestConfig): boolean {
  return (
    sizerNamed(config.sizer.name).needsAtr ||
    slippageNamed(config.slippage.name).usesAtr ||
    config.stops.map((stop) => stopNamed(stop.name)).some((stop) => stop.needsAtr || stop.usesAtr)
  );
}

/** The columns that the sizer and the stops of a configuration follow, as handles of a graph. */
export function riskColumns(config: BacktestConfig, bars: Bars): { [Name in RunColumn]?: Handle } {
  const columns: { [Name in RunColumn]?: Handle } = {};
  const input = sizerNamed(config.sizer.name).column?.(config.sizer.params as never, barsPerYear(bars));
  if (input) columns.input = input;
  for (const { name, params } of config.stops) {
    const followed = stopNamed(name).columns?.(params as never);
    if (followed?.kind === "sar") columns.sar = followed.long;
    if (followed?.kind === "chandelier") {
      columns.chandelierLong = followed.long;
      columns.chandelierShort = followed.short;
    }
    if (followed?.kind === "band") {
      columns.bandLong = followed.long;
      columns.bandShort = followed.short;
    }
  }
  return columns;
}

/** Whether the positions of a run can be charged funding or borrow cost. */
export function carries(config: BacktestConfig, funded: boolean): boolean {
  return funded || config.borrowRate > 0;
}

/** Whether a position has to be looked at on every bar. */
export function everyBar(config: BacktestConfig): boolean {
  const moving = ["trailing-percent", "break-even", "parabolic-sar", "chandelier", "volatility-band"];
  return (
    config.borrowRate > 0 ||
    config.stops.some(
      ({ name, params }) => moving.includes(name) || (name === "triple-barrier" && params["days"] !== 0),
    )
  );
}

/** The margin tiers as the kernel reads them (assembly/simulation/margin.ts). */
export function tierColumns({ marginTiers, leverage }: BacktestConfig): Float64Array {
  const values = new Float64Array(TIER_VALUES * marginTiers.length);
  let [maintenance, maintenanceDeduction, initial, initialDeduction] = [0, 0, 0, 0];
  marginTiers.forEach((tier, k) => {
    const least = Math.max(tier.initialMargin, 1 / leverage);
    if (k > 0) {
      maintenanceDeduction += (tier.maintenanceMargin - maintenance) * tier.notional;
      initialDeduction += (least - initial) * tier.notional;
    }
    maintenance = tier.maintenanceMargin;
    initial = least;
    values.set([tier.notional, maintenance, maintenanceDeduction, initial, initialDeduction], TIER_VALUES * k);
  });
  return values;
}

/** The columns of the bars' funding, or of the one that is given. */
export function fundingColumns(
  bars: Bars,
  given: GivenColumns | undefined,
): { readonly [Name in RunColumn]?: Handle | Float64Array | Uint8Array } {
  if (given?.fundingAtOpen || given?.fundingLater) {
    const none = () => new Float64Array(bars.length);
    const { atOpen, later, charged } = barFunding(given.fundingAtOpen ?? none(), given.fundingLater ?? none());
    return { fundingAtOpen: atOpen, fundingLater: later, charged };
  }
  if (!bars.funding) return {};
  return {
    fundingAtOpen: sourceHandle("fundingAtOpen", "series"),
    fundingLater: sourceHandle("fundingLater", "series"),
    charged: sourceHandle("charged", "flags"),
  };
}

/** The stop that follows a column. */
const FOLLOWED_BY: { readonly [Name in RunColumn]?: string } = {
  sar: "parabolic-sar",
  chandelierLong: "chandelier",
  chandelierShort: "chandelier",
  bandLong: "volatility-band",
  bandShort: "volatility-band",
};

/** Whether the run reads this column at all: what nobody reads is neither computed nor copied in. */
export function isRead(name: RunColumn, config: BacktestConfig): boolean {
  if (name === "atr") return usesAtr(config);
  if (name.startsWith("finer")) return config.intrabar === "lower-timeframe";
  if (name === "input") return sizerNamed(config.sizer.name).readsInput;
  const stop = FOLLOWED_BY[name];
  return stop === undefined || config.stops.some((each) => each.name === stop);
}
