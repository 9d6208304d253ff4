import { beforeAll, describe, expect, it } from "vitest";
import {
  type AnyStrategy,
  type BacktestInput,
  type Bars,
  isEventDriven,
  load,
  type Result,
  STRATEGIES,
  type Strategy,
  type Varanus,
} from "../../src/index.js";
import { barAt } from "../support/bars.js";
import { BY_HAND, readBarByBar } from "./strategies.js";

/** One strategy, vectorised and event-driven, over whole series and bar by bar: the same bytes. */

const CONFIGS: Record<string, BacktestInput> = {
  plain: {},
  "reversing with stops": {
    reverse: true,
    stops: ["percentage", "trailing-percent"],
    intrabar: "ohlc",
    slippage: "volatility",
    leverage: 2,
  },
  everything: {
    sizer: "volatility-target",
    stops: ["atr", "break-even", "parabolic-sar", "chandelier", "volatility-band", "triple-barrier"],
    slippage: "volume",
    leverage: 3,
    borrowRate: 0.1,
    minimumFee: 0.5,
    entryOnStopBar: false,
    endOfData: "close",
  },
  "at the close": { fill: "close", sizer: "atr-risk", stops: ["chandelier"], sizeAt: "signal", firstDecisionBar: 100 },
  "by volume": { maxParticipation: 0.02, stops: ["percentage"], sizer: "all-in", slippage: "volume", capital: 1e9 },
  "by volume, all of it": {
    maxParticipation: 0.02,
    unfilled: "cancel",
    protectiveExits: "by-volume",
    fill: "close",
    stops: ["percentage", "triple-barrier"],
    sizer: "all-in",
    capital: 1e9,
    reverse: true,
  },
};

const VECTORISED = STRATEGIES.filter((strategy): strategy is Strategy => !isEventDriven(strategy));

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 5, bars: 3_000 });
});

const bytes = (result: Result) => {
  const { trades, fills, equity, metrics, openPosition, rejected, conflicts, ambiguousBars } = result;
  const { order: _, ...columns } = fills;
  return { trades, fills: columns, equity, metrics, openPosition, rejected, conflicts, ambiguousBars };
};

describe.each(Object.entries(CONFIGS))("%s", (_, config) => {
  it.each(VECTORISED.map((strategy) => [strategy.name, strategy] as const))("%s", (name, vectorised) => {
    const batch = v.backtest(bars, { ...config, strategy: name });
    expect(batch.fills.length).toBeGreaterThan(10);
    const own: AnyStrategy[] = [readBarByBar(vectorised), ...BY_HAND.filter((each) => each.name === name)];
    expect(own).toHaveLength(2);
    for (const strategy of own) {
      const result = v.backtest(bars, config, { strategy });
      expect(bytes(result)).toEqual(bytes(batch));
      expect(result.provenance.fillsSha256).toBe(batch.provenance.fillsSha256);
      expect(new Set(result.fills.order)).toEqual(new Set([0]));
    }
    if (config.endOfData === "close") return;
    const strategy = own[1] as AnyStrategy;
    const stream = v.stream(
      { ...config, returns: "bar" },
      { symbol: bars.symbol, timeframe: bars.timeframe, strategy },
    );
    for (let i = 0; i < bars.length; i++) stream.push(barAt(bars, i));
    const streamed = stream.result();
    expect(streamed.fills).toEqual(v.backtest(bars, { ...config, returns: "bar" }, { strategy }).fills);
    expect(streamed.equity).toEqual(batch.equity);
    stream.dispose();
  });
});
