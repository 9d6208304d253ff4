import { expect } from "vitest";
import { CHUNK } from "../../dist/layout.js";
import type { Bars } from "../../src/contracts/bars.js";
import { Dataset } from "../../src/kernel/dataset.js";
import type { Engine } from "../../src/kernel/engine.js";
import type { Handle } from "../../src/kernel/node.js";
import { Program } from "../../src/kernel/program.js";

/** What the kernel's tests share: columns of any numbers, graphs evaluated in several ways, comparison by bits. */

/** Numbers in [0, 1) that a seed determines: mulberry32. */
export function randoms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Unchecked columns as a series of bars: NaN and anything else may be in them. */
export function rawBars(columns: Partial<Record<"open" | "high" | "low" | "close" | "volume", Float64Array>>): Bars {
  const length = Object.values(columns)[0]?.length ?? 0;
  const timestamp = Float64Array.from({ length }, (_, i) => i * 3_600_000);
  const zeros = new Float64Array(length);
  return {
    symbol: "RAW",
    timeframe: "1h",
    length,
    timestamp,
    open: zeros,
    high: zeros,
    low: zeros,
    close: zeros,
    volume: zeros,
    ...columns,
  } as Bars;
}

type Values = Float64Array | Uint8Array;

/** The handles' columns, computed range by range; the ends of the ranges lie in `cuts` and on the chunks. `own`: columns beside the bars'. */
export function evaluated(
  engine: Engine,
  bars: Bars,
  handles: readonly Handle[],
  { whole, cuts = [], own = {} }: { whole: boolean; cuts?: readonly number[]; own?: Record<string, Float64Array> },
): Values[] {
  const { kernel } = engine;
  const dataset = new Dataset(kernel, bars, { own });
  const program = new Program(kernel, dataset, handles, whole);
  const { length } = bars;
  const results = handles.map(({ kind }) => (kind === "series" ? new Float64Array(length) : new Uint8Array(length)));
  const ends = new Set([...cuts.filter((cut) => cut > 0 && cut < length), length]);
  for (let end = CHUNK; end < length; end += CHUNK) ends.add(end);
  let from = 0;
  for (const to of [...ends].sort((a, b) => a - b)) {
    program.evaluate(from, to);
    handles.forEach((handle, k) => {
      const { address } = program.column(handle);
      const { buffer } = kernel.call.memory;
      results[k]?.set(
        handle.kind === "series"
          ? new Float64Array(buffer, address + 8 * from, to - from)
          : new Uint8Array(buffer, address + from, to - from),
        from,
      );
    });
    from = to;
  }
  program.finish();
  dataset.dispose();
  return results;
}

/** Equal to the bit, but that every NaN is as good as another. */
export function expectSameBits(actual: ArrayLike<number>, expected: ArrayLike<number>, what = ""): void {
  expect(actual.length, `${what}: length`).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (Object.is(actual[i], expected[i])) continue;
    expect.fail(`${what}[${i}]: ${actual[i]} instead of ${expected[i]}`);
  }
}
