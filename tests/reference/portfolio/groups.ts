import { isValid, marketPrice, toLot } from "../prices.js";
import type { FillPlace } from "../slippage.js";
import { slippageOfFill } from "../slippage.js";
import { memberAt, type Portfolio } from "./state.js";
import type { Part, Step } from "./try.js";

/** PORTFOLIO.md, "A group": what crosses between sleeves, and what goes to the market. */

/** Of one symbol at one raw price. */
export interface Group {
  symbol: string;
  raw: number;
  parts: Part[];
  /** Base units that change hands between sleeves. */
  crossed: number;
  /** Base units that are more on one side, and those of them that go to the market. */
  net: number;
  n: number;
  /** +1: more is bought than sold. */
  heavier: 1 | -1;
  /** f: what the heavier side pays of slippage and fee. */
  share: number;
  /** Base units that every part gets. */
  granted: Map<Part, number>;
}

export function isPart(step: Step): step is Part {
  return step.does === "close" || step.does === "open";
}

/** The groups in the order of their first parts. */
export function groupsOf(portfolio: Portfolio, steps: readonly Step[]): Group[] {
  const groups = new Map<string, { symbol: string; raw: number; parts: Part[] }>();
  for (const part of steps.filter(isPart)) {
    if (part.units === 0) continue;
    const { symbol } = memberAt(portfolio, part.order.k).sleeve;
    const key = `${symbol} ${part.raw}`;
    const group = groups.get(key) ?? { symbol, raw: part.raw, parts: [] };
    group.parts.push(part);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => matched(portfolio, group));
}

function matched(portfolio: Portfolio, { symbol, raw, parts }: Pick<Group, "symbol" | "raw" | "parts">): Group {
  const traded = (direction: 1 | -1) =>
    parts.reduce((sum, part) => (part.direction === direction ? sum + part.units : sum), 0);
  const [bought, sold] = [traded(1), traded(-1)];
  const crossed = Math.min(bought, sold);
  // what rounding leaves is nothing
  const net = Math.abs(bought - sold) <= 1e-12 * bought ? 0 : Math.abs(bought - sold);
  const heavier = bought >= sold ? 1 : -1;
  const n = withinBudget(portfolio, parts, net);
  const share = crossed + n === 0 ? 0 : n / (crossed + n);
  const ratio = n < net ? (crossed + n) / (crossed + net) : null;
  return { symbol, raw, parts, crossed, net, n, heavier, share, granted: grants(portfolio, parts, heavier, ratio) };
}

function withinBudget(portfolio: Portfolio, parts: readonly Part[], net: number): number {
  const desks = parts.map(({ order }) => memberAt(portfolio, order.k).desk);
  const budget = Math.min(...desks.map((desk) => desk.budget.left));
  if (net <= budget * (1 + 1e-12)) return net;
  return lotOf(portfolio, parts[0] as Part, budget);
}

/** 0 where it is not valid. */
function lotOf(portfolio: Portfolio, { order }: Part, units: number): number {
  const lot = toLot(memberAt(portfolio, order.k).desk.rules, units);
  return isValid(lot) ? lot : 0;
}

/** `ratio`, where a budget leaves something: every order of the heavier side gets so much of all its parts there, what it closes first. */
function grants(portfolio: Portfolio, parts: readonly Part[], heavier: 1 | -1, ratio: number | null): Group["granted"] {
  const granted = new Map<Part, number>();
  for (const part of parts) {
    if (granted.has(part)) continue;
    if (ratio === null || part.direction !== heavier) {
      granted.set(part, part.units);
      continue;
    }
    const own = parts.filter(({ order, direction }) => order === part.order && direction === heavier);
    const whole = own.reduce((sum, { units }) => sum + units, 0);
    let left = lotOf(portfolio, part, whole * ratio);
    for (const one of own) {
      const gets = one.units <= left * (1 + 1e-12) ? one.units : lotOf(portfolio, one, left);
      granted.set(one, gets);
      left -= gets;
    }
  }
  return granted;
}

/** P: slippage by volume is that of n units where several orders are in the group, else that of the part's own. */
export function alonePrice(
  portfolio: Portfolio,
  { parts, n, raw, granted }: Group,
  part: Part,
  place: FillPlace,
): number {
  const { rules, bars } = memberAt(portfolio, part.order.k).desk;
  if (rules.slippage.model !== "volume") return part.price;
  const several = parts.some(({ order }) => order !== part.order);
  const slips = part.does === "open" || rules.config.slipExits;
  const size = several ? n : (granted.get(part) ?? 0);
  return marketPrice(rules, raw, part.direction, slips ? slippageOfFill(rules, bars, place, size) : 0);
}
