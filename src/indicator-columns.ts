import { withParams } from "./backtest/resolve.js";
import type { Bars } from "./contracts/bars.js";
import { unknownName, VaranusError } from "./contracts/errors.js";
import type { ParameterValues } from "./contracts/parameters.js";
import { indicatorNamed } from "./indicators/catalogue.js";
import type { Engine } from "./kernel/engine.js";
import { type Handle, sourceHandle } from "./kernel/node.js";
import { Recycled } from "./kernel/recycle.js";

const SERIES = ["open", "high", "low", "close", "volume"] as const;

/** One indicator that is asked for. */
export interface IndicatorRequest {
  /** As in `INDICATORS`. */
  name: string;
  /** Those that are not named have their defaults. */
  params?: ParameterValues;
  /** The bars' column, for indicators that take any; close where nothing is said. */
  series?: (typeof SERIES)[number];
}

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
  const asked = requests.map((request, k) => build(request, `indicators.${k}`));
  const recycled = new Recycled({ columns: recycle.flatMap((columns) => Object.values(columns)) });
  const columns = engine.columns(
    bars,
    asked.flatMap(({ handles }) => handles),
    recycled,
  );
  return asked.map(({ outputs }) =>
    Object.fromEntries(outputs.map((output) => [output, columns.shift() as Float64Array])),
  );
}

function build(request: IndicatorRequest, path: string): { outputs: readonly string[]; handles: Handle[] } {
  const { name, params = {}, series = "close" } = request ?? {};
  if (typeof name !== "string") throw refusal(path, "an indicator without a name", 'give { name: "rsi" }');
  const indicator = indicatorNamed(name, path);
  const { params: values } = withParams({ name, params }, indicator.parameters, path);
  if (!SERIES.includes(series)) throw unknownName("column", String(series), SERIES, `${path}.series`);
  const inputs = indicator.inputs.map((input) => sourceHandle(input === "series" ? series : input, "series"));
  return { outputs: indicator.outputs, handles: indicator.build(inputs, values as never) };
}

function refusal(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "config", path, message, hint });
}
