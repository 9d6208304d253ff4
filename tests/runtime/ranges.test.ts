import { describe, expect, it } from "vitest";
import { rangesOf, runTogether, type Share } from "../../src/runtime/ranges.js";

describe("ranges", () => {
  it.each([
    [0, 10, 3],
    [5, 8, 10],
    [7, 7, 2],
    [0, 1_000_003, 256],
  ])("of %i to %i in %i are whole, in order and of nearly equal length", (from, to, count) => {
    const ranges = rangesOf([from, to], count);
    expect(ranges.length).toBe(Math.min(count, to - from));
    let end = from;
    for (const [a, b] of ranges) {
      expect(a).toBe(end);
      expect(b - a).toBeGreaterThan(0);
      end = b;
    }
    expect(end).toBe(ranges.length > 0 ? to : from);
    const lengths = ranges.map(([a, b]) => b - a);
    if (lengths.length > 0) expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
  });
});

describe("tasks that stand and fall together", () => {
  const later = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

  it("tell how much of the whole is done, by their weights", async () => {
    const heard: number[] = [];
    const share = (weight: number): Share<number> => ({
      weight,
      run: async ({ onProgress }) => {
        onProgress?.(0.5);
        return weight;
      },
    });
    const values = await runTogether([share(1), share(3)], { done: 4, onProgress: (fraction) => heard.push(fraction) });
    expect(values).toEqual([1, 3]);
    expect(heard).toEqual([4.5 / 8, 6 / 8, 6.5 / 8, 1]);
  });

  it("stop each other, and end before the first error is thrown", async () => {
    let ended = 0;
    const listening: Share<void> = {
      weight: 1,
      run: async ({ signal }) => {
        while (!signal?.aborted) await later();
        await later();
        ended++;
        throw new Error("stopped");
      },
    };
    const failing: Share<void> = {
      weight: 1,
      run: async () => {
        await later();
        throw new Error("the first");
      },
    };
    await expect(runTogether([listening, failing, listening], {})).rejects.toThrow("the first");
    expect(ended).toBe(2);
  });

  it("all stop with their caller's signal, also one that was aborted before", async () => {
    const share: Share<void> = {
      weight: 1,
      run: async ({ signal }) => {
        if (signal?.aborted) throw new Error("aborted");
      },
    };
    await expect(runTogether([share, share], { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
  });
});
