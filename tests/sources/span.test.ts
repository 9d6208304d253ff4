import { describe, expect, it } from "vitest";
import { cutBars, parseSpan } from "../../src/sources/span.js";
import { dailyBars } from "../report/runs.js";
import { errorOf } from "../support/series.js";

const bars = dailyBars([1, 2, 3, 4, 5]); // from 2024-01-01

describe("a span of bars", () => {
  it("has both ends, a date standing for its whole day", () => {
    expect(parseSpan({ from: "2024-01-02", to: "2024-01-02" })).toEqual({
      from: Date.UTC(2024, 0, 2),
      to: Date.UTC(2024, 0, 3) - 1,
    });
    expect(parseSpan({ to: "2024-01-02T04:00+02:00" })).toEqual({ from: undefined, to: Date.UTC(2024, 0, 2, 2) });
    expect([...cutBars(bars, { from: "2024-01-02", to: "2024-01-04" }).close]).toEqual([2, 3, 4]);
    expect([...cutBars(bars, { to: "2024-01-01T00:00" }).close]).toEqual([1]);
    expect(cutBars(bars, {})).toBe(bars);
  });

  it("names the end at fault", async () => {
    for (const [span, path, message] of [
      [{ from: "soon" }, "from", '"soon" is not a time'],
      [{ from: "2024-01-01", to: "2024-13-01" }, "to", '"2024-13-01" is not a time'],
      [{ from: "2024-01-06" }, "from", "no bars from 2024-01-06T00:00:00Z; the data span 2024-01-01T00:00:00Z to"],
      [{ to: "2023-12-31" }, "to", "no bars to 2023-12-31T23:59:59.999Z"],
      [{ from: "2024-01-03", to: "2024-01-02" }, "from", "no bars from 2024-01-03T00:00:00Z to 2024-01-02"],
    ] as const) {
      const error = await errorOf(async () => cutBars(bars, span));
      expect(error).toMatchObject({ path, message: expect.stringContaining(message) });
    }
  });
});
