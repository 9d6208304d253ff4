import { CHUNK } from "../dist/layout.js";
import type { Bars } from "./contracts/bars.js";
import { VaranusError } from "./contracts/errors.js";
import { type AskedIndicator, askIndicator, type IndicatorRequest } from "./indicator-columns.js";
import { Dataset } from "./kernel/dataset.js";
import type { Engine } from "./kernel/engine.js";
import type { Column } from "./kernel/kernel.js";
import { Program } from "./kernel/program.js";
import { checkStreamBar, PRICE_NAMES, type StreamBar, withRoom } from "./market/stream-bar.js";

/** Room for bars at first; it doubles. */
const ROOM = 4_096;

export interface IndicatorStreamOptions {
  /** Bars before the first that is pushed. */
  history?: Bars;
  /** What errors call the series; that of the history if there is one. */
  symbol?: string;
}

/** Indicators that are given their bars one by one. Their values are, to the bit, those of the whole series. */
export class IndicatorStream {
  private readonly asked: AskedIndicator[];
  private readonly symbol: string;
  private columns: Record<(typeof PRICE_NAMES)[number], Float64Array>;
  private count: number;
  private dataset: Dataset;
  private program: Program;
  private outputs: { name: string; column: Column }[][];
  private disposed = false;

  constructor(
    private readonly engine: Engine,
    requests: readonly IndicatorRequest[],
    { history, symbol = history?.symbol ?? "stream" }: IndicatorStreamOptions = {},
  ) {
    this.asked = requests.map((request, k) => askIndicator(request, `indicators.${k}`));
    this.symbol = symbol;
    this.count = history?.length ?? 0;
    const room = Math.max(ROOM, 2 * this.count);
    const column = (name: (typeof PRICE_NAMES)[number]) => withRoom(history?.[name] ?? new Float64Array(0), room);
    this.columns = {
      timestamp: column("timestamp"),
      open: column("open"),
      high: column("high"),
      low: column("low"),
      close: column("close"),
      volume: column("volume"),
    };
    ({ dataset: this.dataset, program: this.program, outputs: this.outputs } = this.prepare());
  }

  /** Bars so far. */
  get length(): number {
    return this.count;
  }

  /**
   * Takes the next bar, which has ended: the outputs of each indicator on it, NaN where there is no value. One that is no bar, or not after the last, is
   * refused and nothing changes.
   */
  push(bar: StreamBar): Record<string, number>[] {
    if (this.disposed)
      throw new VaranusError({ code: "config", path: this.symbol, message: "the stream is disposed of" });
    checkStreamBar(bar, this.columns.timestamp[this.count - 1] ?? Number.NEGATIVE_INFINITY, this.count, this.symbol);
    if (this.count === this.columns.timestamp.length) this.grow();
    const i = this.count;
    for (const name of PRICE_NAMES) this.columns[name][i] = bar[name];
    const { timestamp, open, high, low, close, volume } = bar;
    this.dataset.put(i, { timestamp, open, high, low, close, volume });
    this.program.evaluate(i, i + 1);
    this.count++;
    return this.outputs.map((outputs) =>
      Object.fromEntries(outputs.map(({ name, column }) => [name, this.engine.kernel.series(column)[i] as number])),
    );
  }

  /** Gives the kernel's memory back. */
  dispose(): void {
    this.disposed = true;
    this.program.dispose();
    this.dataset.dispose();
  }

  /** The graph over all columns' room, evaluated as far as there are bars. */
  private prepare(): { dataset: Dataset; program: Program; outputs: { name: string; column: Column }[][] } {
    const { kernel } = this.engine;
    const soFar = Object.fromEntries(PRICE_NAMES.map((name) => [name, this.columns[name].subarray(0, this.count)]));
    const bars = { ...soFar, symbol: this.symbol, length: this.count } as unknown as Bars;
    const dataset = new Dataset(kernel, bars, { capacity: this.columns.timestamp.length });
    const handles = this.asked.flatMap((asked) => asked.handles);
    const program = new Program(kernel, dataset, handles, true);
    for (let from = 0; from < this.count; from += CHUNK) program.evaluate(from, Math.min(from + CHUNK, this.count));
    const outputs = this.asked.map(({ outputs, handles }) =>
      outputs.map((name, k) => ({ name, column: program.column(handles[k] as (typeof handles)[number]) })),
    );
    return { dataset, program, outputs };
  }

  /** Twice the room; what was computed is computed again there. */
  private grow(): void {
    this.program.dispose();
    this.dataset.dispose();
    for (const name of PRICE_NAMES) this.columns[name] = withRoom(this.columns[name], 2 * this.count);
    ({ dataset: this.dataset, program: this.program, outputs: this.outputs } = this.prepare());
  }
}
