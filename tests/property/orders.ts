import fc from "fast-check";
import type { BacktestInput } from "../../src/contracts/config.js";
import { ORDER_TYPES, type OrderAction, type OrderRequest, type TimeInForce } from "../../src/contracts/orders.js";
import {
  columnsOf,
  configs,
  drawsWith,
  flag,
  given,
  type Market,
  market,
  often,
  type RandomRun,
  runs,
} from "./arbitraries.js";

/** Random runs with orders near the price, in the whole steps that bars and levels have, and with a budget of volume. */

export interface OrderRun extends RandomRun {
  /** (nBars) */
  script: OrderAction[][];
}

interface OrderDraw {
  side: "buy" | "sell";
  type: (typeof ORDER_TYPES)[number];
  /** Steps from the close to the trigger, and from there (of a limit order from the close) to the limit. */
  trigger: number;
  limit: number;
  /** Base units, or a share of the capital; null = none is given. */
  units: number | null;
  share: number | null;
  trail: { trailPercent: number } | { trailAtr: number };
  timeInForce: TimeInForce | undefined;
  postOnly: boolean;
  reduceOnly: boolean;
  oco: string | undefined;
  /** Steps from the order's price to the bracket's stop (on the losing side) and target; null = none. */
  stop: number | null;
  target: number | null;
}

type ActionDraw = { place: OrderDraw } | { cancelBack: number } | { cancelAll: true };

const steps = fc.integer({ min: -8, max: 8 });

const orderDraw: fc.Arbitrary<OrderDraw> = fc
  .tuple(
    fc.record({
      side: fc.constantFrom("buy", "sell"),
      type: fc.constantFrom(...ORDER_TYPES),
      trigger: steps,
      limit: often(steps, 12, fc.constantFrom(-1000, 1000)),
      units: given(50, fc.constantFrom(0.5, 1, 2, 3.7, 10, 100, 1e-7)),
      share: given(40, fc.constantFrom(0.05, 0.3, 1, 3)),
      trail: fc.oneof(
        fc.constantFrom(0.005, 0.02, 0.1, 0.5).map((trailPercent) => ({ trailPercent })),
        fc.constantFrom(0.5, 1, 3).map((trailAtr) => ({ trailAtr })),
      ),
    }),
    fc.record({
      timeInForce: fc.constantFrom<(TimeInForce | undefined)[]>(undefined, undefined, "gtc", "day", ...bars(1, 2, 5)),
      postOnly: flag(25),
      reduceOnly: flag(25),
      oco: fc.constantFrom(undefined, undefined, "a", "b"),
      stop: given(35, fc.integer({ min: -2, max: 10 })),
      target: given(35, fc.integer({ min: -2, max: 10 })),
    }),
  )
  .map(([first, second]) => ({ ...first, ...second }) as OrderDraw);

function bars(...counts: number[]): TimeInForce[] {
  return counts.map((count) => ({ bars: count }));
}

const placing: fc.Arbitrary<ActionDraw> = orderDraw.map((place) => ({ place }));

const actionDraw: fc.Arbitrary<ActionDraw> = fc.oneof(
  { arbitrary: placing, weight: 12 },
  { arbitrary: fc.integer({ min: 1, max: 6 }).map((cancelBack) => ({ cancelBack })), weight: 3 },
  { arbitrary: fc.constant({ cancelAll: true } as const), weight: 1 },
);

/** From an order now and then to several on every bar; rarely more than the table holds. */
const actions: fc.Arbitrary<ActionDraw[]> = fc.oneof(
  { arbitrary: fc.constant<ActionDraw[]>([]), weight: 120 },
  { arbitrary: fc.array(actionDraw, { minLength: 1, maxLength: 4, size: "max" }), weight: 100 },
  { arbitrary: fc.array(placing, { minLength: 40, maxLength: 60, size: "max" }), weight: 1 },
);

const settings = fc.record({
  fill: fc.constantFrom("next-open", "close"),
  endOfData: fc.constantFrom("mark", "close"),
  maxParticipation: fc.constantFrom(0, 0, 0.01, 0.1, 0.5, 1),
  unfilled: fc.constantFrom("work", "cancel"),
  protectiveExits: fc.constantFrom("whole", "by-volume"),
});

function configFor(config: BacktestInput, chosen: object): BacktestInput {
  return { ...config, markCloseFills: "after", gapThroughTarget: "target", ...chosen } as BacktestInput;
}

/** Scripts on anything that orders can be used with. */
export const orderRuns: fc.Arbitrary<OrderRun> = fc
  .tuple(drawsWith(actions), market, configs, settings)
  .map(([draws, where, random, chosen]) => {
    const config = configFor(random, chosen);
    const columns = columnsOf(
      draws.map(({ bar }) => bar),
      where,
    );
    const drawn = draws.map(({ extra }) => extra);
    return { ...columns, config, script: scriptOf(drawn, columns.bars.close, where, Number(config.capital)) };
  });

/** Signals alone, with a budget of volume. */
export const participationRuns: fc.Arbitrary<RandomRun> = fc
  .tuple(runs, settings, fc.constantFrom(0.01, 0.1, 0.5, 1))
  .map(([run, chosen, maxParticipation]) => ({
    ...run,
    config: { ...run.config, markCloseFills: "after", ...chosen, maxParticipation } as BacktestInput,
  }));

export function orderRunsWith(fixed: BacktestInput): fc.Arbitrary<OrderRun> {
  return orderRuns.map((run) => ({ ...run, config: { ...run.config, ...fixed } }));
}

function scriptOf(draws: ActionDraw[][], close: Float64Array, { step }: Market, capital: number): OrderAction[][] {
  const unit = step(1);
  let ids = 0;
  return draws.map((list, i) =>
    list.map((draw): OrderAction => {
      if ("cancelAll" in draw) return draw;
      if ("cancelBack" in draw)
        return ids === 0 ? { cancelAll: true } : { cancel: Math.max(1, ids + 1 - draw.cancelBack) };
      const place = requestOf(draw.place, Math.round((close[i] as number) / unit), step, capital);
      ids += 1 + (place.stop === undefined ? 0 : 1) + (place.target === undefined ? 0 : 1);
      return { place };
    }),
  );
}

/** `at`: the close in steps. */
function requestOf(draw: OrderDraw, at: number, step: Market["step"], capital: number): OrderRequest {
  const { side, type } = draw;
  const price = (count: number) => step(Math.max(1, count));
  const hasTrigger = ["stop", "stop-limit", "take-profit", "take-profit-limit"].includes(type);
  const hasLimit = ["limit", "stop-limit", "take-profit-limit"].includes(type);
  const trigger = hasTrigger ? at + draw.trigger : at;
  const size = draw.units ?? (draw.share === null ? null : (capital * draw.share) / price(at));
  return {
    side,
    type,
    ...(size === null ? {} : { size }),
    ...(hasTrigger ? { trigger: price(trigger) } : {}),
    ...(hasLimit ? { limit: price(trigger + draw.limit) } : {}),
    ...(type === "trailing-stop" ? draw.trail : {}),
    ...(draw.timeInForce === undefined ? {} : { timeInForce: draw.timeInForce }),
    ...(draw.postOnly && type === "limit" ? { postOnly: true } : {}),
    ...(draw.oco === undefined ? {} : { oco: draw.oco }),
    ...(draw.reduceOnly
      ? { reduceOnly: true }
      : bracketOf(draw, hasLimit ? trigger + draw.limit : trigger, hasLimit || hasTrigger, price)),
  };
}

/** The stop of a buy is below its target, and both are on their sides of the entry where that has a price. */
function bracketOf(
  draw: OrderDraw,
  at: number,
  isPriced: boolean,
  price: (count: number) => number,
): { stop?: number; target?: number } {
  const side = draw.side === "buy" ? 1 : -1;
  const isAbove = (a: number, b: number) => side * a > side * b;
  let stop = draw.stop === null ? null : price(at - side * draw.stop);
  let target = draw.target === null ? null : price(at + side * draw.target);
  if (isPriced && stop !== null && !isAbove(price(at), stop)) stop = null;
  if (isPriced && target !== null && !isAbove(target, price(at))) target = null;
  if (stop !== null && target !== null && !isAbove(target, stop)) return { stop };
  return { ...(stop === null ? {} : { stop }), ...(target === null ? {} : { target }) };
}
