import { chargeAtOpen, chargeLater } from "../carry.js";
import { decide } from "../decision.js";
import { moveStops } from "../moves.js";
import { budgetOfBar } from "../orders/budget.js";
import { noteFills } from "../orders/desk.js";
import { closeAtEnd } from "../orders/engine.js";
import { meetLevels } from "../orders/inside.js";
import { equityAtClose } from "../orders/placing.js";
import { closeWhenTimeIsUp, hasProtectiveQueue } from "../orders/protective.js";
import { queueOf } from "../orders/queue.js";
import { book } from "./book.js";
import { liquidateOthers, setLiquidationLevel } from "./liquidation.js";
import { markAccount } from "./mark.js";
import type { PortfolioResult, PortfolioSettings, Sleeve, SleeveResult } from "./model.js";
import { openPortfolio } from "./open.js";
import { closeLoneLegs, matchPairs } from "./pairs.js";
import { playPhase, turnsAtClose, turnsAtOpen } from "./phase.js";
import { dropRebalancing } from "./rebalancing.js";
import { barsKey, currentBar, endOf, type Member, type Portfolio } from "./state.js";
import { isHeld } from "./worth.js";

/**
 * assembly/portfolio/PORTFOLIO.md in plain TypeScript, moment by moment, in the order of its steps. `watch` sees the portfolio after each.
 */
export function referencePortfolio(
  sleeves: readonly Sleeve[],
  settings: PortfolioSettings,
  watch: (portfolio: Portfolio) => void = () => {},
): PortfolioResult {
  const portfolio = openPortfolio(sleeves, settings);
  for (const moment of momentsOf(portfolio)) {
    portfolio.now = moment;
    const ends = portfolio.sleeves.map((member) => member.runs && endOf(member, member.desk.i) === moment);
    if (ends.includes(true)) endBars(portfolio, ends);
    const begins = portfolio.sleeves.map(({ desk }) => desk.bars[desk.i + 1]?.timestamp === moment);
    if (begins.includes(true)) beginBars(portfolio, begins);
    watch(portfolio);
  }
  return resultOf(portfolio);
}

/** Those at which some sleeve's bar ends or begins. */
function momentsOf({ sleeves }: Portfolio): number[] {
  const moments = sleeves.flatMap((member) =>
    member.desk.bars.flatMap(({ timestamp }, i) => [timestamp, endOf(member, i)]),
  );
  return [...new Set(moments)].sort((a, b) => a - b);
}

/** Steps 1 to 6. */
function endBars(portfolio: Portfolio, ends: readonly boolean[]): void {
  const each = (play: (member: Member, k: number) => void) =>
    portfolio.sleeves.forEach((member, k) => {
      if (ends[k] && portfolio.bankruptMoment === null) play(member, k);
    });
  for (const member of portfolio.sleeves) member.decidedNow = false;

  // 1: levels
  each((member, k) => meetLevelsOf(portfolio, member, k));

  // 2: marks
  each((member) => portfolio.mark.set(member.sleeve.symbol, currentBar(member).close));
  if (portfolio.bankruptMoment === null) closeLoneLegs(portfolio, ends);
  dropRebalancing(portfolio);

  // 3: what is left of queues
  const isLeft = (k: number) => {
    const { desk, other } = portfolio.sleeves[k] as Member;
    if (desk.queue === null || desk.rules.config.maxParticipation === 0 || other !== null) return false;
    return desk.queue.queuedOn < desk.i || desk.queue.forced === true;
  };
  const left = turnsAtClose(portfolio, ends, isLeft);
  const tried = new Set(left.flat().map(({ k }) => k));
  playPhase(portfolio, left, "close");

  // 4: decisions
  each(decideOf);
  if (portfolio.bankruptMoment === null) matchPairs(portfolio);
  dropRebalancing(portfolio);

  // 5: what was decided now; what a pair has waited with
  const isDecided = (k: number) => {
    const { decidedNow, other, desk } = portfolio.sleeves[k] as Member;
    return decidedNow || other !== null || (desk.queue?.forced === true && !tried.has(k));
  };
  playPhase(portfolio, turnsAtClose(portfolio, ends, isDecided), "close");

  // 6: E and F, and the account
  each((member, k) => endBar(portfolio, member, k));
  portfolio.sleeves.forEach((member, k) => {
    if (ends[k]) member.runs = false;
  });
  markAccount(portfolio, ends);
}

/** B and C of SEMANTICS.md. */
function meetLevelsOf(portfolio: Portfolio, member: Member, k: number): void {
  const { desk } = member;
  const { rules, account } = desk;
  setLiquidationLevel(portfolio, member);
  const { exit, ambiguous } = meetLevels(desk);
  if (ambiguous) member.ambiguousBars += 1;
  book(portfolio, k);
  if (exit?.reason === "liquidation") {
    const raw = exit.place.at === "level" ? exit.place.level : currentBar(member).open;
    liquidateOthers(portfolio, k, raw);
  }
  if (account.position === null) return;
  moveStops(rules, account.position, currentBar(member));
  closeWhenTimeIsUp(desk);
  book(portfolio, k);
}

/** D. */
function decideOf(member: Member): void {
  const { desk, sleeve } = member;
  const { rules, account, bars, i, afterLevelExit } = desk;
  if (hasProtectiveQueue(desk)) return;
  const { order, conflict } = decide(rules, account, sleeve.signals, { bar: i, bars, afterLevelExit });
  if (conflict) member.conflicts += 1;
  if (order === null) return;
  desk.queue = queueOf(desk, order);
  member.decidedNow = true;
}

/** E and F. */
function endBar(portfolio: Portfolio, member: Member, k: number): void {
  const { desk } = member;
  const { rules, bars, i } = desk;
  if (i === bars.length - 1 && rules.config.endOfData === "close") {
    closeAtEnd(desk);
    book(portfolio, k);
  }
  if (isHeld(member)) member.barsInMarket += 1;
  member.equity[i] = equityAtClose(desk);
}

/** Steps 7 to 9. */
function beginBars(portfolio: Portfolio, begins: readonly boolean[]): void {
  const each = (play: (member: Member) => void) =>
    portfolio.sleeves.forEach((member, k) => {
      if (begins[k] && portfolio.bankruptMoment === null) play(member);
    });
  portfolio.sleeves.forEach((member, k) => {
    if (!begins[k]) return;
    member.desk.i += 1;
    member.desk.afterLevelExit = false;
    member.runs = true;
  });

  // 7: marks, budgets, funding at the open
  each((member) => {
    const { desk, sleeve } = member;
    portfolio.mark.set(sleeve.symbol, currentBar(member).open);
    openBudget(portfolio, member);
    chargeAtOpen(desk.rules, desk.account, desk.bars, desk.i);
  });

  // 8: fills
  dropRebalancing(portfolio);
  playPhase(portfolio, turnsAtOpen(portfolio, begins), "open");

  // 9: funding later in the bar, borrow
  each(({ desk }) => chargeLater(desk.rules, desk.account, desk.bars, desk.i));
}

/** One for all who trade the same bars. */
function openBudget(portfolio: Portfolio, member: Member): void {
  const key = barsKey(member);
  const budget = portfolio.budgets.get(key) ?? { left: 0 };
  portfolio.budgets.set(key, budget);
  member.desk.budget = budget;
  budget.left = budgetOfBar(member.desk);
}

function resultOf(portfolio: Portfolio): PortfolioResult {
  const { rows, fills, rebalances, halts, bankruptMoment, bankruptMark, reserveBadDebt, reserve, occasions } =
    portfolio;
  const sleeves = portfolio.sleeves.map((member): SleeveResult => {
    const { account } = member.desk;
    noteFills(member.desk, 0);
    return {
      trades: account.trades,
      fills: account.fills,
      equity: member.equity,
      conflicts: member.conflicts,
      ambiguousBars: member.ambiguousBars,
      rejected: account.rejected,
      bankruptBar: member.desk.i < 0 ? null : account.bankruptBar,
      badDebt: account.badDebt,
      funding: account.funding,
      charges: account.charges,
      openPosition: account.position,
      barsInMarket: member.barsInMarket,
      orderOfFill: account.fills.map(() => 0),
      cash: account.cash,
      transfers: member.transfers,
    };
  });
  return { sleeves, rows, fills, rebalances, halts, bankruptMoment, bankruptMark, reserveBadDebt, reserve, occasions };
}
