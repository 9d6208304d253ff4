import { type BINDING, CHUNK, SIMULATION, STATUS_AMBIGUOUS, STATUS_DRAIN } from "../../dist/layout.js";
import type { Column, Kernel } from "./kernel.js";
import type { Program } from "./program.js";
import type { KernelRecord } from "./record.js";

/** A whole state of a simulation. */
export interface State {
  /** In the kernel's layout. */
  readonly bytes: Uint8Array;
  /** Marked equity of the last bar taken, quote currency; NaN before the first. */
  equity: number;
}

export type StateField = keyof (typeof SIMULATION)["fields"];

/**
 * One simulation in many states: each can be taken on by itself, up to the next bar on which the intrabar rule would decide, and over that
 * bar by any rule. Trades and fills are not kept.
 */
export class Forks {
  private readonly equity: Column;
  private readonly before: number;

  /** The program's columns have to be whole; state and binding are those of a simulation that has not begun. */
  constructor(
    private readonly kernel: Kernel,
    private readonly bars: number,
    program: Program,
    private readonly state: KernelRecord<typeof SIMULATION>,
    private readonly binding: KernelRecord<typeof BINDING>,
  ) {
    for (let from = 0; from < bars; from += CHUNK) program.evaluate(from, Math.min(from + CHUNK, bars));
    this.equity = kernel.column("series", bars);
    this.before = kernel.allocate(SIMULATION.bytes, false);
    binding.set({ equity: this.equity.address });
  }

  /** The state before the first bar. */
  start(): State {
    return { bytes: this.state.bytes().slice(), equity: Number.NaN };
  }

  /** Takes a state on to the end, or up to a bar on which the intrabar rule decides; true if there is such a bar, its `nextBar`. */
  advance(state: State): boolean {
    // nothing is left to do at the end, where the last step has been
    if (fieldOf(state, "nextBar") >= this.bars) return false;
    this.binding.set({ before: this.before });
    let status = STATUS_DRAIN;
    this.state.bytes().set(state.bytes);
    while (status === STATUS_DRAIN) {
      this.state.set({ tradeRows: 0, fillRows: 0 });
      status = this.kernel.call.run(this.state.address, this.binding.address, this.bars);
    }
    this.take(state);
    return status === STATUS_AMBIGUOUS;
  }

  private take(state: State): void {
    state.bytes.set(this.state.bytes());
    state.equity = this.kernel.series(this.equity)[this.state.get("nextBar") - 1] ?? Number.NaN;
  }

  /** The state after its next bar, under this intrabar rule. */
  step(state: State, intrabar: number): State {
    this.binding.set({ before: 0 });
    this.state.bytes().set(state.bytes);
    const own = this.state.get("intrabar");
    this.state.set({ intrabar, tradeRows: 0, fillRows: 0 });
    this.kernel.call.step(this.state.address, this.binding.address);
    this.state.set({ intrabar: own });
    const after = this.start();
    this.take(after);
    return after;
  }

  release(): void {
    this.kernel.free(this.equity);
    this.kernel.call.release(this.before);
  }
}

/** One field of a state. */
export function fieldOf({ bytes }: State, field: StateField): number {
  const { offset, type } = SIMULATION.fields[field];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return type === "f64" ? view.getFloat64(offset, true) : view.getInt32(offset, true);
}
