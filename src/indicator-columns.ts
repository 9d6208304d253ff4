import type { Bars } from "./contracts/bars.js";
import { unknownName, VaranusError } from "./contracts/errors.js";
import type { ParameterValues } from "./contracts/parameters.js";
import { withParams } from "./contracts/with-params.js";
import { indicatorNamed } from "./indicators/catalogue.js";
import { type InputName, isRecorded, type RecordedName } from "./indicators/define.js";
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
  /** Columns (nBars) beside the bars' by their names, for indicators that read such: a book's levels, the flow of trades. Others are passed over. */
  columns?: Readonly<Record<string, Float64Array>>;
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
  const own = new OwnColumns(bars.length);
  const asked = requests.map((request, k) => askIndicator(request, `indicators.${k}`, own));
  const recycled = new Recycled({ columns: recycle.flatMap((columns) => Object.values(columns)) });
  const handles = asked.flatMap((each) => each.handles);
  const columns = engine.columns(bars, handles, { recycled, own: own.byName });
  return asked.map(({ outputs }) =>
    Object.fromEntries(outputs.map((output) => [output, columns.shift() as Float64Array])),
  );
}

/** An indicator's parameters with the defaults in; refuses what it does not have and what is out of bounds. */
export function indicatorParams(name: string, params: ParameterValues, path = "indicator"): ParameterValues {
  return withParams({ name, params }, indicatorNamed(name, path).parameters, path).params;
}

/** A request as handles of a graph, one an output. */
export interface AskedIndicator {
  outputs: readonly string[];
  handles: Handle[];
}

/** Without `own`, columns beside the bars' are refused. */
export function askIndicator(request: IndicatorRequest, path: string, own?: OwnColumns): AskedIndicator {
  const { name, params = {}, series = "close", other, columns = {} } = request ?? {};
  if (typeof name !== "string") throw refusal(path, "an indicator without a name", 'give { name: "rsi" }');
  const indicator = indicatorNamed(name, path);
  const values = indicatorParams(name, params, path);
  const column = (input: InputName): Handle => {
    if (isRecorded(input)) return sourceHandle(recordedNamed(input, name, columns, path, own), "series");
    if (input === "series") return sourceHandle(sourceNamed(series, `${path}.series`, own), "series");
    if (input !== "other") return sourceHandle(input, "series");
    if (other === undefined) {
      const hint = 'give other: "volume", or an array of one\'s own';
      throw refusal(`${path}.other`, `${name} compares two columns, and the second is not given`, hint);
    }
    return sourceHandle(sourceNamed(other, `${path}.other`, own), "series");
  };
  const inputs = indicator.inputs.slice(0, indicator.inputsRead?.(values as never));
  return { outputs: indicator.outputs, handles: indicator.build(inputs.map(column), values as never) };
}

/** The name under which a recorded column is brought in. */
function recordedNamed(
  input: RecordedName,
  indicator: string,
  columns: Readonly<Record<string, Float64Array>>,
  path: string,
  own?: OwnColumns,
): string {
  const place = `${path}.columns.${input}`;
  if (own === undefined) {
    throw refusal(
      place,
      `${indicator} reads ${input}, which a stream of bars does not have`,
      "compute it over whole series",
    );
  }
  const values = columns[input];
  if (values instanceof Float64Array) return own.nameOf(values, place);
  const hint = `give columns: { ${input}: ... }, a Float64Array with one value a bar`;
  throw refusal(place, `${indicator} reads ${input}, a column beside the bars', and it is not given`, hint);
}

/** The name of a column: the bars' own, or the one under which a given one is brought in. */
function sourceNamed(series: IndicatorSeries, path: string, own?: OwnColumns): string {
  if (series instanceof Float64Array && own) return own.nameOf(series, path);
  if (!INDICATOR_SERIES.includes(series as never)) {
    throw unknownName("column", series instanceof Float64Array ? "an array" : String(series), INDICATOR_SERIES, path);
  }
  return series as string;
}

/** Columns (nBars) that are given beside the bars'. */
class OwnColumns {
  readonly byName: Record<string, Float64Array> = {};

  constructor(private readonly bars: number) {}

  nameOf(values: Float64Array, path: string): string {
    if (values.length !== this.bars) {
      const hint = "give one value a bar, NaN where there is none";
      throw refusal(path, `a column of ${values.length} values for ${this.bars} bars`, hint);
    }
    const names = Object.keys(this.byName);
    const name = names.find((each) => this.byName[each] === values) ?? `given.${names.length}`;
    this.byName[name] = values;
    return name;
  }
}

function refusal(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "config", path, message, hint });
}
