import { beforeAll, describe, expect, it } from "vitest";
import { warningsOf } from "../../src/backtest/warnings.js";
import { REJECT_REASONS } from "../../src/contracts/result.js";
import { load, type Result } from "../../src/index.js";

/** What a run warns of. */

let result: Result;

beforeAll(async () => {
  const v = await load();
  result = v.backtest(v.sample({ seed: 1 }), { strategy: "ewmac", stops: ["percentage"] });
});

/** The run with something else in it. */
const warnings = (change: Partial<Result>): string[] =>
  warningsOf(Object.create(result, Object.getOwnPropertyDescriptors(change)) as Result);

describe("warnings", () => {
  it("are sentences, in words and not in codes", () => {
    const rejected = Object.fromEntries(REJECT_REASONS.map((reason, k) => [reason, k + 1]));
    const replay = { withoutFiner: 2, ambiguousFiner: 3, exact: false };
    const all = warnings({ rejected, ambiguousBars: 5, replay, conflicts: 1, bankruptBar: 7, badDebt: 3 });
    expect(all.length).toBeGreaterThanOrEqual(REJECT_REASONS.length + 4);
    for (const line of all) {
      expect(line).toMatch(/^[A-Z\d].*[^.]\.$/);
      for (const code of REJECT_REASONS.filter((reason) => reason.includes("-") && reason !== "post-only")) {
        expect(line).not.toContain(code);
      }
    }
  });

  it("say why orders were refused or not filled", () => {
    expect(warnings({ rejected: { "no-volume": 3, "insufficient-margin": 1 } })).toEqual(
      expect.arrayContaining([
        "3 orders were cancelled for want of volume.",
        "1 order was refused: insufficient margin.",
      ]),
    );
  });

  it("say what decided where a bar could not", () => {
    const pessimistic =
      'On 2 bars it is not known which of two prices, such as a stop and a target, came first; the worse of the two was taken ("pessimistic").';
    expect(warnings({ ambiguousBars: 2 })).toContain(pessimistic);
    const settled = { withoutFiner: 0, ambiguousFiner: 1, exact: false };
    expect(warnings({ ambiguousBars: 1, replay: settled })).toContain(
      "On 1 bar finer bars could not tell what came first (1 ambiguous in a finer bar); the worse of the two was taken.",
    );
    const incomplete = { withoutFiner: 2, ambiguousFiner: 3, exact: false };
    expect(warnings({ ambiguousBars: 5, replay: incomplete })).toContain(
      "On 5 bars finer bars could not tell what came first (2 without complete finer bars, 3 ambiguous in a finer bar); the worse of the two was taken.",
    );
    const exact = { withoutFiner: 0, ambiguousFiner: 0, exact: true };
    expect(warnings({ ambiguousBars: 0, replay: exact }).join()).not.toContain("came first");
  });

  it("say how few positions the numbers rest on", () => {
    const few = (trades: number, positions: number) =>
      warnings({ trades: { ...result.trades, length: trades }, positions }).filter((line) =>
        line.includes("say little"),
      );
    expect(few(29, 29)).toEqual(["Only 29 trades were closed: ratios of so few say little."]);
    expect(few(50, 1)).toEqual(["Only 1 position was closed, in 50 trades: ratios of so few say little."]);
    expect(few(3, 0)).toEqual(["Parts of one position alone were closed: ratios of so few say little."]);
    expect(few(50, 30)).toEqual([]);
  });

  it("say how bad the data are", () => {
    const { bars } = result;
    const quality = { ...bars.quality, grade: "poor" as const, issues: ["9 bars have zero volume"] };
    expect(warnings({ bars: { ...bars, quality } })).toContain("The data are poor: 9 bars have zero volume.");
  });
});
