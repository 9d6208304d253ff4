import {
  type AnyStrategy,
  defineStrategy,
  type EventColumns,
  type EventStrategy,
  type Flags,
  STRATEGIES,
  type Strategy,
  type Turn,
} from "../../src/index.js";

type Values = Readonly<Record<string, number>>;

/** What a strategy of the catalogue says of itself, without its rule. */
function described(name: string) {
  const { signals: _, ...description } = STRATEGIES.find((strategy) => strategy.name === name) as Strategy;
  return description;
}

function above(turn: Turn, a: string, b: string | number, back = 0): boolean {
  return turn.value(a, back) > (typeof b === "number" ? b : turn.value(b, back));
}

const crossesUp = (turn: Turn, a: string, b: string | number) => {
  const before = typeof b === "number" ? b : turn.value(b, 1);
  return turn.value(a, 1) <= before && above(turn, a, b);
};

const crossesDown = (turn: Turn, a: string, b: string | number) => {
  const [before, now] = typeof b === "number" ? [b, b] : [turn.value(b, 1), turn.value(b)];
  return turn.value(a, 1) >= before && turn.value(a) < now;
};

/** Long on the one crossing, short on the other. */
function followCrossing(turn: Turn): void {
  if (crossesUp(turn, "fast", "slow")) {
    turn.exit("short");
    turn.enter("long");
  }
  if (crossesDown(turn, "fast", "slow")) {
    turn.exit("long");
    turn.enter("short");
  }
}

/** The built-in strategies once more, each written out as a rule for one bar. */
export const BY_HAND: readonly AnyStrategy[] = [
  defineStrategy({
    ...described("ewmac"),
    prepare: (ctx, p: Values & { seed?: never }) => ({
      columns: {
        fast: ctx.ema(ctx.close, p["fast"] as number, "sma"),
        slow: ctx.ema(ctx.close, p["slow"] as number, "sma"),
      },
      atr: ctx.atr(p["atr"] as number),
    }),
    onBar: (turn) => followCrossing(turn),
  }),
  defineStrategy({
    ...described("sma-cross"),
    prepare: (ctx, p: Values) => ({
      columns: { fast: ctx.sma(ctx.close, p["fast"] as number), slow: ctx.sma(ctx.close, p["slow"] as number) },
      atr: ctx.atr(p["atr"] as number),
    }),
    onBar: (turn) => followCrossing(turn),
  }),
  defineStrategy({
    ...described("donchian-breakout"),
    prepare: (ctx, p: Values): EventColumns => ({
      columns: {
        upper: ctx.highest(ctx.high, p["entry"] as number),
        lower: ctx.lowest(ctx.low, p["entry"] as number),
        top: ctx.highest(ctx.high, p["exit"] as number),
        bottom: ctx.lowest(ctx.low, p["exit"] as number),
      },
      atr: ctx.atr(p["atr"] as number),
    }),
    onBar(turn) {
      if (turn.close > turn.value("upper", 1)) turn.enter("long");
      if (turn.close < turn.value("bottom", 1)) turn.exit("long");
      if (turn.close < turn.value("lower", 1)) turn.enter("short");
      if (turn.close > turn.value("top", 1)) turn.exit("short");
    },
  }),
  defineStrategy({
    ...described("rsi-reversal"),
    prepare: (ctx, p: Values) => ({
      columns: { rsi: ctx.rsi(ctx.close, p["period"] as number) },
      atr: ctx.atr(p["atr"] as number),
    }),
    onBar(turn, p: Values) {
      if (crossesUp(turn, "rsi", p["oversold"] as number)) turn.enter("long");
      if (crossesDown(turn, "rsi", p["overbought"] as number)) turn.enter("short");
      if (crossesUp(turn, "rsi", 50)) turn.exit("long");
      if (crossesDown(turn, "rsi", 50)) turn.exit("short");
    },
  }),
  defineStrategy({
    ...described("bollinger-mean-reversion"),
    prepare(ctx, p: Values) {
      const { upper, middle, lower } = ctx.bollinger(ctx.close, p["period"] as number, p["stdDev"] as number);
      return { columns: { upper, middle, lower }, atr: ctx.atr(p["atr"] as number) };
    },
    onBar(turn) {
      if (crossesDown(turn, "close", "lower")) turn.enter("long");
      if (crossesUp(turn, "close", "upper")) turn.enter("short");
      if (crossesUp(turn, "close", "middle")) turn.exit("long");
      if (crossesDown(turn, "close", "middle")) turn.exit("short");
    },
  }),
] as unknown as readonly AnyStrategy[];

/** A vectorised strategy whose columns of signals are read bar by bar. */
export function readBarByBar({ signals, ...description }: Strategy): EventStrategy {
  return {
    ...description,
    prepare(ctx, values) {
      const { longEntry, longExit, shortEntry, shortExit, atr, confidence } = signals(ctx, values);
      const never = ctx.less(ctx.close, 0);
      const columns: Record<string, Flags> = {
        longEntry: longEntry ?? never,
        longExit: longExit ?? never,
        shortEntry: shortEntry ?? never,
        shortExit: shortExit ?? never,
      };
      return { columns, ...(atr ? { atr } : {}), ...(confidence ? { confidence } : {}) };
    },
    onBar(turn) {
      if (turn.value("longEntry")) turn.enter("long");
      if (turn.value("longExit")) turn.exit("long");
      if (turn.value("shortEntry")) turn.enter("short");
      if (turn.value("shortExit")) turn.exit("short");
    },
  };
}
