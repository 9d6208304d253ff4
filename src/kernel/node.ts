import { OP_LOOK_UP, OP_LOOK_UP_FLAG } from "../../dist/layout.js";

/**
 * Nodes of a strategy's graph: operations of the kernel on columns. A node is what its key says, nothing more, so equal keys
 * are one node and its columns can be kept.
 */

export type NodeKind = "series" | "flags";

export interface GraphNode {
  /** Canonical text of the operation with its inputs and parameters, e.g. `ema(close,12,sma)`. */
  readonly key: string;
  readonly op: number;
  readonly kind: NodeKind;
  readonly outputs: number;
  readonly inputs: readonly (Handle | null)[];
  readonly n: number;
  readonly mode: number;
  readonly p: number;
  readonly q: number;
  /** It looks up a column that is computed on the bars of a longer timeframe. */
  readonly higher?: { readonly grid: Grid; readonly handle: Handle };
}

/** A longer timeframe, and where its bars begin. */
export interface Grid {
  readonly name: string;
  /** ms UTC: where the bar ends that a moment belongs to. */
  endOf(ms: number): number;
  /** Length in ms of the bars that it is made of; refuses those that it cannot be made of. */
  lengthOf(timeframe: string): number;
}

/** One output of a node: what strategies hold and combine. */
export interface Handle {
  readonly kind: NodeKind;
  readonly key: string;
  readonly node: GraphNode | SourceNode;
  readonly output: number;
}

/** A column that is given: prices, volume, or one that the user brought. */
export interface SourceNode {
  readonly key: string;
  readonly kind: NodeKind;
  readonly source: true;
}

export function isSource(node: GraphNode | SourceNode): node is SourceNode {
  return "source" in node;
}

/** A column that is given under a name. */
export function sourceHandle(name: string, kind: NodeKind): Handle {
  return { kind, key: name, node: { key: name, kind, source: true }, output: 0 };
}

export interface Operation {
  name: string;
  op: number;
  kind: NodeKind;
  inputs: readonly (Handle | null)[];
  outputs?: number;
  /** Window length, bars. */
  n?: number | undefined;
  mode?: number | undefined;
  p?: number | undefined;
  q?: number | undefined;
}

/** The outputs of an operation; its key names operation, inputs and every number that matters. */
export function operate({ name, op, kind, inputs, outputs = 1, n = 0, mode = 0, p = 0, q = 0 }: Operation): Handle[] {
  const numbers = `${exact(n)},${exact(mode)},${exact(p)}${q === 0 ? "" : `,${exact(q)}`}`;
  const key = `${name}(${inputs.map((input) => input?.key ?? "_").join(",")};${numbers})`;
  const node: GraphNode = { key, op, kind, outputs, inputs, n, mode, p, q };
  if (outputs === 1) return [{ kind, key, node, output: 0 }];
  return Array.from({ length: outputs }, (_, output) => ({ kind, key: `${key}.${output}`, node, output }));
}

/** x / -0 is not x / 0. */
function exact(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** A column computed on the bars of a longer timeframe; on each bar the value of the last of them that has ended. */
export function higherHandle(grid: Grid, handle: Handle): Handle {
  const { kind } = handle;
  const key = `higher(${handle.key};${grid.name})`;
  const op = kind === "series" ? OP_LOOK_UP : OP_LOOK_UP_FLAG;
  const node: GraphNode = {
    key,
    op,
    kind,
    outputs: 1,
    inputs: [],
    n: 0,
    mode: 0,
    p: 0,
    q: 0,
    higher: { grid, handle },
  };
  return { kind, key, node, output: 0 };
}
