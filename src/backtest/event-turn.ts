import {
  ACTION_CANCEL,
  ACTION_CANCEL_ALL,
  ACTION_PLACE,
  MOST_ACTIONS,
  ORDER,
  SIGNAL_LONG_ENTRY,
  SIGNAL_LONG_EXIT,
  SIGNAL_SHORT_ENTRY,
  SIGNAL_SHORT_EXIT,
  TIME_DAY,
  TIME_UNTIL_CANCELLED,
} from "../../dist/layout.js";
import { VaranusError } from "../contracts/errors.js";
import { ORDER_TYPES, type OrderRequest, type TimeInForce, type WorkingOrder } from "../contracts/orders.js";
import { EXIT_REASONS, type ExitReason, type Side } from "../contracts/result.js";
import type { Column, Kernel } from "../kernel/kernel.js";
import type { Simulation } from "../kernel/simulation.js";
import type { EntryOptions, HeldPosition, Turn, TurnFill } from "../strategies/turn.js";
import { checkOrder } from "./check-order.js";

/** The columns that signals are written to, bar by bar. */
export interface SignalSheet {
  readonly signals: Column;
  readonly stop: Column;
  readonly target: Column;
  readonly size: Column;
}

/** What a turn carries over beside the kernel's state; plain data. */
export interface TurnMemory {
  /** Names of groups of orders; a group's number is its place, from 1. */
  readonly groups: readonly string[];
  /** Fills that have been shown. */
  readonly shown: number;
}

/** Options of an entry by signal; each has its column. */
const ENTRY_OPTIONS = ["stop", "target", "size"] as const;

type OrderField = keyof (typeof ORDER)["fields"];

/** The one turn of a run: the kernel's memory as a strategy may see it on the bar under way. */
export class EventTurn implements Turn {
  private current = -1;
  private simulation: Simulation | undefined;
  /** Numbers of groups by their names, in the order of the numbers. */
  private readonly groups = new Map<string, number>();
  private shown = 0;
  private actions = 0;
  /** 0 = not asked for yet on this bar. */
  private nextOrder = 0;
  private active = false;
  /** Columns in place, by name; empty ones when memory has moved. */
  private readonly views = new Map<string, Float64Array | Uint8Array>();
  private signals: Uint8Array = new Uint8Array(0);
  private words = new Int32Array(0);
  private doubles = new Float64Array(0);

  constructor(
    private readonly kernel: Kernel,
    private readonly columns: ReadonlyMap<string, Column>,
    private readonly sheet: SignalSheet,
  ) {}

  /** The simulation whose turns these are. */
  of(simulation: Simulation): void {
    this.simulation = simulation;
  }

  /** The strategy may act on this bar. */
  begin(bar: number): void {
    this.current = bar;
    this.actions = 0;
    this.nextOrder = 0;
    this.active = true;
  }

  /** It has acted. */
  end(): void {
    const { run } = this;
    this.active = false;
    this.shown = run.fillCount;
    if (this.actions > 0) run.setActions(this.actions);
  }

  memory(): TurnMemory {
    return { groups: [...this.groups.keys()], shown: this.shown };
  }

  remember({ groups, shown }: TurnMemory): void {
    this.groups.clear();
    groups.forEach((name, k) => {
      this.groups.set(name, k + 1);
    });
    this.shown = shown;
  }

  get bar(): number {
    return this.current;
  }

  get timestamp(): number {
    return this.value("timestamp");
  }

  get open(): number {
    return this.value("open");
  }

  get high(): number {
    return this.value("high");
  }

  get low(): number {
    return this.value("low");
  }

  get close(): number {
    return this.value("close");
  }

  get volume(): number {
    return this.value("volume");
  }

  value(name: string, back = 0): number {
    this.requireActive();
    let view = this.views.get(name);
    if (view === undefined || view.length === 0) view = this.look(name);
    if (!(Number.isInteger(back) && back >= 0)) {
      throw this.refusal(
        "value",
        `${back} bars back: only whole bars back are possible`,
        "later bars are not known yet",
      );
    }
    return back > this.bar ? Number.NaN : (view[this.bar - back] as number);
  }

  get position(): HeldPosition | null {
    const { run } = this;
    const quantity = run.peek("quantity");
    if (quantity === 0) return null;
    const entryPrice = run.peek("entryPrice");
    const [low, high] = [level(run.peek("levelLow")), level(run.peek("levelHigh"))];
    return {
      side: quantity > 0 ? "long" : "short",
      quantity: Math.abs(quantity),
      entryBar: run.peek("entryBar"),
      entryPrice,
      openProfit: quantity * (this.close - entryPrice),
      stop: quantity > 0 ? low : high,
      target: quantity > 0 ? high : low,
    };
  }

  get cash(): number {
    return this.run.peek("cash");
  }

  get equity(): number {
    return this.cash + this.run.peek("quantity") * this.close;
  }

  get orders(): WorkingOrder[] {
    this.requireActive();
    return this.workingOrders();
  }

  /** The orders that work, also between two turns. */
  workingOrders(): WorkingOrder[] {
    const { bytes, count } = this.own.orderTable();
    const working: WorkingOrder[] = [];
    for (let k = 0; k < count; k++) {
      const read = (field: OrderField) => {
        const { offset, type } = ORDER.fields[field];
        const at = k * ORDER.bytes + offset;
        return type === "f64" ? bytes.getFloat64(at, true) : bytes.getInt32(at, true);
      };
      if (read("id") === 0) continue;
      working.push({
        id: read("id"),
        side: read("side") > 0 ? "buy" : "sell",
        type: ORDER_TYPES[read("type")] as WorkingOrder["type"],
        rest: read("rest"),
        filled: read("filled"),
        limit: read("limit"),
        trigger: read("trigger"),
        reduceOnly: read("reduceOnly") !== 0,
        parent: read("parent"),
      });
    }
    return working;
  }

  get fills(): TurnFill[] {
    const { run, shown } = this;
    return Array.from({ length: run.fillCount - shown }, (_, k) => {
      const at = (column: number) => run.fillValue(shown + k, column);
      const kind = at(4);
      return {
        bar: at(0),
        side: at(1) > 0 ? "buy" : "sell",
        quantity: Math.abs(at(1)),
        price: at(2),
        commission: at(3),
        order: at(5),
        reason: kind === 0 ? "entry" : (EXIT_REASONS[kind - 1] as ExitReason),
      };
    });
  }

  enter(side: Side, options: EntryOptions = {}): void {
    this.requireSide(side, "enter");
    this.requireOptions(options);
    this.raise(side === "long" ? SIGNAL_LONG_ENTRY : SIGNAL_SHORT_ENTRY);
    for (const name of ENTRY_OPTIONS) {
      // the last call says all of it
      this.kernel.series(this.sheet[name])[this.bar] = options[name] ?? Number.NaN;
    }
  }

  exit(side?: Side): void {
    if (side !== undefined) this.requireSide(side, "exit");
    if (side !== "short") this.raise(SIGNAL_LONG_EXIT);
    if (side !== "long") this.raise(SIGNAL_SHORT_EXIT);
  }

  place(order: OrderRequest): number {
    this.requireActive();
    checkOrder(order, this.bar);
    const id = this.comingOrder();
    this.nextOrder = id + 1 + Number(order.stop !== undefined) + Number(order.target !== undefined);
    const { trailPercent = 0, trailAtr = 0, timeInForce = "gtc", oco } = order;
    this.act({
      action: ACTION_PLACE,
      type: ORDER_TYPES.indexOf(order.type ?? "market"),
      side: order.side === "buy" ? 1 : -1,
      postOnly: Number(order.postOnly ?? false),
      reduceOnly: Number(order.reduceOnly ?? false),
      group: oco === undefined ? 0 : this.groupOf(oco),
      time: timeOf(timeInForce),
      rest: order.size ?? Number.NaN,
      limit: order.limit ?? Number.NaN,
      trigger: order.trigger ?? Number.NaN,
      trailPercent,
      trailDistance: trailAtr,
      stop: order.stop ?? Number.NaN,
      target: order.target ?? Number.NaN,
    });
    return id;
  }

  cancel(order: number): void {
    this.requireActive();
    if (!(Number.isInteger(order) && order >= 1 && order < this.comingOrder())) {
      throw this.refusal(
        "cancel",
        `${order} is no order: there have been ${this.comingOrder() - 1}`,
        "place returns the id",
      );
    }
    this.act({ action: ACTION_CANCEL, id: order });
  }

  cancelAll(): void {
    this.requireActive();
    this.act({ action: ACTION_CANCEL_ALL });
  }

  /** The simulation, on the bar whose turn it is. */
  private get run(): Simulation {
    this.requireActive();
    return this.own;
  }

  private get own(): Simulation {
    if (!this.simulation) throw new Error("Invariant: a turn belongs to a simulation.");
    return this.simulation;
  }

  private act(fields: { readonly [Field in OrderField]?: number }): void {
    if (this.actions === MOST_ACTIONS) {
      throw this.refusal("orders", `more than ${MOST_ACTIONS} actions on one bar`, "place and cancel fewer orders");
    }
    if (this.words.length === 0) {
      const { buffer } = this.kernel.call.memory;
      this.words = new Int32Array(buffer);
      this.doubles = new Float64Array(buffer);
    }
    const at = this.run.actions + this.actions * ORDER.bytes;
    for (const name in fields) {
      const { offset, type } = ORDER.fields[name as OrderField];
      const value = fields[name as OrderField] as number;
      if (type === "f64") this.doubles[(at + offset) >>> 3] = value;
      else this.words[(at + offset) >>> 2] = value;
    }
    this.actions++;
  }

  /** The id of the next order that is placed. */
  private comingOrder(): number {
    if (this.nextOrder === 0) this.nextOrder = this.run.peek("nextOrder");
    return this.nextOrder;
  }

  private groupOf(name: string): number {
    const group = this.groups.get(name) ?? this.groups.size + 1;
    this.groups.set(name, group);
    return group;
  }

  private raise(signal: number): void {
    this.requireActive();
    if (this.signals.length === 0) this.signals = this.kernel.flags(this.sheet.signals);
    this.signals[this.bar] = (this.signals[this.bar] as number) | signal;
  }

  /** A column in place, until memory moves. */
  private look(name: string): Float64Array | Uint8Array {
    const column = this.columns.get(name);
    if (column === undefined) {
      throw this.refusal("value", `there is no column "${name}"`, `there are: ${[...this.columns.keys()].join(", ")}`);
    }
    const view = column.kind === "series" ? this.kernel.series(column) : this.kernel.flags(column);
    this.views.set(name, view);
    return view;
  }

  private requireSide(side: Side, call: string): void {
    if (side === "long" || side === "short") return;
    throw this.refusal(call, `"${String(side)}" is no side`, "long or short");
  }

  private requireOptions(options: EntryOptions): void {
    const allowed = `an object with ${ENTRY_OPTIONS.join(", ")}, as far as they are wanted`;
    if (typeof options !== "object" || options === null) {
      throw this.refusal("enter", `${String(options)} is not what an entry takes along`, allowed);
    }
    for (const [name, value] of Object.entries(options)) {
      if (!(ENTRY_OPTIONS as readonly string[]).includes(name)) {
        throw this.refusal(`enter.${name}`, `an entry by signal has no "${name}"`, allowed);
      }
      if (value === undefined || typeof value === "number") continue;
      throw this.refusal(`enter.${name}`, `${String(value)} is no number`, "leave it out where there is none");
    }
  }

  private requireActive(): void {
    if (this.active) return;
    throw this.refusal("onBar", "a turn was used after its bar", "everything has to happen before onBar returns");
  }

  private refusal(path: string, message: string, hint: string): VaranusError {
    return new VaranusError({ code: "config", path: `bar ${this.bar}: ${path}`, message, hint });
  }
}

function timeOf(time: TimeInForce): number {
  if (time === "gtc") return TIME_UNTIL_CANCELLED;
  return time === "day" ? TIME_DAY : time.bars;
}

function level(price: number): number {
  return Number.isFinite(price) ? price : Number.NaN;
}
