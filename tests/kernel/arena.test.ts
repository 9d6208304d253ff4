import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { Kernel } from "../../src/kernel/kernel.js";
import { cases } from "../property/settings.js";

/** The arena hands out blocks of linear memory; the model beside it is a list of them, each filled with a byte of its own. */

let kernel: Kernel;

beforeEach(async () => {
  kernel = await Kernel.load();
});

interface Block {
  start: number;
  bytes: number;
  fill: number;
}

type Step = { allocate: number; clear: boolean } | { release: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    allocate: fc.oneof(
      fc.nat({ max: 200 }),
      fc.nat({ max: 20_000 }),
      fc.nat({ max: 400_000 }),
      fc.constantFrom(0, 4_096, 65_536, 131_072),
    ),
    clear: fc.boolean(),
  }),
  fc.record({ release: fc.nat({ max: 1_000 }) }),
);

const bytesOf = ({ start, bytes }: Block) => new Uint8Array(kernel.call.memory.buffer, start, bytes);
const isAll = (bytes: Uint8Array, value: number) => Buffer.alloc(bytes.length, value).equals(bytes);

function take(bytes: number, clear: boolean, fill: number): Block {
  const block = { start: kernel.call.allocate(bytes, clear), bytes, fill };
  expect(block.start).toBeGreaterThan(0);
  expect(block.start % 64).toBe(0);
  expect(block.start + bytes).toBeLessThanOrEqual(kernel.memory.total);
  if (clear) expect(isAll(bytesOf(block), 0)).toBe(true);
  bytesOf(block).fill(fill);
  return block;
}

function giveBack(block: Block): void {
  expect(isAll(bytesOf(block), block.fill)).toBe(true);
  kernel.call.release(block.start);
}

describe("blocks", () => {
  it("never overlap; when all are free nothing is in use, and the room is in one piece", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const live: Block[] = [];
        for (const [k, each] of steps.entries()) {
          if ("allocate" in each) live.push(take(each.allocate, each.clear, 1 + (k % 255)));
          else if (live.length > 0) giveBack(live.splice(each.release % live.length, 1)[0] as Block);
          const asked = live.reduce((sum, { bytes }) => sum + bytes, 0);
          expect(kernel.memory.used).toBeGreaterThanOrEqual(asked);
        }
        // in an order other than that of their addresses
        for (const block of live.filter((_, k) => k % 2 === 1)) giveBack(block);
        for (const block of live.filter((_, k) => k % 2 === 0)) giveBack(block);
        expect(kernel.memory.used).toBe(0);
        const { total } = kernel.memory;
        const room = total - 2 * 65_536 - 8_192; // the static data lie in the first two pages
        if (room > 0) kernel.call.release(kernel.call.allocate(room, false));
        expect(kernel.memory).toEqual({ total, used: 0 });
      }),
      cases(150),
    );
  });

  it("that were given back are used again", () => {
    const sizes = [1_000_000, 64, 300_000, 8_000, 2_000_000];
    const round = () => {
      const blocks = sizes.map((bytes, k) => take(bytes, false, k + 1));
      for (const block of [...blocks.slice(2), ...blocks.slice(0, 2)]) giveBack(block);
    };
    round();
    const { total } = kernel.memory;
    for (let k = 0; k < 200; k++) round();
    expect(kernel.memory).toEqual({ total, used: 0 });
  });

  it("do not all start at one offset of a page", () => {
    const offsets = Array.from({ length: 15 }, (_, k) => take(80_000, false, k).start % 4_096);
    expect(new Set(offsets).size).toBeGreaterThan(10);
  });

  // Once sums of addresses wrapped round: the block began where memory ends.
  it("that do not fit into 4 GB are refused, and nothing is lost", () => {
    const { total } = kernel.memory;
    expect(() => kernel.column("series", 600_000_000)).toThrow(/cannot grow by \d+ MB/);
    const large = kernel.call.allocate(3_000_000_000, false);
    for (const bytes of [1_500_000_000, 4_294_967_000, 4_294_967_295]) {
      expect(kernel.call.allocate(bytes, false)).toBe(0);
    }
    kernel.call.release(large);
    expect(kernel.memory.used).toBe(0);
    expect(kernel.call.allocate(1_000, true)).toBeLessThan(total);
  });
});

describe("columns", () => {
  it("hold what was put into them, and vector loops may reach 32 bytes beyond", () => {
    const first = kernel.columnOf(Float64Array.of(1, 2, 3));
    const flags = kernel.columnOf(Uint8Array.of(1, 0, 1));
    new Uint8Array(kernel.call.memory.buffer, first.address + 24, 32).fill(255);
    expect([...kernel.series(first)]).toEqual([1, 2, 3]);
    expect([...kernel.flags(flags)]).toEqual([1, 0, 1]);
    expect([...kernel.copy(first, 1, 3)]).toEqual([2, 3]);
    kernel.free(first, flags, null, undefined);
    expect(kernel.memory.used).toBe(0);
  });
});
