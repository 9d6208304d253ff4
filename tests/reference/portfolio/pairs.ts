import type { Order } from "../model.js";
import { barOf } from "../orders/desk.js";
import { isValid } from "../prices.js";
import type { At, Turn } from "./phase.js";
import { type Member, memberAt, type Portfolio, pairsOf } from "./state.js";
import { isHeld } from "./worth.js";

/** PORTFOLIO.md, "Pairs". */

/** Step 2: of a pair of which one leg alone holds something, that leg gets an order to close, at the end of its bar. */
export function closeLoneLegs(portfolio: Portfolio, ends: readonly boolean[]): void {
  for (const legs of pairsOf(portfolio)) {
    const holding = legs.filter((k) => isHeld(memberAt(portfolio, k)));
    const [k] = holding;
    if (holding.length !== 1 || k === undefined || !ends[k]) continue;
    const member = memberAt(portfolio, k);
    member.desk.queue = {
      closes: true,
      opening: null,
      reason: "other-leg",
      queuedOn: member.desk.i,
      alone: true,
      forced: true,
    };
  }
}

/** After "Decisions". */
export function matchPairs(portfolio: Portfolio): void {
  for (const [a, b] of pairsOf(portfolio)) {
    const legs = [memberAt(portfolio, a), memberAt(portfolio, b)] as const;
    const decided = legs.map(opensNow);
    legs.forEach((leg, n) => {
      if (decided[n] && !decided[1 - n]) dropOpening(leg);
    });
    // what waits has lost its counterpart
    const waiting = legs.map(({ desk }) => Boolean(desk.queue?.opening));
    legs.forEach((leg, n) => {
      if (waiting[n] && !waiting[1 - n]) dropOpening(leg);
    });
    closeTogether(legs[0], legs[1]);
    closeTogether(legs[1], legs[0]);
  }
}

function opensNow({ desk, decidedNow }: Member): boolean {
  return decidedNow && Boolean(desk.queue?.opening);
}

function dropOpening({ desk }: Member): void {
  const { queue, account } = desk;
  if (queue === null) return;
  account.rejected["other-leg"] += 1;
  queue.opening = null;
  if (!queue.closes) desk.queue = null;
}

/** Where one leg has an order to close, the other, if it holds something, has one too. */
function closeTogether(one: Member, other: Member): void {
  if (!closes(one) || !isHeld(other) || closes(other)) return;
  const { desk } = other;
  desk.queue = { closes: true, opening: desk.queue?.opening ?? null, reason: "other-leg", queuedOn: desk.i };
}

function closes(member: Member): boolean {
  return isHeld(member) && member.desk.queue?.closes === true;
}

/** Before both opening parts. */
export function halveCash(portfolio: Portfolio, first: number, second: number): void {
  const legs = [memberAt(portfolio, first), memberAt(portfolio, second)] as const;
  if (legs.some(isHeld)) return;
  const [a, b] = legs;
  const half = (a.desk.account.cash + b.desk.account.cash) / 2;
  for (const member of legs) {
    const { account, i } = member.desk;
    member.transfers.push({ moment: portfolio.now, bar: i, amount: half - account.cash });
    account.cash = half;
  }
}

/** Sizer `pair-dollar-neutral`: what each order opens, before margin and lot; NaN where it is not a pair's. */
export function pairSizes(trial: Portfolio, openers: Turn, at: At): number[] {
  const [one] = openers;
  const other = one === undefined ? null : memberAt(trial, one.k).other;
  if (one === undefined || other === null) return openers.map(() => Number.NaN);
  const legs = [memberAt(trial, one.k), memberAt(trial, other)];
  const first = legs.find(({ sleeve }) => !sleeve.leg?.second) as Member;
  const second = legs.find(({ sleeve }) => sleeve.leg?.second) as Member;
  const value = first.desk.account.cash + second.desk.account.cash;
  const [r1, r2] = [barOf(first.desk)[at], barOf(second.desk)[at]];
  const h = decisionOf(first)?.sizerInput ?? Number.NaN;
  return openers.map(({ k }) => {
    const member = memberAt(trial, k);
    const fraction = Number(member.sleeve.config.sizer.params["fraction"]);
    if (!isValid(h)) return ((value / 2) * fraction) / (member === first ? r1 : r2);
    const units = (value * fraction) / (r1 + h * r2);
    return member === first ? units : h * units;
  });
}

function decisionOf({ desk }: Member): Order | undefined {
  return desk.queue?.opening?.decision;
}
