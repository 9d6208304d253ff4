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
    if (step.does === "refuse" && !isUnclosed(settlement, step.k, steps)) {
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

function fillPart(settlement: Settlement, part: Part): void {
  const { portfolio, groups, at, filled, got, closed } = settlement;
  const group = groups.find(({ parts }) => parts.includes(part));
  const units = group?.granted.get(part) ?? 0;
  got.set(part, units);
  if (group === undefined || units === 0) return;
  const member = memberAt(portfolio, part.order.k);
  const { rules, account, i } = member.desk;
  const { raw, direction } = part;
  const reason = reasonFor(settlement, part);
  const isHeavier = direction === group.heavier;
  const alone = alonePrice(portfolio, group, part, { bar: i, atClose: at === "close" });
  const price = isHeavier ? shared(group, raw, alone) : raw;
  // a liquidation's own fee is not shared
  const own = part.does === "close" && reason === "liquidation" ? rules.liquidationFee * units * price : 0;
  const commission = isHeavier ? group.share * entryFee(rules, units, price) + own : 0;
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

/** An opening part that still waits makes a reversal of it, whatever the try has said. */
function reasonFor({ groups, queues }: Settlement, part: Part): Part["reason"] {
  const granted = groups.find(({ parts }) => parts.includes(part))?.granted.get(part) ?? 0;
  const queue = queues.get(part.order);
  if (part.does !== "close" || queue === undefined || queue.reason !== null || granted === part.units)
    return part.reason;
  return queue.opening?.direction === part.direction ? "reverse" : "signal";
}

/** The price between the raw one and that of an order alone. */
function shared({ share }: Group, raw: number, alone: number): number {
  return share === 1 ? alone : raw + share * (alone - raw);
}

/** As long as its closing part is not whole an opening part has not been looked at. */
function isUnclosed({ groups }: Settlement, k: number, steps: readonly Step[]): boolean {
  const closing = steps
    .filter(isPart)
    .find((part) => part.does === "close" && part.order.k === k && part.order.what === "queue");
  if (closing === undefined) return false;
  const granted = groups.find(({ parts }) => parts.includes(closing))?.granted.get(closing) ?? 0;
  return granted < closing.units;
}

/** What the budget has left of a queue stays or goes. */
function endOrder(settlement: Settlement, order: PhaseOrder, steps: readonly Step[]): void {
  const { portfolio, got, queues } = settlement;
  const queue = queues.get(order);
  if (queue === undefined) return;
  const { desk } = memberAt(portfolio, order.k);
  const { account, rules } = desk;
  const own = steps.filter(isPart).filter((part) => part.order === order);
  const unclosed = isUnclosed(settlement, order.k, steps);
  const opening = own.find((part) => part.does === "open");
  const filled = opening === undefined ? 0 : (got.get(opening) ?? 0);
  if (queue.opening !== null && opening !== undefined && !unclosed) {
    queue.opening.sized = true;
    queue.opening.rest = opening.units - filled;
    queue.opening.filled += filled;
    if (filled > 0) queue.opening.openedPosition = account.position?.id ?? 0;
  }
  const unopened = unclosed ? queue.opening !== null : opening !== undefined && filled < opening.units;
  desk.queue = null;
  if (!unclosed && !unopened) return;
  if (queue.reason !== null || rules.config.unfilled === "work") {
    desk.queue = { ...queue, closes: unclosed, opening: unopened ? queue.opening : null };
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
