import { openAccount } from "../account.js";
import { barsOf } from "../bars.js";
import { openDesk } from "../orders/desk.js";
import { rulesOf } from "../rules.js";
import { correlations } from "./correlation.js";
import type { PortfolioSettings, Sleeve } from "./model.js";
import { bindPools } from "./pool.js";
import type { Member, Portfolio } from "./state.js";

export function openPortfolio(sleeves: readonly Sleeve[], settings: PortfolioSettings): Portfolio {
  const portfolio: Portfolio = {
    settings,
    sleeves: [],
    symbols: [...new Set(sleeves.map(({ symbol }) => symbol))],
    mark: new Map(),
    reserve: settings.capital,
    reserveBadDebt: 0,
    now: Number.NEGATIVE_INFINITY,
    budgets: new Map(),
    rows: [],
    fills: [],
    peak: settings.capital,
    halt: 0,
    halts: 0,
    rebalances: 0,
    equityBefore: settings.capital,
    returns: [],
    bankruptMoment: null,
    bankruptMark: null,
    isTry: false,
    occasions: { crossed: 0, cut: 0, liquidations: 0 },
    correlates: correlations(sleeves, settings.limits),
  };
  for (const sleeve of sleeves) {
    const share = sleeve.weight * settings.capital;
    const slice = sleeve.leg ? share / 2 : share;
    portfolio.reserve -= slice;
    portfolio.sleeves.push(memberOf(sleeve, slice, otherLegOf(sleeves, sleeve)));
  }
  bindPools(portfolio);
  return portfolio;
}

function memberOf(sleeve: Sleeve, slice: number, other: number | null): Member {
  const rules = rulesOf(sleeve.config, sleeve.columns.barMs as number);
  const bars = barsOf(sleeve.columns, sleeve.signals, sleeve.extras, rules);
  return {
    sleeve,
    desk: { ...openDesk(rules, openAccount(slice), bars), i: -1 },
    other,
    runs: false,
    decidedNow: false,
    rebalancing: null,
    booked: 0,
    equity: bars.map(() => 0),
    conflicts: 0,
    ambiguousBars: 0,
    barsInMarket: 0,
    transfers: [],
  };
}

function otherLegOf(sleeves: readonly Sleeve[], { leg }: Sleeve): number | null {
  if (leg === undefined) return null;
  const other = sleeves.findIndex((one) => one.leg?.pair === leg.pair && one.leg.second !== leg.second);
  if (other < 0) throw new Error(`pair ${leg.pair} has one leg`);
  return other;
}
