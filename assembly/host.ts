// What the kernel asks of the host while it runs.

/** A strategy's turn on bar i: it may write signals, stop, target and size of this bar into their columns, and actions with orders. */
@external("host", "onBar")
export declare function onBar(bar: i32): void;

/** Runs an instruction of the indicators' module (assembly/catalogue.ts) over bars [from, to). */
@external("host", "extend")
export declare function extend(instruction: usize, from: i32, to: i32): void;
