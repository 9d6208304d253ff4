import type { Bars } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import type { WorkingOrder } from "../contracts/orders.js";
import type { Dataset } from "../kernel/dataset.js";
import type { Column, Kernel } from "../kernel/kernel.js";
import type { Program } from "../kernel/program.js";
import type { Simulation } from "../kernel/simulation.js";
import type { EventStrategy } from "../strategies/define.js";
import { EventTurn, type SignalSheet, type TurnMemory } from "./event-turn.js";
import type { EventGraph } from "./signals.js";

/** An event-driven strategy with its parameters and columns. */
export interface EventSource {
  readonly strategy: EventStrategy;
  readonly values: Readonly<Record<string, unknown>>;
  readonly graph: EventGraph;
}

/** What an event-driven strategy remembers at some bar. Plain data. */
export interface StrategyMemory {
  readonly state: unknown;
  readonly turn: TurnMemory;
}

export interface MemoryOfStrategy {
  readonly orders: WorkingOrder[];
  snapshot(): StrategyMemory;
  /** After the simulation has been restored; without a memory the strategy begins here. */
  restore(memory: StrategyMemory | undefined): void;
}

const PRICES = ["open", "high", "low", "close", "volume", "timestamp"] as const;

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
  private simulation: Simulation | undefined;

  constructor(
    { strategy, values, graph }: EventSource,
    kernel: Kernel,
    dataset: Dataset,
    program: Program,
    sheet: SignalSheet,
    private readonly bars: Bars,
  ) {
    const columns = new Map<string, Column>(PRICES.map((name) => [name, dataset.source(name)]));
    for (const [name, handle] of graph.columns) columns.set(name, program.column(handle));
    this.strategy = strategy;
    this.values = values as never;
    this.turn = new EventTurn(kernel, columns, sheet);
    try {
      this.state = strategy.begin?.(this.values);
    } catch (error) {
      throw this.failure("begin", error);
    }
  }

  of(simulation: Simulation): void {
    this.simulation = simulation;
    this.turn.of(simulation);
  }

  get orders(): WorkingOrder[] {
    return this.turn.orders;
  }

  onBar(bar: number): void {
    const { turn } = this;
    turn.begin(bar);
    try {
      this.strategy.onBar(turn, this.values, this.state);
    } catch (error) {
      throw this.failure(`onBar, bar ${bar}`, error);
    } finally {
      turn.end();
    }
  }

  snapshot(): StrategyMemory {
    return { state: structuredClone(this.state), turn: this.turn.memory() };
  }

  restore(memory: StrategyMemory | undefined): void {
    const shown = this.simulation?.fillCount ?? 0;
    this.turn.remember(memory?.turn ?? { groups: [], shown });
    if (memory) this.state = structuredClone(memory.state);
  }

  /** What the strategy has thrown, as an error that says where. */
  private failure(where: string, error: unknown): VaranusError {
    if (error instanceof VaranusError) return error;
    return new VaranusError({
      code: "strategy",
      path: `${this.strategy.name}: ${where}`,
      message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      hint: `${this.bars.symbol} ${this.bars.timeframe}; the strategy itself has failed`,
    });
  }
}
