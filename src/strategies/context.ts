import {
  OP_ADD,
  OP_AND,
  OP_CROSSES_ABOVE,
  OP_CROSSES_BELOW,
  OP_DIVIDE,
  OP_EQUAL,
  OP_GREATER,
  OP_GREATER_EQUAL,
  OP_LESS,
  OP_LESS_EQUAL,
  OP_MAXIMUM,
  OP_MINIMUM,
  OP_MULTIPLY,
  OP_NOT,
  OP_OR,
  OP_SHIFT,
  OP_SHIFT_FLAG,
  OP_SUBTRACT,
} from "../../dist/layout.js";
import type { Timeframe } from "../contracts/bars.js";
import { invariant, VaranusError } from "../contracts/errors.js";
import type { ParameterValues } from "../contracts/parameters.js";
import { withParams } from "../contracts/with-params.js";
import { ema } from "../indicators/averages/ema.js";
import { rma } from "../indicators/averages/rma.js";
import { sma } from "../indicators/averages/sma.js";
import { indicatorNamed } from "../indicators/catalogue.js";
import { isRecorded } from "../indicators/define.js";
import { macd } from "../indicators/momentum/macd.js";
import { rsi } from "../indicators/momentum/rsi.js";
import { highest } from "../indicators/statistics/highest.js";
import { lowest } from "../indicators/statistics/lowest.js";
import { standardDeviation } from "../indicators/statistics/standard-deviation.js";
import { atr } from "../indicators/volatility/atr.js";
import { bollinger } from "../indicators/volatility/bollinger.js";
import { trueRange } from "../indicators/volatility/true-range.js";
import { type Handle, higherHandle, operate, sourceHandle } from "../kernel/node.js";
import { gridOf } from "../market/grid.js";

/** A column of numbers of a strategy's graph: one value a bar, NaN where there is none. */
export type Series = Handle & { readonly kind: "series" };
/** A column of yes and no. */
export type Flags = Handle & { readonly kind: "flags" };
/** A number stands for a column that has it on every bar. */
export type Operand = Series | number;

/**
 * What a strategy's `signals` combines. Nothing here can look ahead: operations see bars 0..i, and `shift` goes back only.
 */
export interface Context {
  readonly open: Series;
  readonly high: Series;
  readonly low: Series;
  readonly close: Series;
  readonly volume: Series;

  sma(x: Series, period: number): Series;
  ema(x: Series, period: number, seed?: "sma" | "first"): Series;
  rma(x: Series, period: number): Series;
  rsi(x: Series, period: number): Series;
  trueRange(): Series;
  atr(period: number): Series;
  standardDeviation(x: Series, period: number): Series;
  bollinger(x: Series, period: number, width: number): { upper: Series; middle: Series; lower: Series };
  macd(
    x: Series,
    fast: number,
    slow: number,
    signal: number,
    seed?: "sma" | "first",
  ): { macd: Series; signal: Series; histogram: Series };
  highest(x: Series, period: number): Series;
  lowest(x: Series, period: number): Series;
  /**
   * Any indicator of the catalogue, its outputs by name: `ctx.indicator("supertrend", { multiple: 2 }).direction`. `of` is the column of those that take
   * any (the close), `other` the second one of those that compare two. Refuses names and parameters that the catalogue does not have.
   */
  indicator(
    name: string,
    params?: ParameterValues,
    columns?: { of?: Series; other?: Series },
  ): Readonly<Record<string, Series>>;

  add(a: Operand, b: Operand): Series;
  subtract(a: Operand, b: Operand): Series;
  multiply(a: Operand, b: Operand): Series;
  divide(a: Operand, b: Operand): Series;
  minimum(a: Operand, b: Operand): Series;
  maximum(a: Operand, b: Operand): Series;
  /** The value `bars` bars ago, bars >= 0. */
  shift<T extends Series | Flags>(x: T, bars: number): T;

  /**
   * A column computed on the bars of a longer timeframe, e.g. `higher("1d", (day) => day.ema(day.close, 20))`: on each bar its value on the
   * last longer bar that has ended by this bar's close, NaN (of flags: no) before the first.
   */
  higher<T extends Series | Flags>(timeframe: Timeframe, compute: (ctx: Context) => T): T;

  greater(a: Operand, b: Operand): Flags;
  greaterEqual(a: Operand, b: Operand): Flags;
  less(a: Operand, b: Operand): Flags;
  lessEqual(a: Operand, b: Operand): Flags;
  equal(a: Operand, b: Operand): Flags;
  /** a[i-1] <= b[i-1] and a[i] > b[i]. */
  crossesAbove(a: Operand, b: Operand): Flags;
  /** a[i-1] >= b[i-1] and a[i] < b[i]. */
  crossesBelow(a: Operand, b: Operand): Flags;
  and(...flags: readonly Flags[]): Flags;
  or(...flags: readonly Flags[]): Flags;
  not(x: Flags): Flags;
}

const series = (name: string) => sourceHandle(name, "series") as Series;
const first = (handles: Handle[]) => handles[0] as Series;

function arithmetic(name: string, op: number) {
  return (a: Operand, b: Operand): Series => {
    const left = typeof a === "number" ? constant(a) : a;
    const right = typeof b === "number" ? null : b;
    return operate({ name, op, kind: "series", inputs: [left, right], p: typeof b === "number" ? b : 0 })[0] as Series;
  };
}

/** A comparison; with the number on the left it is `mirror` with the operands changed over. */
function comparison(name: string, op: number, mirror: readonly [string, number]) {
  return (a: Operand, b: Operand): Flags => {
    if (typeof a === "number") return compare(...mirror, b, a);
    return compare(name, op, a, b);
  };
}

function compare(name: string, op: number, a: Operand, b: Operand): Flags {
  const left = typeof a === "number" ? constant(a) : a;
  const right = typeof b === "number" ? null : b;
  return operate({ name, op, kind: "flags", inputs: [left, right], p: typeof b === "number" ? b : 0 })[0] as Flags;
}

/** A number as a column: 0 x close + value; prices are finite. Of -0 both terms are -0, since 0 + -0 is 0. */
function constant(value: number): Series {
  const p = value === 0 ? value : 0;
  const zero = operate({ name: "multiply", op: OP_MULTIPLY, kind: "series", inputs: [series("close"), null], p });
  return operate({ name: "add", op: OP_ADD, kind: "series", inputs: [first(zero), null], p: value })[0] as Series;
}

function indicator(
  name: string,
  params: ParameterValues = {},
  { of = series("close"), other }: { of?: Series; other?: Series } = {},
): Readonly<Record<string, Series>> {
  const found = indicatorNamed(name, `indicator "${name}"`);
  const { params: values } = withParams({ name, params }, found.parameters, `indicator "${name}"`);
  const refused = (message: string, hint: string) =>
    new VaranusError({ code: "config", path: `indicator "${name}"`, message, hint });
  const inputs = found.inputs.map((input) => {
    if (input === "series") return of;
    if (isRecorded(input)) {
      throw refused(
        `it reads ${input}, which a strategy's bars do not have`,
        "compute it with v.indicator, over its columns",
      );
    }
    if (input !== "other") return series(input);
    if (other) return other;
    const hint = `for example ctx.indicator("${name}", {}, { other: ctx.volume })`;
    throw refused("it compares two columns, and the second is not given", hint);
  });
  const handles = found.build(inputs, values as never);
  return Object.fromEntries(found.outputs.map((output, k) => [output, handles[k] as Series]));
}

function fold(name: string, op: number) {
  return (...flags: readonly Flags[]): Flags => {
    invariant(flags.length > 0, `${name} takes at least one column`);
    return flags.reduce((a, b) => operate({ name, op, kind: "flags", inputs: [a, b] })[0] as Flags);
  };
}

function shift<T extends Series | Flags>(x: T, bars: number): T {
  if (!Number.isInteger(bars) || bars < 0) {
    throw new VaranusError({
      code: "config",
      path: "strategy",
      message: `shift by ${bars}: only whole bars back are possible`,
      hint: "a strategy may use bars up to the current one alone",
    });
  }
  if (bars === 0) return x;
  const op = x.kind === "series" ? OP_SHIFT : OP_SHIFT_FLAG;
  return operate({ name: "shift", op, kind: x.kind, inputs: [x], n: bars })[0] as T;
}

/** The context on the bars of a longer timeframe. */
function within(timeframe: Timeframe): Context {
  return {
    ...context,
    higher: (longer) => {
      throw new VaranusError({
        code: "config",
        path: "strategy",
        message: `higher("${longer}") inside higher("${timeframe}")`,
        hint: "take each timeframe from the bars themselves",
      });
    },
  };
}

const high = series("high");
const low = series("low");
const close = series("close");

/** The one context: it only makes nodes, the kernel does the work. */
export const context: Context = {
  open: series("open"),
  high,
  low,
  close,
  volume: series("volume"),

  sma: (x, period) => first(sma.build([x], { period })),
  ema: (x, period, seed = "sma") => first(ema.build([x], { period, seed })),
  rma: (x, period) => first(rma.build([x], { period })),
  rsi: (x, period) => first(rsi.build([x], { period })),
  trueRange: () => first(trueRange.build([high, low, close], {})),
  atr: (period) => first(atr.build([high, low, close], { period })),
  standardDeviation: (x, period) => first(standardDeviation.build([x], { period })),
  bollinger: (x, period, width) => {
    const [upper, middle, lower] = bollinger.build([x], { period, width }) as [Series, Series, Series];
    return { upper, middle, lower };
  },
  macd: (x, fast, slow, signal, seed = "sma") => {
    const columns = macd.build([x], { fast, slow, signal, seed }) as [Series, Series, Series];
    return { macd: columns[0], signal: columns[1], histogram: columns[2] };
  },
  highest: (x, period) => first(highest.build([x], { period })),
  lowest: (x, period) => first(lowest.build([x], { period })),
  indicator,

  add: arithmetic("add", OP_ADD),
  subtract: arithmetic("subtract", OP_SUBTRACT),
  multiply: arithmetic("multiply", OP_MULTIPLY),
  divide: arithmetic("divide", OP_DIVIDE),
  minimum: arithmetic("minimum", OP_MINIMUM),
  maximum: arithmetic("maximum", OP_MAXIMUM),
  shift,
  higher: <T extends Series | Flags>(timeframe: Timeframe, compute: (ctx: Context) => T) =>
    higherHandle(gridOf(timeframe), compute(within(timeframe))) as T,

  greater: comparison("greater", OP_GREATER, ["less", OP_LESS]),
  greaterEqual: comparison("greaterEqual", OP_GREATER_EQUAL, ["lessEqual", OP_LESS_EQUAL]),
  less: comparison("less", OP_LESS, ["greater", OP_GREATER]),
  lessEqual: comparison("lessEqual", OP_LESS_EQUAL, ["greaterEqual", OP_GREATER_EQUAL]),
  equal: comparison("equal", OP_EQUAL, ["equal", OP_EQUAL]),
  crossesAbove: comparison("crossesAbove", OP_CROSSES_ABOVE, ["crossesBelow", OP_CROSSES_BELOW]),
  crossesBelow: comparison("crossesBelow", OP_CROSSES_BELOW, ["crossesAbove", OP_CROSSES_ABOVE]),
  and: fold("and", OP_AND),
  or: fold("or", OP_OR),
  not: (x) => operate({ name: "not", op: OP_NOT, kind: "flags", inputs: [x] })[0] as Flags,
};
