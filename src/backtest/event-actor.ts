import type { Bars } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import type { WorkingOrder } from "../contracts/orders.js";
import type { Dataset } from "../kernel/dataset.js";
import type { Column, Kernel } from "../kernel/kernel.js";
import type { Program } from "../kernel/program.js";
import type { Simulation } from "../kernel/simulation.js";
import type { EventStrategy } from "../strategies/define.js";
import { EventTurn, type SignalSheet, type TurnMemory } from "./event-turn.js";
import { BAR_VALUES, type EventGraph } from "./signals.js";

/** An event-driven strategy with its parameters and columns. */
export interface EventSource {
  readonly strategy: EventStrategy;
  readonly values: Readonly<Record<string, unknown>>;
  readonly graph: EventGraph;
}

/** What an event-driven strategy remembers at some bar. Plain data. */
export interface StrategyMemory {
  /** Whose it is: another strategy can do nothing with the state. */
  readonly name: string;
  readonly state: unknown;
  readonly turn: TurnMemory;
}

export interface MemoryOfStrategy {
  readonly orders: WorkingOrder[];
  snapshot(): StrategyMemory;
  /** After the simulation has been restored; without a memory, or with another strategy's, the strategy begins here. */
  restore(memory: StrategyMemory | undefined): void;
  /** Goes on in place of another actor of the same run. */
  takeOver(before: MemoryOfStrategy): void;
}

/** Columns for the signals that will be raised, with nothing in them. */
export function sheetOf(kernel: Kernel, bars: number): SignalSheet {
  const empty = () => {
    const column = kernel.column("series", bars);
    kernel.series(column).fill(Number.NaN);
    return column;
  };
  return { signals: kernel.column("flags", bars, true), stop: empty(), target: empty(), size: empty() };
}

/** Takes an event-driven strategy through the bars of one simulation. */
export class EventActor implements MemoryOfStrategy {
  private readonly turn: EventTurn;
  private readonly strategy: EventStrategy;
  private readonly values: never;
  private state: unknown;
  private begun = false;
  private simulation: Simulation | undefined;

  constructor(
    { strategy, values, graph }: EventSource,
    kernel: Kernel,
    dataset: Dataset,
    program: Program,
    sheet: SignalSheet,
    private readonly bars: Bars,
  ) {
    const columns = new Map<string, Column>(BAR_VALUES.map((name) => [name, dataset.source(name)]));
    for (const [name, handle] of graph.columns) columns.set(name, program.column(handle));
    this.strategy = strategy;
    this.values = values as never;
    this.turn = new EventTurn(kernel, columns, sheet);
  }

  of(simulation: Simulation): void {
    this.simulation = simulation;
    this.turn.of(simulation);
  }

  get orders(): WorkingOrder[] {
    return this.turn.workingOrders();
  }

  onBar(bar: number): void {
    if (!this.begun) this.begin();
    const { turn } = this;
    let returned: unknown;
    turn.begin(bar);
    try {
      returned = this.strategy.onBar(turn, this.values, this.state);
    } catch (error) {
      throw this.thrown(`onBar, bar ${bar}`, error);
    } finally {
      turn.end();
    }
    if (returned !== undefined) this.refusePromise(`onBar, bar ${bar}`, returned);
  }

  snapshot(): StrategyMemory {
    this.begin();
    const { name } = this.strategy;
    return { name, state: this.clone(), turn: this.turn.memory() };
  }

  restore(memory: StrategyMemory | undefined): void {
    const shown = this.simulation?.fillCount ?? 0;
    const own = memory?.name === this.strategy.name;
    // the groups of orders that work keep their numbers
    this.turn.remember({ groups: memory?.turn.groups ?? [], shown: own ? memory.turn.shown : shown });
    if (!own) return;
    this.state = structuredClone(memory.state);
    this.begun = true;
  }

  takeOver(before: MemoryOfStrategy): void {
    if (!(before instanceof EventActor)) return;
    this.state = before.state;
    this.begun = before.begun;
    this.turn.remember(before.turn.memory());
  }

  /** Once a run, when the state is first wanted; not where another run's is gone on with. */
  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    try {
      this.state = this.strategy.begin?.(this.values);
    } catch (error) {
      throw this.thrown("begin", error);
    }
    this.refusePromise("begin", this.state);
  }

  private clone(): unknown {
    try {
      return structuredClone(this.state);
    } catch (error) {
      throw new VaranusError({
        code: "strategy",
        path: `${this.strategy.name}: state`,
        message: `the state cannot be kept: ${error instanceof Error ? error.message : String(error)}`,
        hint: "what begin returns has to be plain data: no functions in it",
      });
    }
  }

  private refusePromise(where: string, returned: unknown): void {
    if (!isPromise(returned)) return;
    // what it still does comes too late, and is refused there
    returned.then(undefined, () => {});
    throw this.failure(where, "it has returned a promise", "the kernel does not wait: it cannot be async");
  }

  /** What the strategy has thrown, as an error that says where. */
  private thrown(where: string, error: unknown): VaranusError {
    if (error instanceof VaranusError) return error;
    return this.failure(
      where,
      error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      `${this.bars.symbol} ${this.bars.timeframe}; the strategy itself has failed`,
    );
  }

  private failure(where: string, message: string, hint: string): VaranusError {
    return new VaranusError({ code: "strategy", path: `${this.strategy.name}: ${where}`, message, hint });
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}
