import { beforeAll, describe, expect, it } from "vitest";
import { type BacktestInput, type Bars, findings, load, reportHtml, type Varanus } from "../../src/index.js";
import { busy } from "../events/busy.js";
import { endedPositions } from "./slow.js";

/** Trades and positions: a position that is closed in parts is a trade for each of them. */

const HELD: BacktestInput = {
  sizer: "all-in",
  maxParticipation: 0.001,
  lotSize: 0.001,
  stops: [{ name: "percentage", params: { stop: 0.03, target: 0.05 } }],
  capital: 1e7,
};

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 12, bars: 3_000 });
});

describe("positions", () => {
  it("are the trades where none is closed in parts", () => {
    const result = v.backtest(bars, { strategy: "ewmac", stops: ["percentage"] });
    expect(result.positions).toBe(result.trades.length);
    expect(result.metrics["positions"]).toBe(result.trades.length);
  });

  it.each<[string, BacktestInput]>([
    ["whole exits", HELD],
    ["exits by volume", { ...HELD, protectiveExits: "by-volume", reverse: true }],
    ["cancelled, at the close", { ...HELD, unfilled: "cancel", fill: "close", endOfData: "close" }],
  ])("are counted where volume limits: %s", (_, config) => {
    const result = v.backtest(bars, { ...config, strategy: "sma-cross" });
    expect(result.positions).toBe(endedPositions(result));
    expect(result.positions).toBeLessThan(result.trades.length);
    expect(result.positions).toBeGreaterThan(5);
  });

  it("are counted among orders of every kind, and said in the report", async () => {
    const result = v.backtest(bars, { ...HELD, capital: 1e5, leverage: 2 }, { strategy: busy() });
    const { positions, trades } = result;
    expect(positions).toBe(endedPositions(result));
    expect(positions).toBeLessThan(trades.length);
    const said = `${trades.length} trades of ${positions} positions`;
    const page = (await reportHtml(result)).replaceAll(",", "");
    expect(page).toMatch(new RegExp(`(All|of) ${said} in the order of their exits`));
    expect(findings(result)[0]?.found.replaceAll(",", "")).toBe(said.replace("trades", "closed trades"));
  });
});
