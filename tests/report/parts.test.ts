import { beforeAll, describe, expect, it } from "vitest";
import { EXIT_REASONS, type TradeColumns } from "../../src/contracts/result.js";
import { exitSummaries, load, PARTS, type Result, reportHtml } from "../../src/index.js";
import { tradesOnPriceChart } from "../../src/report/index.js";
import { faultsOf, textOf } from "./check-html.js";

// Positions that are closed in parts: a trade for each part, with one entry between them.

let result: Result;
let whole: TradeColumns;
let parts: TradeColumns;

/** Three trades out of each: a quarter by a limit order, another on the same bar, the rest as it was. */
function split(trades: TradeColumns): TradeColumns {
  const shares = [0.25, 0.25, 0.5];
  const limit = EXIT_REASONS.indexOf("limit");
  const column = (name: keyof TradeColumns, of = (value: number, _share: number, _part: number) => value) =>
    Float64Array.from({ length: 3 * trades.length }, (_, k) => {
      const value = (trades[name] as Float64Array)[Math.floor(k / 3)] as number;
      return of(value, shares[k % 3] as number, k % 3);
    });
  const share = (value: number, part: number) => value * part;
  return {
    ...trades,
    length: 3 * trades.length,
    side: column("side"),
    entryBar: column("entryBar"),
    entryPrice: column("entryPrice"),
    exitBar: column("exitBar"),
    exitPrice: column("exitPrice"),
    quantity: column("quantity", share),
    pnl: column("pnl", share),
    commission: column("commission", share),
    exitReason: column("exitReason", (reason, _, part) => (part === 2 ? reason : limit)),
    mae: column("mae"),
    mfe: column("mfe"),
  };
}

beforeAll(async () => {
  const v = await load();
  const run = v.backtest(v.sample({ bars: 600 }), { strategy: "ewmac" });
  whole = run.trades;
  parts = split(whole);
  result = Object.create(run, { trades: { value: parts } });
});

describe("positions closed in parts", () => {
  it("have one entry on the chart", () => {
    const marksOf = (trades: TradeColumns) =>
      JSON.stringify(tradesOnPriceChart(result.bars, trades)).match(/"kind":"(long|short) entry"/g);
    expect(marksOf(whole)).toHaveLength(whole.length);
    expect(marksOf(parts)).toHaveLength(whole.length);
  });

  it("are counted by the reason of each part", () => {
    const [first, ...others] = exitSummaries(parts);
    expect(first).toMatchObject({ reason: "limit", trades: 2 * whole.length });
    expect(others.reduce((sum, { trades }) => sum + trades, 0)).toBe(whole.length);
  });

  it("read well in the report, which says what they are", async () => {
    const page = await reportHtml(result);
    expect(faultsOf(page)).toEqual([]);
    const text = textOf(page);
    expect(text).toContain(PARTS);
    expect(text).toContain("Limit order");
    expect(page.match(/<td>limit order<\/td>/g)?.length).toBe(2 * whole.length);
    expect(textOf(await reportHtml(Object.create(result, { trades: { value: whole } })))).not.toContain(PARTS);
  });
});
