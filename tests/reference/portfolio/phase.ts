import { fillAlone } from "./alone.js";
import { settle } from "./settle.js";
import { memberAt, type Portfolio, pairsOf } from "./state.js";
import { tryOrders } from "./try.js";
import { isHeld } from "./worth.js";

/** PORTFOLIO.md, "A phase": which orders are filled together. */

export type At = "open" | "close";

export interface PhaseOrder {
  what: "rebalancing" | "queue";
  /** Index of the sleeve. */
  k: number;
}

/** Orders that are tried together: one, or those of a pair. */
export type Turn = readonly PhaseOrder[];

export function playPhase(portfolio: Portfolio, turns: readonly Turn[], at: At): void {
  if (portfolio.bankruptMoment !== null) return;
  const orders = turns.flat();
  const [only] = orders;
  if (only === undefined) return;
  if (orders.length === 1 && memberAt(portfolio, only.k).other === null) fillAlone(portfolio, only, at);
  else settle(portfolio, tryOrders(portfolio, turns, at), at);
  for (const { what, k } of orders) if (what === "rebalancing") memberAt(portfolio, k).rebalancing = null;
}

/** Step 8. `begins`: whose bar begins now. */
export function turnsAtOpen(portfolio: Portfolio, begins: readonly boolean[]): Turn[] {
  const rebalancing = turnsOf(portfolio, "rebalancing", begins, (k) => memberAt(portfolio, k).rebalancing !== null);
  const sells = ([first]: Turn) => first !== undefined && memberAt(portfolio, first.k).rebalancing?.direction === -1;
  const queues = turnsOf(portfolio, "queue", begins, (k) => {
    const { desk } = memberAt(portfolio, k);
    return desk.queue !== null && (desk.rules.config.fill === "next-open" || desk.queue.forced === true);
  });
  return [...rebalancing.filter(sells), ...rebalancing.filter((turn) => !sells(turn)), ...queues];
}

/** Steps 3 and 5. `wanted`: whose queues are meant. */
export function turnsAtClose(portfolio: Portfolio, ends: readonly boolean[], wanted: (k: number) => boolean): Turn[] {
  return turnsOf(portfolio, "queue", ends, (k) => {
    const { desk } = memberAt(portfolio, k);
    return desk.rules.config.fill === "close" && desk.queue !== null && wanted(k);
  });
}

/** In the order of the sleeves, a pair at the place of its first leg; a leg waits until both could take part. */
function turnsOf(
  portfolio: Portfolio,
  what: PhaseOrder["what"],
  takesPart: readonly boolean[],
  isThere: (k: number) => boolean,
): Turn[] {
  const pairs = new Map(pairsOf(portfolio));
  return portfolio.sleeves.flatMap(({ other }, k): Turn[] => {
    const legs = other === null ? [k] : pairs.has(k) ? [k, pairs.get(k) as number] : [];
    const together = legs.every((leg) => takesPart[leg]);
    const orders = legs.filter(
      (leg) => isThere(leg) && takesPart[leg] && (together || doesNotWait(portfolio, what, leg)),
    );
    return orders.length === 0 ? [] : [orders.map((leg) => ({ what, k: leg }))];
  });
}

function doesNotWait(portfolio: Portfolio, what: PhaseOrder["what"], k: number): boolean {
  const member = memberAt(portfolio, k);
  return what === "queue" && member.desk.queue?.alone === true && isHeld(member);
}
