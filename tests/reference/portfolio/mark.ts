import { equityAtClose } from "../orders/placing.js";
import { isValid } from "../prices.js";
import { goBankruptAtMark, liquidateAtMark } from "./liquidation.js";
import { dropRebalancing, rebalance } from "./rebalancing.js";
import { currentBar, type Portfolio } from "./state.js";
import { equityOf, exposureOf, heatOf, isHeld, netExposureOf, positionsOf } from "./worth.js";

/** PORTFOLIO.md, "The account's mark". `ends`: whose bar has ended at this moment. */
export function markAccount(portfolio: Portfolio, ends: readonly boolean[]): void {
  if (portfolio.bankruptMoment === null) {
    const ended = liquidateAtMark(portfolio) || goBankruptAtMark(portfolio);
    if (ended) markSleeves(portfolio, ends);
  }
  const equity = record(portfolio, ends);
  if (portfolio.bankruptMoment !== null) return;
  limitDrawdown(portfolio, equity);
  const scale = scaleByVolatility(portfolio, equity);
  rebalance(portfolio, scale);
}

/** F anew. */
function markSleeves({ sleeves }: Portfolio, ends: readonly boolean[]): void {
  sleeves.forEach(({ equity, desk }, k) => {
    if (ends[k]) equity[desk.i] = equityAtClose(desk);
  });
}

function record(portfolio: Portfolio, ends: readonly boolean[]): number {
  const { rows, now, sleeves } = portfolio;
  const ended = sleeves.filter((_, k) => ends[k]);
  const shortest = Math.min(...sleeves.map(({ sleeve }) => sleeve.columns.barMs as number));
  const latest = Math.max(...ended.map((member) => currentBar(member).timestamp), now - shortest);
  const equity = equityOf(portfolio);
  rows.push({
    stamp: Math.max(latest, (rows.at(-1)?.stamp ?? Number.NEGATIVE_INFINITY) + 1),
    moment: now,
    equity,
    exposure: exposureOf(portfolio),
    netExposure: netExposureOf(portfolio),
    heat: heatOf(portfolio),
    positions: positionsOf(portfolio),
  });
  return equity;
}

function limitDrawdown(portfolio: Portfolio, equity: number): void {
  const { limits } = portfolio.settings;
  portfolio.peak = Math.max(portfolio.peak, equity);
  if (portfolio.halt > 0) {
    portfolio.halt -= 1;
    if (portfolio.halt === 0) portfolio.peak = equity;
    return;
  }
  if (limits === null || limits.maxDrawdown === null) return;
  if (!(1 - equity / portfolio.peak >= limits.maxDrawdown)) return;
  portfolio.halt = limits.haltBars;
  portfolio.halts += 1;
  if (!limits.closeAll) return;
  for (const member of portfolio.sleeves) {
    if (!isHeld(member)) continue;
    const { desk } = member;
    desk.queue = { closes: true, opening: null, reason: "drawdown-limit", queuedOn: desk.i, forced: true };
  }
  dropRebalancing(portfolio);
}

function scaleByVolatility(portfolio: Portfolio, equity: number): number {
  const { volatilityTarget, marksPerYear } = portfolio.settings;
  portfolio.returns.push(equity / portfolio.equityBefore - 1);
  portfolio.equityBefore = equity;
  if (volatilityTarget === null || portfolio.returns.length < volatilityTarget.bars) return 1;
  const { target, bars, least, most } = volatilityTarget;
  const last = portfolio.returns.slice(-bars);
  const mean = last.reduce((sum, r) => sum + r, 0) / bars;
  const deviation = Math.sqrt(last.reduce((sum, r) => sum + (r - mean) * (r - mean), 0) / (bars - 1));
  if (!isValid(deviation)) return 1;
  return Math.min(Math.max(target / (deviation * Math.sqrt(marksPerYear)), least), most);
}
