import {
  type Bars,
  INDICATORS,
  type Indicator,
  load,
  type ParameterValues,
  specOf,
  type Varanus,
} from "../../src/index.js";
import { barsOf, columnsOf } from "./data.js";
import { PLAIN } from "./plain/index.js";

/** Nanoseconds a bar of every indicator with its defaults, copied out, beside a plain JavaScript form; and with long windows. */

const BARS = 1_000_000;
/** Windows of this length must cost about as much as the default ones. */
const LONG = 2_000;
const WARM_UP = 5;
const ROUNDS = 9;

export interface IndicatorLine {
  k: string;
  nsPerBar: number;
  /** With every window at 2,000 bars. */
  nsPerBarLong: number | null;
  nsPerBarPlain: number | null;
  /** Largest difference of the last values from the plain form's, relative. */
  difference: number | null;
}

/** Ours and the plain form in turn; medians. */
export async function indicators(only = ""): Promise<IndicatorLine[]> {
  const v = await load();
  const bars = barsOf(columnsOf(v, BARS));
  return INDICATORS.filter(({ name }) => name.includes(only)).map((indicator) => measured(v, bars, indicator));
}

function measured(v: Varanus, bars: Bars, indicator: Indicator): IndicatorLine {
  const { name } = indicator;
  const params = paramsOf(indicator);
  const long = paramsOf(indicator, LONG);
  const hasWindow = JSON.stringify(long) !== JSON.stringify(params);
  const plain = PLAIN[name];
  const runs = [
    ours(v, bars, name, params),
    ...(hasWindow ? [ours(v, bars, name, long)] : []),
    ...(plain ? [() => plain(bars, params)] : []),
  ];
  const times = runs.map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    runs.forEach((run, k) => {
      const started = performance.now();
      run();
      if (round >= WARM_UP) times[k]?.push(performance.now() - started);
    });
  }
  const [own = 0, ...others] = times.map((each) => (median(each) * 1e6) / bars.length);
  return {
    k: name,
    nsPerBar: own,
    nsPerBarLong: hasWindow ? (others[0] as number) : null,
    nsPerBarPlain: plain ? (others.at(-1) as number) : null,
    difference: plain ? differenceOf(runs[0]?.() ?? {}, plain(bars, params)) : null,
  };
}

function ours(v: Varanus, bars: Bars, name: string, params: ParameterValues) {
  let last: Record<string, Float64Array>[] = [];
  return () => {
    v.clear();
    last = v.indicators(bars, [{ name, params, other: "open" }], { recycle: last });
    return last[0] as Record<string, Float64Array>;
  };
}

/** Defaults; with `window` every one of its windows as long as that. */
function paramsOf({ parameters }: Indicator, window?: number): ParameterValues {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, schema]) => {
      const spec = specOf(schema);
      const isWindow = window !== undefined && spec.kind === "int" && /period$/i.test(name);
      return [name, isWindow ? Math.min(spec.max, window) : spec.default];
    }),
  );
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

function differenceOf(a: Record<string, Float64Array>, b: Record<string, Float64Array>): number {
  const differences = Object.entries(b).map(([output, values]) => {
    const [x, y] = [a[output]?.at(-1) ?? Number.NaN, values.at(-1) ?? Number.NaN];
    if (Number.isNaN(x) && Number.isNaN(y)) return 0;
    return Math.abs(x - y) / Math.max(1e-9, Math.abs(y));
  });
  return Math.max(...differences);
}
