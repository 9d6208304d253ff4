import { describe, expect, it } from "vitest";
import { parseMarginTier } from "../../src/sources/margin-tier.js";
import { errorOf } from "../support/series.js";

describe("a margin tier as text", () => {
  it("is three numbers with colons between them", () => {
    const tier = { notional: 50_000, initialMargin: 0.2, maintenanceMargin: 0.1 };
    for (const text of ["50000:0.2:0.1", " 5e4 : .2 : 0.10 "]) expect(parseMarginTier(text, "here")).toEqual(tier);
  });

  it.each(["", "1", "0:0.1", "0:0.2:0.1:3", "0:x:0.1", "0::0.1", "0:0.2:Infinity", "0;0.2;0.1"])(
    "is not %j",
    async (text) => {
      expect(await errorOf(async () => parseMarginTier(text, "here"))).toMatchObject({
        code: "config",
        path: "here",
        message: expect.stringContaining("NOTIONAL:INITIAL:MAINTENANCE"),
      });
    },
  );
});
