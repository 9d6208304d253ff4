import { OP_DIRECTIONAL } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";

/** ADX, +DI, -DI and DX, which are computed together. */
export function directional(inputs: readonly Handle[], n: number): [Handle, Handle, Handle, Handle] {
  return operate({ name: "directional", op: OP_DIRECTIONAL, kind: "series", inputs, outputs: 4, n }) as [
    Handle,
    Handle,
    Handle,
    Handle,
  ];
}
