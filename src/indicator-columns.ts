import { withParams } from "./backtest/resolve.js";
import type { Bars } from "./contracts/bars.js";
import { unknownName, VaranusError } from "./contracts/errors.js";
import type { ParameterValues } from "./contracts/parameters.js";
import { indicatorNamed } from "./indicators/catalogue.js";
import type { InputName } from "./indicators/define.js";
import type { Engine } from "./kernel/engine.js";
import { type Handle, sourceHandle } from "./kernel/node.js";
import { Recycled } from "./kernel/recycle.js";

/** The bars' columns that an indicator of any column can be asked of. */
export const INDICATOR_SERIES = ["open", "high", "low", "close", "volume"] as const;

/** One indicator that is asked for. */
export interface IndicatorRequest {
  /** As in `INDICATORS`. */
  name: string;
  /** Those that are not named have their defaults. */
  params?: ParameterValues;
  /** The bars' column, or one of one's own (nBars), for indicators that take any; close where nothing is said. */
  series?: IndicatorSeries;
  /** The second column of those that take two, a benchmark's closes for example. */
  other?: IndicatorSeries;
}

export type IndicatorSeries = (typeof INDICATOR_SERIES)[number] | Float64Array;

/** An indicator's outputs by name, each (nBars); NaN where there is no value. */
export type IndicatorColumns = Readonly<Record<string, Float64Array>>;

export interface IndicatorOptions {
  /**
   * What an earlier call gave and nobody wants any more: its memory is used again, its columns are empty afterwards. Fresh memory costs
   * several times the copy into it.
   */
  recycle?: readonly IndicatorColumns[];
}

/** Several indicators of one series of bars in one pass, in the order in which they are asked for. */
export function indicatorColumns(
  engine: Engine,
  bars: Bars,
  requests: readonly IndicatorRequest[],
  { recycle = [] }: IndicatorOptions = {},
): Record<string, Float64Array>[] {
  if (!Array.isArray(requests)) throw refusal("indicators", "no list of indicators", 'give [{ name: "rsi" }, ...]');
  const given = new Map<Float64Array, string>();
  const asked = requests.map((request, k) => build(bars, given, request, `indicators.${k}`));
  const recycled = new Recycled({ columns: recycle.flatMap((columns) => Object.values(columns)) });
  const handles = asked.flatMap((each) => each.handles);
  const own = Object.fromEntries([...given].map(([values, name]) => [name, values]));
  const columns = engine.columns(bars, handles, { recycled, own });
  return asked.map(({ outputs }) =>
    Object.fromEntries(outputs.map((output) => [output, columns.shift() as Float64Array])),
  );
}

/** An indicator's parameters with the defaults in; refuses what it does not have and what is out of bounds. */
export function indicatorParams(name: string, params: ParameterValues, path = "indicator"): ParameterValues {
  return withParams({ name, params }, indicatorNamed(name, path).parameters, path).params;
}

function build(
  bars: Bars,
  given: Map<Float64Array, string>,
  request: IndicatorRequest,
  path: string,
): { outputs: readonly string[]; handles: Handle[] } {
  const { name, params = {}, series = "close", other } = request ?? {};
  if (typeof name !== "string") throw refusal(path, "an indicator without a name", 'give { name: "rsi" }');
  const indicator = indicatorNamed(name, path);
  const values = indicatorParams(name, params, path);
  const column = (input: InputName): Handle => {
    if (input === "series") return sourceHandle(sourceNamed(bars, given, series, `${path}.series`), "series");
    if (input !== "other") return sourceHandle(input, "series");
    if (other === undefined) {
      throw refusal(
        `${path}.other`,
        `${name} compares two columns, and the second is not given`,
        'give other: "volume", or an array of one\'s own',
      );
    }
    return sourceHandle(sourceNamed(bars, given, other, `${path}.other`), "series");
  };
  return { outputs: indicator.outputs, handles: indicator.build(indicator.inputs.map(column), values as never) };
}

/** The name of a column: the bars' own, or the one under which a given one is brought in. */
function sourceNamed(bars: Bars, given: Map<Float64Array, string>, series: IndicatorSeries, path: string): string {
  if (!(series instanceof Float64Array)) {
    if (!INDICATOR_SERIES.includes(series)) throw unknownName("column", String(series), INDICATOR_SERIES, path);
    return series;
  }
  if (series.length !== bars.length) {
    throw refusal(
      path,
      `a column of ${series.length} values for ${bars.length} bars`,
      "give one value a bar, NaN where there is none",
    );
  }
  const name = given.get(series) ?? `given.${given.size}`;
  given.set(series, name);
  return name;
}

function refusal(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "config", path, message, hint });
}
