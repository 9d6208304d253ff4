import { type Handle, sourceHandle } from "../kernel/node.js";

// The bars' own columns, for the stops and sizers that read them.

export const high: Handle = sourceHandle("high", "series");
export const low: Handle = sourceHandle("low", "series");
export const close: Handle = sourceHandle("close", "series");
