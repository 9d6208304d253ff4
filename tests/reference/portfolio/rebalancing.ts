import { heldToMargin, type Sized } from "../opening-leg.js";
import { barOf, type Desk } from "../orders/desk.js";
import { isValid, marketPrice, toLot } from "../prices.js";
import { slippageOfFill } from "../slippage.js";
import { type Member, markOf, memberAt, type Portfolio, pairsOf, type RebalancingOrder } from "./state.js";
import { equityOf, isHeld, sumOver, worthOf } from "./worth.js";

/** PORTFOLIO.md, "Rebalancing" and "Rebalancing orders". */

/** What shares a weight: a sleeve, or both legs of a pair. */
interface Unit {
  legs: readonly number[];
  weight: number;
}

function unitsOf(portfolio: Portfolio): Unit[] {
  const pairs = new Map(pairsOf(portfolio));
  return portfolio.sleeves.flatMap(({ sleeve, other }, k): Unit[] => {
    if (other === null) return [{ legs: [k], weight: sleeve.weight }];
    const second = pairs.get(k);
    return second === undefined ? [] : [{ legs: [k, second], weight: sleeve.weight }];
  });
}

/** `scale`: of the volatility target. */
export function rebalance(portfolio: Portfolio, scale: number): void {
  const { rebalance: rule } = portfolio.settings;
  const equity = equityOf(portfolio);
  if (rule === null || !(equity > 0)) return;
  const units = unitsOf(portfolio);
  const worthOfUnit = ({ legs }: Unit) =>
    sumOver(
      legs.map((k) => memberAt(portfolio, k)),
      (member) => worthOf(portfolio, member),
    );
  if (!units.some((unit) => Math.abs(worthOfUnit(unit) / equity - unit.weight * scale) > rule.drift)) return;
  portfolio.rebalances += 1;
  for (const unit of units) {
    const value = worthOfUnit(unit);
    const target = unit.weight * scale * equity;
    const members = unit.legs.map((k) => memberAt(portfolio, k));
    // what is left of an earlier one was for another target
    for (const member of members) member.rebalancing = null;
    portfolio.reserve -= target - value;
    for (const member of members) transfer(portfolio, member, (target - value) / members.length);
    if (!(value > 0) || !members.every(canBeResized)) continue;
    const orders = members.map((member) => orderFor(portfolio, member, target / value, rule.minimumOrder));
    if (orders.some((order) => order === null)) continue;
    members.forEach((member, n) => {
      member.rebalancing = orders[n] as RebalancingOrder;
    });
  }
}

function transfer(portfolio: Portfolio, member: Member, amount: number): void {
  const { account, i } = member.desk;
  account.cash += amount;
  member.transfers.push({ moment: portfolio.now, bar: i, amount });
}

function canBeResized(member: Member): boolean {
  return isHeld(member) && member.desk.queue?.closes !== true;
}

function orderFor(portfolio: Portfolio, member: Member, factor: number, minimumOrder: number): RebalancingOrder | null {
  const { rules, account } = member.desk;
  const { position } = account;
  if (position === null) return null;
  const change = position.quantity * factor - position.quantity;
  const size = toLot(rules, Math.abs(change));
  if (!isValid(size) || size * markOf(portfolio, member) < minimumOrder) return null;
  return { size, direction: change > 0 ? 1 : -1, position: position.id };
}

/** Orders go with the position that they are for, and before one that closes it. */
export function dropRebalancing(portfolio: Portfolio): void {
  for (const { legs } of unitsOf(portfolio)) {
    const members = legs.map((k) => memberAt(portfolio, k));
    if (members.some(isPast)) for (const member of members) member.rebalancing = null;
  }
}

function isPast({ desk, rebalancing }: Member): boolean {
  if (rebalancing === null) return false;
  return desk.account.position?.id !== rebalancing.position || desk.queue?.closes === true;
}

export function reducesPosition({ account }: Desk, { direction }: RebalancingOrder): boolean {
  return account.position !== null && account.position.side !== direction;
}

/** ORDERS.md, "Closing part". */
export function sizeOfReduction({ account }: Desk, { size }: RebalancingOrder): number {
  const held = Math.abs(account.position?.quantity ?? 0);
  return Math.abs(size - held) <= 1e-12 * held ? held : Math.min(size, held);
}

/** ORDERS.md, "On top of what is held", with a sizer's size; null: nothing is left of it. */
export function sizeOfAddition(desk: Desk, { size, direction }: RebalancingOrder): Sized | null {
  const { rules, account, bars, i, budget } = desk;
  const raw = barOf(desk).open;
  const slips = Math.min(size, budget.left);
  const unknown = rules.slippage.model === "volume" && !isValid(slips);
  const slippage = unknown ? 0 : slippageOfFill(rules, bars, { bar: i, atClose: false }, slips);
  const price = marketPrice(rules, raw, direction, slippage);
  if (!isValid(raw) || !isValid(price)) return null;
  const held = heldToMargin(rules, account, size, { side: direction, raw, price, by: "taker" }, false);
  if (typeof held === "string") return null;
  const units = toLot(rules, held);
  return isValid(units) ? { size: units, price } : null;
}
