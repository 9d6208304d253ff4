import { goBankrupt } from "../account.js";
import { liquidationLevel } from "../margin.js";
import type { ExitPlace } from "../model.js";
import { noteFills } from "../orders/desk.js";
import { closeAndTidy } from "../orders/fill.js";
import { against, marketPrice } from "../prices.js";
import type { AnyExitReason } from "../reasons.js";
import { slippageOfFill } from "../slippage.js";
import { book } from "./book.js";
import { endOf, type Member, markOf, memberAt, type Portfolio } from "./state.js";
import { equityOf, isHeld, maintenanceOf, marginRules, netOf, netWorthOf, quantityOf, sumOver } from "./worth.js";

/** PORTFOLIO.md, "Liquidation". */

/** The level of a sleeve's position is the account's. */
export function setLiquidationLevel(portfolio: Portfolio, member: Member): void {
  const { position } = member.desk.account;
  if (position === null) return;
  const { symbol } = member.sleeve;
  const others = portfolio.sleeves.filter((other) => other !== member);
  const onSymbol = others.filter(({ sleeve }) => sleeve.symbol === symbol);
  const net = sumOver(onSymbol, quantityOf) + position.quantity;
  const cash = cashFor(portfolio, member);
  position.liquidation = net * position.side > 0 ? liquidationLevel(marginRules(portfolio), cash, net) : Number.NaN;
}

/** C of a sleeve: all cash, and what the other symbols have beyond their maintenance margin. */
function cashFor(portfolio: Portfolio, member: Member): number {
  const rules = marginRules(portfolio);
  const others = portfolio.sleeves.filter((other) => other !== member);
  let cash = portfolio.reserve + sumOver(others, ({ desk }) => desk.account.cash);
  for (const symbol of portfolio.symbols) {
    if (symbol === member.sleeve.symbol) continue;
    const notional = netWorthOf(portfolio, symbol);
    cash += notional - maintenanceOf(rules, Math.abs(notional));
  }
  return cash + member.desk.account.cash;
}

/** The account goes with a sleeve that was liquidated at `raw`. */
export function liquidateOthers(portfolio: Portfolio, liquidated: number, raw: number): void {
  const member = memberAt(portfolio, liquidated);
  portfolio.mark.set(member.sleeve.symbol, raw);
  member.rebalancing = null;
  portfolio.sleeves.forEach((other, k) => {
    if (k === liquidated) return;
    dropOrders(other);
    if (isHeld(other)) portfolio.occasions.liquidations += 1;
    // those before it have lived through their levels, and seen the whole bar
    if (k < liquidated) seeBar(portfolio, other);
    closeAtMark(portfolio, k, "liquidation");
  });
}

function seeBar({ now }: Portfolio, member: Member): void {
  const { desk, runs } = member;
  const bar = desk.bars[desk.i];
  if (runs && bar && endOf(member, desk.i) === now) desk.account.position?.pricesMet.push(bar.low, bar.high);
}

/** At the account's mark: positions in several symbols and no equity beyond their maintenance margin. */
export function liquidateAtMark(portfolio: Portfolio): boolean {
  const { config } = marginRules(portfolio);
  const held = portfolio.symbols.filter((symbol) => netOf(portfolio, symbol) !== 0);
  if (config.liquidation !== "intrabar" || held.length < 2) return false;
  const rules = marginRules(portfolio);
  const needed = held.reduce((sum, symbol) => sum + maintenanceOf(rules, Math.abs(netWorthOf(portfolio, symbol))), 0);
  if (equityOf(portfolio) - needed > 0) return false;
  portfolio.occasions.liquidations += 1;
  portfolio.sleeves.forEach((member, k) => {
    dropOrders(member);
    closeAtMark(portfolio, k, "liquidation");
  });
  return true;
}

/** G: `liquidation: close`. */
export function goBankruptAtMark(portfolio: Portfolio): boolean {
  if (marginRules(portfolio).config.liquidation !== "close" || equityOf(portfolio) > 0) return false;
  for (const k of portfolio.sleeves.keys()) closeAtMark(portfolio, k, "bankrupt");
  endInBankruptcy(portfolio);
  return true;
}

/** "An exit that leaves no sleeve with a position." */
export function testBankruptcy(portfolio: Portfolio, left: Member): void {
  if (portfolio.isTry || portfolio.bankruptMoment !== null || portfolio.sleeves.some(isHeld)) return;
  if (cashFor(portfolio, left) <= 0) endInBankruptcy(portfolio);
}

function endInBankruptcy(portfolio: Portfolio): void {
  portfolio.bankruptMoment = portfolio.now;
  portfolio.bankruptMark = portfolio.rows.length;
  for (const member of portfolio.sleeves) {
    const { account, i } = member.desk;
    const lacks = 0 - account.cash;
    goBankrupt(account, Math.max(i, 0));
    account.badDebt = lacks;
    dropOrders(member);
  }
  portfolio.reserveBadDebt = 0 - portfolio.reserve;
  portfolio.reserve = 0;
}

function dropOrders(member: Member): void {
  member.desk.queue = null;
  member.rebalancing = null;
}

/** The whole position, without a budget; a bankruptcy without slippage. */
function closeAtMark(portfolio: Portfolio, k: number, reason: AnyExitReason): void {
  const member = memberAt(portfolio, k);
  const { desk, runs } = member;
  const { rules, account, bars, i } = desk;
  if (account.position === null) return;
  const { side, quantity } = account.position;
  const size = Math.abs(quantity);
  const raw = markOf(portfolio, member);
  const slips = reason === "liquidation" && rules.config.slipExits;
  const slippage = slips ? slippageOfFill(rules, bars, { bar: i, atClose: !runs }, size) : 0;
  const place: ExitPlace = runs ? { at: "level", level: raw } : { at: "close" };
  const price = marketPrice(rules, raw, against(side), slippage);
  if (runs) desk.afterLevelExit = true;
  // after its bar was over it has met another price
  else if (endOf(member, i) < portfolio.now) account.position.pricesMet.push(raw);
  closeAndTidy(desk, { bar: i, price, reason, place }, size, null);
  noteFills(desk, 0);
  book(portfolio, k);
}
