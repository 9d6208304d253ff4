import type { Bars, Timeframe } from "../contracts/bars.js";
import type { BacktestConfig, BacktestInput } from "../contracts/config.js";
import { VaranusError } from "../contracts/errors.js";
import type { WorkingOrder } from "../contracts/orders.js";
import { EXIT_REASONS, type ExitReason, type Side } from "../contracts/result.js";
import { Dataset } from "../kernel/dataset.js";
import type { Engine } from "../kernel/engine.js";
import { Kernel } from "../kernel/kernel.js";
import type { Simulation } from "../kernel/simulation.js";
import { createBars } from "../market/bars.js";
import type { Calendar } from "../market/calendar.js";
import type { PriceColumns } from "../market/check-rows.js";
import { checkStreamBar, PRICE_NAMES as NAMES, type StreamBar, withRoom } from "../market/stream-bar.js";
import type { AnyStrategy } from "../strategies/define.js";
import { fromStrategy, type Snapshot, simulationOf, snapshotOf, startBacktest } from "./backtest.js";
import type { MemoryOfStrategy } from "./event-actor.js";
import { resolveConfig } from "./resolve.js";
import type { Result } from "./result.js";

export interface StreamFill {
  bar: number;
  side: "buy" | "sell";
  /** Base units, above 0. */
  quantity: number;
  price: number;
  commission: number;
  /** Entry, or why a trade ended. */
  reason: "entry" | ExitReason;
  /** The order that filled; 0 for signals, stops and targets. */
  order: number;
}

/** What one bar has brought. */
export interface StreamStep {
  /** Index of the bar. */
  bar: number;
  /** Marked at the bar's close, quote currency. */
  equity: number;
  /** Held at the bar's end; quantity in base units, above 0. Levels are those of the next bar; null = none. */
  position: {
    side: Side;
    quantity: number;
    entryBar: number;
    entryPrice: number;
    stop: number | null;
    target: number | null;
  } | null;
  fills: StreamFill[];
  /** Decided at this bar's close, to be filled at the next open. */
  order: { closes: boolean; opens: Side | null } | null;
  /** What a strategy with `onBar` has working at this close, brackets included, in the order of placing. */
  orders: WorkingOrder[];
}

/** A stream at some bar: its bars and what its account carries over. Plain data. */
export interface StreamSnapshot {
  readonly bars: PriceColumns;
  readonly calendar: Calendar;
  readonly run: Snapshot;
}

export interface StreamOptions {
  symbol: string;
  timeframe: Timeframe;
  /** Trading calendar, by which things are annualised; that of the history or the snapshot, else 24/7. */
  calendar?: Calendar;
  /** A strategy of your own, in place of one out of the catalogue. */
  strategy?: AnyStrategy;
  /** Bars before the first that is pushed; they are traded as well. */
  history?: Bars;
  /** Goes on from where another stream was, in place of `history`. */
  from?: StreamSnapshot;
}

/** Room for bars at first; it doubles. */
const ROOM = 4_096;

/**
 * A backtest that is given its bars one by one, as a market gives them: after each it says what was filled and what it would do next. Its
 * account is, byte for byte, that of a backtest over the bars so far.
 */
export class Stream {
  readonly config: BacktestConfig;
  private readonly calendar: Calendar;
  private readonly columns: Record<(typeof NAMES)[number], Float64Array>;
  private count = 0;
  private dataset: Dataset;
  private simulation: Simulation;
  private memory: MemoryOfStrategy | undefined;
  private release: () => void;

  constructor(
    private readonly engine: Engine,
    input: BacktestInput,
    private readonly options: StreamOptions,
  ) {
    this.config = streamable(resolveConfig(input, options.strategy));
    const { history, from } = options;
    this.calendar = options.calendar ?? from?.calendar ?? history?.quality.calendar ?? "24/7";
    const begun = from?.bars ?? history;
    const room = Math.max(ROOM, 2 * (begun?.timestamp.length ?? 0));
    const column = (name: (typeof NAMES)[number]) => withRoom(begun?.[name] ?? new Float64Array(0), room);
    this.columns = {
      timestamp: column("timestamp"),
      open: column("open"),
      high: column("high"),
      low: column("low"),
      close: column("close"),
      volume: column("volume"),
    };
    this.count = begun?.timestamp.length ?? 0;
    ({
      dataset: this.dataset,
      simulation: this.simulation,
      memory: this.memory,
      release: this.release,
    } = this.prepare());
    try {
      if (from) {
        requireKernel(from);
        this.simulation.restore(from.run);
        this.memory?.restore(from.run.strategy);
      } else this.simulation.advance(this.count);
      this.simulation.takeRows();
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Bars so far. */
  get length(): number {
    return this.count;
  }

  /** Takes the next bar, which has ended; one that is no bar, or not after the last, is refused and nothing changes. */
  push(bar: StreamBar): StreamStep {
    this.simulation.requireUsable();
    const before = this.columns.timestamp[this.count - 1] ?? Number.NEGATIVE_INFINITY;
    checkStreamBar(bar, before, this.count, this.options.symbol);
    if (this.count === this.columns.timestamp.length) this.grow();
    const i = this.count;
    for (const name of NAMES) this.columns[name][i] = bar[name];
    const { timestamp, open, high, low, close, volume } = bar;
    this.dataset.put(i, { timestamp, open, high, low, close, volume });
    this.count++;
    this.simulation.advance(1);
    const { fills } = this.simulation.takeRows();
    return {
      bar: i,
      equity: this.simulation.peek("cash") + this.simulation.peek("quantity") * close,
      position: this.position(),
      fills: fills.map((row) => fillOf(row, this.memory !== undefined)),
      order: this.order(),
      orders: this.memory?.orders ?? [],
    };
  }

  /** Where the stream is, so that it can go on later or elsewhere. */
  snapshot(): StreamSnapshot {
    const { symbol, timeframe } = this.options;
    const { timestamp } = this.columns;
    const run = snapshotOf(this.simulation, this.memory, { symbol, timeframe, timestamp });
    return { bars: this.soFar(), calendar: this.calendar, run };
  }

  /** Everything so far as the Result of a backtest; needs two bars. */
  result(): Result {
    const { symbol, timeframe } = this.options;
    const { bars: columns, run } = this.snapshot();
    const bars = createBars({ symbol, timeframe, calendar: this.calendar, ...columns });
    const { strategy } = this.options;
    const running = startBacktest(this.engine, bars, this.config, { from: run, ...(strategy ? { strategy } : {}) });
    return running.finish();
  }

  /** Gives the kernel's memory back. */
  dispose(): void {
    this.simulation.dispose();
    this.release();
    this.dataset.dispose();
  }

  private soFar(): PriceColumns {
    const cut = (column: Float64Array) => column.slice(0, this.count);
    const { timestamp, open, high, low, close, volume } = this.columns;
    return {
      timestamp: cut(timestamp),
      open: cut(open),
      high: cut(high),
      low: cut(low),
      close: cut(close),
      volume: cut(volume),
    };
  }

  /** The simulation over all columns' room. */
  private prepare(): { dataset: Dataset } & ReturnType<typeof simulationOf> {
    const { symbol, timeframe, strategy } = this.options;
    const room = this.columns.timestamp.length;
    // quality and hash of bars that are still coming are nobody's business
    const { calendar } = this;
    const bars = { ...this.soFar(), symbol, timeframe, length: this.count, quality: { calendar } } as Bars;
    const dataset = new Dataset(this.engine.kernel, bars, { capacity: room });
    const source = fromStrategy(this.config, strategy);
    const preparation = { whole: true, growing: dataset };
    try {
      return { dataset, ...simulationOf(this.engine, bars, this.config, source, undefined, preparation) };
    } catch (error) {
      dataset.dispose();
      throw error;
    }
  }

  /** Twice the room: the simulation goes on in a new one. */
  private grow(): void {
    const snapshot = this.simulation.snapshot();
    const { memory } = this;
    this.dispose();
    for (const name of NAMES) this.columns[name] = withRoom(this.columns[name], 2 * this.count);
    ({
      dataset: this.dataset,
      simulation: this.simulation,
      memory: this.memory,
      release: this.release,
    } = this.prepare());
    this.simulation.restore(snapshot);
    if (memory) this.memory?.takeOver(memory);
  }

  private position(): StreamStep["position"] {
    const { simulation } = this;
    const quantity = simulation.peek("quantity");
    if (quantity === 0) return null;
    const level = (price: number) => (Number.isFinite(price) ? price : null);
    const [low, high] = [level(simulation.peek("levelLow")), level(simulation.peek("levelHigh"))];
    return {
      side: quantity > 0 ? "long" : "short",
      quantity: Math.abs(quantity),
      entryBar: simulation.peek("entryBar"),
      entryPrice: simulation.peek("entryPrice"),
      stop: quantity > 0 ? low : high,
      target: quantity > 0 ? high : low,
    };
  }

  private order(): StreamStep["order"] {
    const { simulation } = this;
    if (simulation.peek("orderQueued") === 0) return null;
    const side = simulation.peek("orderSide");
    return {
      closes: simulation.peek("orderCloses") !== 0,
      opens: side === 0 ? null : side > 0 ? "long" : "short",
    };
  }
}

/** `named`: the kernel says which order filled. */
function fillOf(row: Float64Array, named: boolean): StreamFill {
  const [bar, quantity, price, commission, kind, order] = row as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    bar,
    side: quantity > 0 ? "buy" : "sell",
    quantity: Math.abs(quantity),
    price,
    commission,
    reason: kind === 0 ? "entry" : (EXIT_REASONS[kind - 1] as ExitReason),
    order: named ? order : 0,
  };
}

/** What needs to know the end, or the future, of the series cannot be streamed. */
function streamable(config: BacktestConfig): BacktestConfig {
  const refused = (path: string, message: string, hint: string) =>
    new VaranusError({ code: "config", path, message, hint });
  if (!config.strategy) {
    throw refused("strategy", "a stream needs a strategy", "name one (varanus strategies lists them)");
  }
  if (config.endOfData !== "mark") {
    throw refused("endOfData", `"${config.endOfData}" needs to know the last bar`, "a stream has none: choose mark");
  }
  if (!config.decideOnLastBar) {
    throw refused("decideOnLastBar", "false needs to know the last bar", "a stream has none: leave it true");
  }
  if (config.intrabar === "lower-timeframe") {
    throw refused("intrabar", "a stream has no finer bars", "choose pessimistic, optimistic or ohlc");
  }
  return config;
}

function requireKernel({ run }: StreamSnapshot): void {
  if (run.kernelSha256 === Kernel.sha256) return;
  throw new VaranusError({
    code: "config",
    path: "from",
    message: `the snapshot was taken by kernel ${run.kernelSha256.slice(0, 12)}, this is ${Kernel.sha256.slice(0, 12)}`,
    hint: "run from the start",
  });
}
