import { equityAt } from "../account.js";
import { stopOf } from "../levels.js";
import type { Rules, Tier } from "../rules.js";
import { type Member, markOf, type Portfolio } from "./state.js";

/** What the account is worth and holds. Sums over sleeves are taken in their order, from 0 on; quote currency. */

export function sumOver(sleeves: readonly Member[], of: (member: Member) => number): number {
  let sum = 0;
  for (const member of sleeves) sum += of(member);
  return sum;
}

/** Cash and position of a sleeve at its mark. */
export function worthOf(portfolio: Portfolio, member: Member): number {
  return equityAt(member.desk.account, markOf(portfolio, member));
}

/** E. */
export function equityOf(portfolio: Portfolio): number {
  return portfolio.reserve + sumOver(portfolio.sleeves, (member) => worthOf(portfolio, member));
}

export function quantityOf({ desk }: Member): number {
  return desk.account.position?.quantity ?? 0;
}

export function isHeld({ desk }: Member): boolean {
  return desk.account.position !== null;
}

/** N of a symbol, base units. */
export function netOf({ sleeves }: Portfolio, symbol: string): number {
  return sumOver(
    sleeves.filter(({ sleeve }) => sleeve.symbol === symbol),
    quantityOf,
  );
}

/** |N| and N at the mark, of every symbol that is held. */
export function netWorthOf(portfolio: Portfolio, symbol: string): number {
  const net = netOf(portfolio, symbol);
  return net === 0 ? 0 : net * (portfolio.mark.get(symbol) as number);
}

export function exposureOf(portfolio: Portfolio, symbols = portfolio.symbols): number {
  return symbols.reduce((sum, symbol) => sum + Math.abs(netWorthOf(portfolio, symbol)), 0);
}

export function netExposureOf(portfolio: Portfolio): number {
  return portfolio.symbols.reduce((sum, symbol) => sum + netWorthOf(portfolio, symbol), 0);
}

/** What is lost if every sleeve ends at its stop. */
export function heatOf(portfolio: Portfolio): number {
  return sumOver(portfolio.sleeves, (member) => heatOfSleeve(portfolio, member));
}

function heatOfSleeve(portfolio: Portfolio, member: Member): number {
  const { rules, account } = member.desk;
  if (account.position === null) return 0;
  const { side, quantity } = account.position;
  const mark = markOf(portfolio, member);
  const { level } = stopOf({ rules, position: { ...account.position, liquidation: Number.NaN } });
  if (Number.isNaN(level)) return Math.abs(quantity) * mark;
  return Math.abs(quantity) * Math.max(0, side * (mark - level));
}

/** Sleeves that hold something; a pair counts once. */
export function positionsOf({ sleeves }: Portfolio): number {
  const held = sleeves.map((member, k) => {
    if (!isHeld(member)) return null;
    return member.sleeve.leg ? `pair ${member.sleeve.leg.pair}` : k;
  });
  return new Set(held.filter((one) => one !== null)).size;
}

/** Margin and maintenance are the account's: any sleeve's rules have them. */
export function marginRules({ sleeves }: Portfolio): Rules {
  return (sleeves[0] as Member).desk.rules;
}

/** Initial margin of a notional. */
export function marginOf({ config, tiers }: Rules, notional: number): number {
  const tier = tierOf(tiers, notional);
  return tier ? tier.initial * notional - tier.initialOffset : notional / config.leverage;
}

export function maintenanceOf({ config, tiers }: Rules, notional: number): number {
  const tier = tierOf(tiers, notional);
  return tier ? tier.maintenance * notional - tier.maintenanceOffset : config.maintenanceMargin * notional;
}

/** The one whose end a notional does not exceed. */
function tierOf(tiers: readonly Tier[], notional: number): Tier | undefined {
  return tiers.find(({ upTo }) => notional <= upTo) ?? tiers.at(-1);
}

/** "Initial margin": what reserve and the other sleeves have beyond theirs. */
export function spareOf(portfolio: Portfolio, own: Member): number {
  const rules = marginRules(portfolio);
  const others = portfolio.sleeves.filter((member) => member !== own);
  return (
    portfolio.reserve +
    sumOver(others, (member) => {
      if (!isHeld(member)) return member.desk.account.cash;
      const notional = Math.abs(quantityOf(member)) * markOf(portfolio, member);
      return worthOf(portfolio, member) - marginOf(rules, notional);
    })
  );
}
