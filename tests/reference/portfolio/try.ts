import { type Entry, enter, type Sized, sizeAndPrice } from "../opening-leg.js";
import { barOf } from "../orders/desk.js";
import { closeAndTidy, exitPrice, type Point, placeAt } from "../orders/fill.js";
import { sizeAndPriceOfRest } from "../orders/later-portion.js";
import { against } from "../prices.js";
import type { AnyExitReason, AnyRejectReason } from "../reasons.js";
import { copyOf } from "./copy.js";
import { refusalOf } from "./limits.js";
import { halveCash, pairSizes } from "./pairs.js";
import type { At, PhaseOrder, Turn } from "./phase.js";
import { reducesPosition, sizeOfAddition, sizeOfReduction } from "./rebalancing.js";
import { memberAt, type Portfolio } from "./state.js";

/** PORTFOLIO.md, "each is tried, in its order, as if it were alone". */

/** What an order closes or opens. */
export interface Part {
  does: "close" | "open";
  order: PhaseOrder;
  /** +1 buys. */
  direction: 1 | -1;
  /** Base units. */
  units: number;
  raw: number;
  /** P: what it would pay alone. */
  price: number;
  /** Of what it closes. */
  reason: AnyExitReason;
  /** Its opening part has been refused as if it had not been. */
  undone?: boolean;
}

/** What is to be done for good, in this order. */
export type Step =
  | Part
  | { does: "halve"; first: number; second: number }
  | { does: "refuse"; k: number; reason: AnyRejectReason }
  /** The order is through: what is left of it stays or goes. */
  | { does: "end"; order: PhaseOrder };

export function tryOrders(portfolio: Portfolio, turns: readonly Turn[], at: At): Step[] {
  let trial = copyOf(portfolio);
  const steps: Step[] = [];
  for (const turn of turns) {
    const isQueue = turn[0]?.what === "queue";
    const tried = isQueue ? tryQueues(trial, turn, at) : tryRebalancing(trial, turn);
    trial = tried.trial;
    steps.push(...tried.steps, ...turn.map((order): Step => ({ does: "end", order })));
  }
  return steps;
}

/** The state after it, and what it takes to get there. */
interface Tried {
  trial: Portfolio;
  steps: Step[];
}

function tryRebalancing(trial: Portfolio, turn: Turn): Tried {
  const steps: Step[] = [];
  for (const order of turn) {
    const { desk, rebalancing } = memberAt(trial, order.k);
    if (rebalancing === null) continue;
    const raw = barOf(desk).open;
    const { direction } = rebalancing;
    if (reducesPosition(desk, rebalancing)) {
      const units = sizeOfReduction(desk, rebalancing);
      steps.push(close(trial, order, { raw, at: "open", limit: null }, { units, direction, reason: "rebalance" }));
    } else {
      const sized = sizeOfAddition(desk, rebalancing);
      if (sized === null) continue;
      const { position } = desk.account;
      if (position === null) throw new Error("there is no position to add to");
      const entry: Entry = { side: direction, bar: desk.i, raw, atClose: false, keepsLevels: true };
      enter(desk.rules, desk.account, position.opener, entry, sized);
      steps.push({ does: "open", order, direction, units: sized.size, raw, price: sized.price, reason: "signal" });
    }
  }
  return { trial, steps };
}

/** First the closing parts, then the opening parts. */
function tryQueues(start: Portfolio, turn: Turn, at: At): Tried {
  const steps: Step[] = [];
  for (const order of turn) {
    const closing = tryClosing(start, order, at);
    if (closing !== null) steps.push(closing);
  }
  const openers = turn.filter(({ k }) => memberAt(start, k).desk.queue?.opening);
  if (openers.length === 0) return { trial: start, steps };
  const [first] = openers;
  const other = first === undefined ? null : memberAt(start, first.k).other;
  if (first !== undefined && other !== null) halve(start, first.k, other, steps);
  const opened = tryOpenings(start, openers, at);
  // the reason of a closing part whose opening part goes as if it had not been
  for (const step of steps) {
    if (step.does === "close" && step.reason === "reverse" && opened.undone.has(step.order.k)) step.undone = true;
  }
  return { trial: opened.trial, steps: [...steps, ...opened.steps] };
}

function halve(trial: Portfolio, a: number, b: number, steps: Step[]): void {
  const [first, second] = memberAt(trial, a).sleeve.leg?.second ? [b, a] : [a, b];
  halveCash(trial, first, second);
  steps.push({ does: "halve", first, second });
}

function tryClosing(trial: Portfolio, order: PhaseOrder, at: At): Part | null {
  const { desk } = memberAt(trial, order.k);
  const { queue, account } = desk;
  if (queue === null || !queue.closes || account.position === null) return null;
  const direction = against(account.position.side);
  const reverses = queue.opening?.direction === direction;
  const point: Point = { raw: barOf(desk)[at], at, limit: null };
  const reason = queue.reason ?? (reverses ? "reverse" : "signal");
  const { opening } = queue;
  const part = close(trial, order, point, { units: Math.abs(account.position.quantity), direction, reason });
  // the opening part is still to be tried
  desk.queue = opening === null ? null : { ...queue, closes: false };
  return part;
}

function close(
  trial: Portfolio,
  order: PhaseOrder,
  point: Point,
  { units, direction, reason }: Pick<Part, "units" | "direction" | "reason">,
): Part {
  const { desk } = memberAt(trial, order.k);
  const price = exitPrice(desk, direction, point, units);
  closeAndTidy(desk, { bar: desk.i, price, reason, place: placeAt(point.raw, point.at), by: "taker" }, units, null);
  return { does: "close", order, direction, units, raw: point.raw, price, reason };
}

interface Opened extends Tried {
  /** Sleeves whose opening part goes as if it had not been. */
  undone: Set<number>;
}

/** Both legs of a pair, or neither; the limits are looked at after both. */
function tryOpenings(start: Portfolio, openers: Turn, at: At): Opened {
  const trial = copyOf(start);
  const sizes = pairSizes(trial, openers, at);
  const steps: Step[] = [];
  const refused = (by: number, reason: AnyRejectReason, undone: readonly number[]): Opened => ({
    trial: start,
    steps: openers.map(({ k }): Step => ({ does: "refuse", k, reason: k === by ? reason : "other-leg" })),
    undone: new Set(undone),
  });
  const legs = openers.map(({ k }) => k);
  for (const [n, order] of openers.entries()) {
    const tried = tryOpening(trial, order, at, sizes[n] as number);
    if (typeof tried === "string")
      return refused(
        order.k,
        tried,
        legs.filter((k) => k !== order.k),
      );
    steps.push(tried);
  }
  const symbols = legs.map((k) => memberAt(trial, k).sleeve.symbol);
  const byLimits = refusalOf(trial, symbols);
  if (byLimits !== null) return refused(legs[0] as number, byLimits, legs);
  return { trial, steps, undone: new Set() };
}

function tryOpening(trial: Portfolio, order: PhaseOrder, at: At, pairSize: number): Part | AnyRejectReason {
  const { desk } = memberAt(trial, order.k);
  const opening = desk.queue?.opening;
  if (!opening) throw new Error("there is nothing to open");
  const { rules, account, bars, i } = desk;
  const raw = barOf(desk)[at];
  const entry: Entry = { side: opening.direction, bar: i, raw, atClose: at === "close" };
  const decision = { ...opening.decision, size: opening.rest, pairSize };
  const sized: Sized | AnyRejectReason = opening.sized
    ? sizeAndPriceOfRest(desk, opening, entry)
    : sizeAndPrice(rules, account, bars, decision, entry);
  if (typeof sized === "string") return sized;
  enter(rules, account, opening.decision, entry, sized);
  const { size, price } = sized;
  return { does: "open", order, direction: opening.direction, units: size, raw, price, reason: "signal" };
}
