import {
  OP_ATR,
  OP_CROSS_SIGNALS,
  OP_CROSSES_ABOVE,
  OP_CROSSES_BELOW,
  OP_EMA,
  OP_EMA_CROSS,
  OP_EMA_PAIR,
  OP_HIGHEST,
  OP_LOWEST,
  OP_MACD,
  OP_PACK,
  OP_RSI,
  OP_SIDE_BY_SIDE,
  OP_SMA,
} from "../../dist/layout.js";
import { type GraphNode, type Handle, isSource } from "./node.js";

/** One instruction: a node, or several that the kernel computes in one pass with the same bits. */
export interface Fused {
  op: number;
  /** Their outputs follow each other in this order. */
  nodes: GraphNode[];
}

/** How many instructions are evaluated as one from this one on: OP_SIDE_BY_SIDE takes the next two in. */
export function widthOf({ op }: Fused): number {
  return op === OP_SIDE_BY_SIDE ? TOGETHER.length : 1;
}

/**
 * Puts nodes together that share a pass: exponential averages of one input in pairs (their recursions share the vector unit), and such a
 * pair with both of its crossings. The order stays one of dependencies.
 */
export function fuse(nodes: readonly GraphNode[]): Fused[] {
  const plan: Fused[] = [];
  const waiting = new Map<string, Fused>();
  const pairs = new Map<string, Fused>();
  for (const node of nodes) {
    const single: Fused = { op: node.op, nodes: [node] };
    if (node.op === OP_EMA) {
      const kind = `${node.inputs[0]?.key}|${node.mode}`;
      const first = waiting.get(kind);
      if (first) {
        first.op = OP_EMA_PAIR;
        first.nodes.push(node);
        waiting.delete(kind);
        pairs.set(first.nodes.map((each) => each.key).join("|"), first);
        continue;
      }
      waiting.set(kind, single);
    }
    if (node.op === OP_CROSSES_ABOVE || node.op === OP_CROSSES_BELOW) {
      const pair = pairs.get(node.inputs.map((input) => input?.key).join("|"));
      if (pair && crossesOf(pair).every((op) => op !== node.op)) {
        pair.nodes.push(node);
        continue;
      }
    }
    plan.push(single);
  }
  return sideBySide(plan.flatMap(settle));
}

/** Operations that go together, and which of their inputs is the column that they share. */
const TOGETHER: readonly (readonly [op: number, shared: number])[] = [
  [OP_RSI, 0],
  [OP_ATR, 2],
  [OP_MACD, 0],
];

/** The first RSI, ATR and MACD of one given column one after the other, in one pass, if all three are there. */
function sideBySide(plan: readonly Fused[]): Fused[] {
  const shared = (op: number, input: number, of?: string) =>
    plan.find(
      ({ op: own, nodes: [node] }) =>
        own === op &&
        node?.inputs.every((handle) => handle && isSource(handle.node)) &&
        (of === undefined || node.inputs[input]?.key === of),
    );
  const of = shared(OP_RSI, 0)?.nodes[0]?.inputs[0]?.key;
  const found = TOGETHER.map(([op, input]) => shared(op, input, of));
  const three = found.flatMap((fused) => fused ?? []);
  if (of === undefined || three.length < TOGETHER.length) return [...plan];
  const [first, ...others] = three as [Fused, ...Fused[]];
  // what they read is given: they can stand before everything else
  return [{ ...first, op: OP_SIDE_BY_SIDE }, ...others, ...plan.filter((fused) => !three.includes(fused))];
}

function crossesOf(pair: Fused): number[] {
  return pair.nodes.slice(2).map((node) => node.op);
}

/** A pair with both crossings is one instruction; with only one of them that stands on its own again. */
function settle(fused: Fused): Fused[] {
  const [first, second, ...crosses] = fused.nodes as [GraphNode, GraphNode, ...GraphNode[]];
  if (crosses.length === 0) return [fused];
  if (crosses.length === 1) {
    const cross = crosses[0] as GraphNode;
    return [
      { op: OP_EMA_PAIR, nodes: [first, second] },
      { op: cross.op, nodes: [cross] },
    ];
  }
  const above = crosses.find((node) => node.op === OP_CROSSES_ABOVE) as GraphNode;
  const below = crosses.find((node) => node.op === OP_CROSSES_BELOW) as GraphNode;
  return [{ op: OP_EMA_CROSS, nodes: [first, second, above, below] }];
}

/**
 * Packed signals that are nothing but the two crossings of one pair of columns of prices, both of them there already: one node in place of three,
 * if nobody else wants the flags. Its bits are those of the nodes that it replaces.
 */
export function crossSignals(nodes: readonly GraphNode[], asked: readonly Handle[]): GraphNode[] {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const replaced = new Set<string>();
  const made = nodes.map((node) => {
    if (node.op !== OP_PACK) return node;
    const crosses = node.inputs.map((input) => (input ? byKey.get(input.key) : undefined));
    const pair = crosses.find((cross) => cross)?.inputs;
    const fits = node.inputs.every((input, k) => input === null || isCrossOf(crosses[k], pair));
    const present = pair?.every((input) => input !== null && !byKey.has(input.node.key));
    const wanted = [...asked, ...nodes.filter((other) => other !== node).flatMap((other) => other.inputs)];
    const priced = pair?.every((input) => input !== null && isOfPrices(input));
    const free = crosses.every((cross) => !cross || wanted.every((handle) => handle?.node.key !== cross.key));
    if (!pair || !fits || !present || !priced || !free) return node;
    for (const cross of crosses) if (cross) replaced.add(cross.key);
    const bits = (op: number) => crosses.reduce((sum, cross, k) => sum | (cross?.op === op ? 1 << k : 0), 0);
    return {
      ...node,
      op: OP_CROSS_SIGNALS,
      inputs: pair,
      n: bits(OP_CROSSES_ABOVE) | (bits(OP_CROSSES_BELOW) << 8),
    };
  });
  return made.filter(({ key }) => !replaced.has(key));
}

const PRICES = ["open", "high", "low", "close"];

/** Prices, averages and extremes of them: finite, and no -0, as bars' prices are above 0 (or NaN). */
function isOfPrices({ node }: Handle): boolean {
  if (isSource(node)) return PRICES.includes(node.key);
  return OF_PRICES.has(node.op) && node.inputs.every((input) => input !== null && isOfPrices(input));
}

const OF_PRICES = new Set([OP_EMA, OP_SMA, OP_HIGHEST, OP_LOWEST]);

function isCrossOf(node: GraphNode | undefined, pair: GraphNode["inputs"] | undefined): boolean {
  if (!node || !pair || (node.op !== OP_CROSSES_ABOVE && node.op !== OP_CROSSES_BELOW)) return false;
  return node.inputs.length === 2 && node.inputs.every((input, k) => input !== null && input.key === pair[k]?.key);
}
