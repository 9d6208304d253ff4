import { beforeAll, describe, expect, it } from "vitest";
import { type Evidence, type Finding, findings, load, type Result, type Varanus } from "../../src/index.js";

/** What page and report say of what can be believed. */

let v: Varanus;
let result: Result;

beforeAll(async () => {
  v = await load();
  result = v.backtest(v.sample({ seed: 1 }), { strategy: "ewmac", stops: ["percentage"] });
});

const of = (run: Evidence, subject: string): Finding => {
  const found = findings(run).find((finding) => finding.subject === subject);
  if (found === undefined) throw new Error(`there is no finding on ${subject}`);
  return found;
};

/** The run with something else in it. */
const changed = (change: Partial<Evidence>): Evidence => ({ ...result.toJSON(), ...change });
const withMetrics = (metrics: Record<string, number | null>, reasons: Record<string, string> = {}): Evidence =>
  changed({ metrics: { ...result.metrics, ...metrics, reasons: { ...result.metrics.reasons, ...reasons } } });

describe("findings", () => {
  it("are the same for a Result and for its JSON", () => {
    expect(findings(JSON.parse(JSON.stringify(result)))).toEqual(findings(result));
  });

  it("have a subject of their own, words for what was found, and whole sentences for what it means", () => {
    const list = findings(result);
    expect(new Set(list.map(({ subject }) => subject)).size).toBe(list.length);
    for (const { found, details, meaning } of list) {
      expect(`${found} ${details.join(" ")}`).not.toMatch(/undefined|null|NaN|\[object/);
      expect(meaning).toMatch(/^[A-Z\d].*\.$/);
    }
  });

  it("judge the number of trades", () => {
    expect(of(withMetrics({ trades: 0, positions: 0 }), "Number of trades")).toMatchObject({ judgement: "beware" });
    expect(of(withMetrics({ trades: 29, positions: 29 }), "Number of trades")).toMatchObject({
      found: "29 closed trades",
      judgement: "beware",
    });
    expect(of(withMetrics({ trades: 30, positions: 30 }), "Number of trades")).toMatchObject({ judgement: "fine" });
  });

  it("judge by positions where these were closed in parts", () => {
    const few = withMetrics({ trades: 40, positions: 8 });
    expect(of(few, "Number of trades")).toMatchObject({
      found: "40 closed trades of 8 positions",
      meaning: "The parts of a position share its fate: below 30 positions, single ones decide every ratio.",
      judgement: "beware",
    });
    expect(of(withMetrics({ trades: 90, positions: 30 }), "Number of trades")).toMatchObject({
      found: "90 closed trades of 30 positions",
      judgement: "fine",
    });
    expect(of(withMetrics({ trades: 3, positions: 0 }), "Number of trades")).toMatchObject({
      found: "3 closed trades of a position still open",
      judgement: "beware",
    });
    const ambiguous = of({ ...few, ambiguousBars: 1 }, "Order inside bars");
    expect(ambiguous.details[0]).toContain("12.5% of the number of positions");
    expect(of({ ...few, rejected: { "no-volume": 9 } }, "Refused orders").judgement).toBe("beware");
  });

  it("judge the probabilistic Sharpe ratio, and give the reason where there is none", () => {
    expect(of(withMetrics({ psr: 0.96 }), "Skill or luck")).toMatchObject({
      found: "96.0% chance of a true Sharpe ratio above zero",
      judgement: "fine",
    });
    expect(of(withMetrics({ psr: 0.9 }), "Skill or luck").judgement).toBe("weigh");
    expect(of(withMetrics({ psr: 0.4 }), "Skill or luck").judgement).toBe("beware");
    expect(of(withMetrics({ psr: null }, { psr: "returns do not vary" }), "Skill or luck")).toMatchObject({
      found: "returns do not vary",
      judgement: "beware",
    });
  });

  it("judge the record by its length", () => {
    const years = { periods: 730, periodsPerYear: 365 };
    expect(of(withMetrics({ ...years, minTrackRecordYears: 1.5 }), "Length of the record")).toMatchObject({
      found: "1.5 years needed",
      details: ["2.0 years here"],
      judgement: "fine",
    });
    expect(of(withMetrics({ ...years, minTrackRecordYears: 3 }), "Length of the record").judgement).toBe("weigh");
    expect(of(withMetrics({ ...years, minTrackRecordYears: null }), "Length of the record").judgement).toBe("beware");
  });

  it("judge bars whose order was a guess by the rule that decided", () => {
    const order = (ambiguousBars: number, intrabar: "pessimistic" | "optimistic") =>
      of(
        { ...withMetrics({ trades: 100, positions: 100 }), ambiguousBars, config: { ...result.config, intrabar } },
        "Order inside bars",
      ).judgement;
    expect([order(0, "optimistic"), order(4, "optimistic"), order(5, "optimistic"), order(50, "pessimistic")]).toEqual([
      "fine",
      "weigh",
      "beware",
      "weigh",
    ]);
  });

  it("say how far finer bars settled the order", () => {
    const order = (ambiguousBars: number, withoutFiner: number, ambiguousFiner: number) => {
      const replay = { withoutFiner, ambiguousFiner, exact: ambiguousBars === 0 };
      const config = { ...result.config, intrabar: "lower-timeframe" as const };
      return of({ ...changed({ ambiguousBars, config }), replay }, "Order inside bars");
    };
    expect(order(0, 0, 0)).toMatchObject({
      found: "no bar depends on it",
      details: ["finer bars settled every order inside a bar: it is exact"],
      judgement: "fine",
    });
    expect(order(5, 2, 3).details[1]).toBe(
      "finer bars left 5 bars open: 2 without complete finer bars, 3 ambiguous in a finer bar",
    );
  });

  it("judge refusals, an account that was gone, and money that was not conserved", () => {
    const refused = changed({ rejected: { "zero-size": 2, "insufficient-margin": 1_000 } });
    expect(of(refused, "Refused orders")).toMatchObject({
      found: "1,002 orders",
      details: ["zero size: 2", "insufficient margin: 1,000"],
      judgement: "beware",
    });
    expect(of(changed({ rejected: { "zero-size": 1 } }), "Refused orders").judgement).toBe("weigh");
    const byVolume = changed({ rejected: { "no-volume": 3, "post-only": 1, "nothing-to-reduce": 1 } });
    expect(of(byVolume, "Refused orders").details).toEqual([
      "cancelled for want of volume: 3",
      "post-only, but would have filled at once: 1",
      "reduce-only, but nothing to reduce: 1",
    ]);
    expect(of(changed({ bankruptBar: 1_234, badDebt: 5 }), "Solvency")).toMatchObject({
      found: "the account was gone at bar 1,234",
      details: ["bad debt 5.00"],
      judgement: "beware",
    });
    expect(of(result, "Solvency").judgement).toBe("fine");
    expect(of(result, "Conservation of money").judgement).toBe("fine");
    expect(of(changed({ conservationError: 2e-9 }), "Conservation of money")).toMatchObject({
      found: "relative error 2.0e−9",
      judgement: "beware",
    });
  });

  it("say of ready-made signals that they cannot be checked", () => {
    const signals = { longEntry: Uint8Array.from({ length: 100 }, (_, i) => Number(i === 5)) };
    const run = v.backtest(v.sample({ bars: 100 }), {}, { signals });
    expect(of(run, "Search and look-ahead").found).toBe("signals came ready-made");
  });
});
