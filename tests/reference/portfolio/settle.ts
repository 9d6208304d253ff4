import { entryFee } from "../fees.js";
import type { ReferenceFill } from "../model.js";
import { type Entry, enter } from "../opening-leg.js";
import { noteFills, type Queue } from "../orders/desk.js";
import { closeAndTidy, placeAt } from "../orders/fill.js";
import { skip } from "./book.js";
import { alonePrice, type Group, groupsOf, isPart } from "./groups.js";
import { halveCash } from "./pairs.js";
import type { At, PhaseOrder } from "./phase.js";
import { barsKey, memberAt, type Portfolio } from "./state.js";
import type { Part, Step } from "./try.js";

/** PORTFOLIO.md, "Now all is taken back and done for good". */

interface Settlement {
  portfolio: Portfolio;
  groups: Group[];
  at: At;
  /** The rows of the sleeves that each group has made. */
  filled: Map<Group, ReferenceFill[]>;
  /** Base units that each part got. */
  got: Map<Part, number>;
  /** The row of an order's closing part. */
  closed: Map<PhaseOrder, ReferenceFill>;
  /** The queues as they were before: an exit takes them away. */
  queues: Map<PhaseOrder, Queue>;
}

export function settle(portfolio: Portfolio, steps: readonly Step[], at: At): void {
  const groups = groupsOf(portfolio, steps);
  const settlement: Settlement = {
    portfolio,
    groups,
    at,
    filled: new Map(groups.map((group) => [group, []])),
    got: new Map(),
    closed: new Map(),
    queues: queuesOf(portfolio, steps),
  };
  for (const group of groups) takeFromBudgets(portfolio, group);
  for (const step of steps) {
    if (portfolio.bankruptMoment !== null) break;
    if (step.does === "refuse" && !isCut(settlement, steps, step.k)) {
      memberAt(portfolio, step.k).desk.account.rejected[step.reason] += 1;
    }
    if (step.does === "halve") halveCash(portfolio, step.first, step.second);
    if (isPart(step)) fillPart(settlement, step);
    if (step.does === "end") endOrder(settlement, step.order, steps);
  }
  for (const step of steps) if (step.does === "end") skip(portfolio, step.order.k);
  bookGroups(settlement);
}

function queuesOf(portfolio: Portfolio, steps: readonly Step[]): Settlement["queues"] {
  const queues: Settlement["queues"] = new Map();
  for (const step of steps) {
    if (step.does !== "end" || step.order.what !== "queue") continue;
    const { queue } = memberAt(portfolio, step.order.k).desk;
    if (queue !== null) queues.set(step.order, queue);
  }
  return queues;
}

/** Of every series in it. */
function takeFromBudgets(portfolio: Portfolio, { parts, n, crossed, granted }: Group): void {
  const members = parts.map(({ order }) => memberAt(portfolio, order.k));
  const budgets = new Set(members.map((member) => portfolio.budgets.get(barsKey(member))));
  for (const budget of budgets) if (budget !== undefined) budget.left -= n;
  if (crossed > 0) portfolio.occasions.crossed += 1;
  if (parts.some((part) => (granted.get(part) ?? 0) < part.units)) portfolio.occasions.cut += 1;
}

/** The closing part of its queue is not whole: the opening part waits, and has not been looked at. */
function isCut({ groups }: Settlement, steps: readonly Step[], k: number): boolean {
  return steps.some((step) => {
    if (step.does !== "close" || step.order.what !== "queue" || step.order.k !== k) return false;
    const group = groups.find(({ parts }) => parts.includes(step));
    return (group?.granted.get(step) ?? 0) < step.units;
  });
}

function fillPart(settlement: Settlement, part: Part): void {
  const { portfolio, groups, at, filled, got, closed } = settlement;
  const group = groups.find(({ parts }) => parts.includes(part));
  const units = group?.granted.get(part) ?? 0;
  got.set(part, units);
  if (group === undefined || units === 0) return;
  const member = memberAt(portfolio, part.order.k);
  const { rules, account, i } = member.desk;
  const { raw, direction } = part;
  const reason = part.undone && units === part.units ? "signal" : part.reason;
  const isHeavier = direction === group.heavier;
  const alone = alonePrice(portfolio, group, part, { bar: i, atClose: at === "close" });
  const price = isHeavier ? shared(group, raw, alone) : raw;
  // a liquidation's own fee is not shared
  const own = part.does === "close" && reason === "liquidation" ? rules.liquidationFee * units * price : 0;
  const commission = (isHeavier ? group.share * entryFee(rules, units, price) : 0) + own;
  if (part.does === "close") {
    const exit = { bar: i, price, reason, place: placeAt(raw, at), commission };
    const row = closeAndTidy(member.desk, exit, units, null);
    closed.set(part.order, row);
    filled.get(group)?.push(row);
  } else {
    const isQueue = part.order.what === "queue";
    const decision = isQueue ? settlement.queues.get(part.order)?.opening?.decision : account.position?.opener;
    if (decision === undefined) throw new Error("there is nothing to open");
    const entry: Entry = { side: direction, bar: i, raw, atClose: at === "close", keepsLevels: !isQueue };
    const row = enter(rules, account, decision, entry, { size: units, price, commission });
    const before = closed.get(part.order);
    if (before !== undefined && before.price === row.price && before.quantity * row.quantity > 0) {
      before.quantity += row.quantity;
      before.commission += row.commission;
    } else {
      account.fills.push(row);
      filled.get(group)?.push(row);
    }
  }
  noteFills(member.desk, 0);
}

/** The price between the raw one and that of an order alone. */
function shared({ share }: Group, raw: number, alone: number): number {
  return share === 1 ? alone : raw + share * (alone - raw);
}

/** What the budget has left of a queue stays or goes. */
function endOrder({ portfolio, got, queues }: Settlement, order: PhaseOrder, steps: readonly Step[]): void {
  const queue = queues.get(order);
  if (queue === undefined) return;
  const { desk } = memberAt(portfolio, order.k);
  const { account, rules } = desk;
  const own = steps.filter(isPart).filter((part) => part.order === order);
  const leftOf = (does: Part["does"]) => own.find((part) => part.does === does && (got.get(part) ?? 0) < part.units);
  const unclosed = leftOf("close") !== undefined;
  const opening = own.find((part) => part.does === "open");
  const filled = opening === undefined ? 0 : (got.get(opening) ?? 0);
  // as long as its closing part is not whole it has not been looked at
  if (queue.opening !== null && opening !== undefined && !unclosed) {
    queue.opening.sized = true;
    queue.opening.rest = opening.units - filled;
    queue.opening.filled += filled;
    if (filled > 0) queue.opening.openedPosition = account.position?.id ?? 0;
  }
  const unopened = leftOf("open") !== undefined;
  desk.queue = null;
  if (!unclosed && !unopened) return;
  if (queue.reason !== null || rules.config.unfilled === "work") {
    desk.queue = { ...queue, closes: unclosed, opening: unopened || unclosed ? queue.opening : null };
  } else {
    account.rejected["no-volume"] += 1;
  }
}

/** One row a group. */
function bookGroups({ portfolio, filled }: Settlement): void {
  for (const [{ symbol, net }, rows] of filled) {
    const [first] = rows;
    const quantity = rows.reduce((sum, row) => sum + row.quantity, 0);
    if (first === undefined || net === 0 || quantity === 0) continue;
    const onePrice = rows.every(({ price }) => price === first.price);
    const value = rows.reduce((sum, row) => sum + row.quantity * row.price, 0);
    portfolio.fills.push({
      moment: portfolio.now,
      symbol,
      quantity,
      price: onePrice ? first.price : Math.abs(value) / Math.abs(quantity),
      commission: rows.reduce((sum, row) => sum + row.commission, 0),
      kind: first.kind,
    });
  }
}
