import {
  type Bars,
  INDICATORS,
  type Indicator,
  indicatorNamed,
  load,
  type ParameterValues,
  specOf,
  type Varanus,
} from "../../src/index.js";
import { isRecorded } from "../../src/indicators/define.js";
import { recordedColumns } from "../support/recorded.js";
import { barsOf, columnsOf } from "./data.js";
import { LIBRARY, type LibraryBars, libraryBars } from "./library.js";
import { PLAIN } from "./plain/index.js";

/** Nanoseconds a bar of every indicator with its defaults, copied out, beside a plain JavaScript form and a library; and with long windows. */

const BARS = 1_000_000;
/** Windows of this length must cost about as much as the default ones. */
const LONG = 2_000;
const WARM_UP = 5;
const ROUNDS = 9;
/** Of a slow indicator fewer rounds are measured than of a fast one. */
const BUDGET = 5_000; // ms
const FEWEST = 3;
/** Values at the end of every column. */
const COMPARED = 1_000;

export interface IndicatorLine {
  k: string;
  nsPerBar: number;
  /** With its windows longer by one factor, the longest at 2,000 bars. */
  nsPerBarLong: number | null;
  nsPerBarPlain: number | null;
  nsPerBarLibrary: number | null;
  /** Largest difference of the last values from the plain form's and the library's, in parts of the largest of these. */
  difference: number | null;
  differenceLibrary: number | null;
}

type Run = () => Record<string, ArrayLike<number>>;

/** Ours and the others in turn; medians. */
export async function* indicators(only = ""): AsyncGenerator<IndicatorLine> {
  const v = await load();
  const bars = barsOf(columnsOf(v, BARS));
  const forLibrary = libraryBars(bars);
  for (const indicator of INDICATORS) {
    if (indicator.name.includes(only)) yield measured(v, bars, forLibrary, indicator);
  }
}

function measured(v: Varanus, bars: Bars, forLibrary: LibraryBars, indicator: Indicator): IndicatorLine {
  const { name } = indicator;
  const params = defaultsOf(indicator);
  const long = longOf(indicator);
  const [plain, library] = [PLAIN[name], LIBRARY[name]];
  const own = ours(v, bars, name, params);
  const runs: (Run | undefined)[] = [
    own,
    long && ours(v, bars, name, long),
    plain && (() => plain(bars, params)),
    library && (() => library(forLibrary, params)),
  ];
  const [nsPerBar = 0, nsPerBarLong = null, nsPerBarPlain = null, nsPerBarLibrary = null] = timesOf(runs);
  const differenceFrom = (run: Run | undefined) => run && differenceOf(own(), run());
  return {
    k: name,
    nsPerBar: nsPerBar as number,
    nsPerBarLong,
    nsPerBarPlain,
    nsPerBarLibrary,
    difference: differenceFrom(runs[2]) ?? null,
    differenceLibrary: differenceFrom(runs[3]) ?? null,
  };
}

/** Nanoseconds a bar of each, in turn, round by round. */
function timesOf(runs: readonly (Run | undefined)[]): (number | null)[] {
  const times = runs.map((): number[] => []);
  const begun = performance.now();
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    if (round >= WARM_UP + FEWEST && performance.now() - begun > BUDGET) break;
    runs.forEach((run, k) => {
      if (run === undefined) return;
      const started = performance.now();
      run();
      if (round >= WARM_UP) times[k]?.push(performance.now() - started);
    });
  }
  return times.map((each) => (each.length === 0 ? null : (median(each) * 1e6) / BARS));
}

function ours(v: Varanus, bars: Bars, name: string, params: ParameterValues) {
  let last: Record<string, Float64Array>[] = [];
  const columns = indicatorNamed(name).inputs.some(isRecorded) ? recordedColumns(bars) : {};
  return () => {
    v.clear();
    last = v.indicators(bars, [{ name, params, other: "open", columns }], { recycle: last });
    return last[0] as Record<string, Float64Array>;
  };
}

function defaultsOf({ parameters }: Indicator): ParameterValues {
  return Object.fromEntries(Object.entries(parameters).map(([name, schema]) => [name, specOf(schema).default]));
}

/**
 * Windows longer by one factor, the longest at 2,000 bars; undefined where there is none. Two of one length would be computed once only. What
 * is called a period is a window; where nothing is, those of fast and slow averages and on both sides of a swing point are.
 */
function longOf(indicator: Indicator): ParameterValues | undefined {
  const params = defaultsOf(indicator);
  const periods = Object.keys(params).filter((name) => /period$/i.test(name));
  const windows = periods.length > 0 ? periods : ["fast", "slow", "signal", "left", "right"].filter((k) => k in params);
  if (windows.length === 0) return undefined;
  const factor = LONG / Math.max(...windows.map((name) => params[name] as number));
  const long = windows.map((name) => [name, Math.round((params[name] as number) * factor)]);
  return { ...params, ...Object.fromEntries(long) };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

/** Largest one between the last values of every output of b, in parts of its largest value there; columns end on the same bar. */
function differenceOf(a: Record<string, ArrayLike<number>>, b: Record<string, ArrayLike<number>>): number {
  return Math.max(...Object.entries(b).map(([output, y]) => differenceOfColumns(a[output] ?? [], y)));
}

function differenceOfColumns(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let difference = 0;
  let scale = 1e-9;
  for (let k = 1; k <= COMPARED; k++) {
    const [ours, other] = [x[x.length - k] ?? Number.NaN, y[y.length - k] ?? Number.NaN];
    if (Number.isNaN(ours) && Number.isNaN(other)) continue;
    if (Number.isNaN(ours) || Number.isNaN(other)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(ours - other));
    scale = Math.max(scale, Math.abs(other));
  }
  return difference / scale;
}
