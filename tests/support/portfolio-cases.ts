import type { Bars, PortfolioInput, SignalColumns, SleeveSources, Varanus } from "../../src/index.js";

/** Portfolios that are run in more than one place, which have to agree on them to the bit. */
export interface PortfolioCase {
  readonly name: string;
  readonly config: PortfolioInput;
  sources(v: Varanus): SleeveSources[];
}

const series = (v: Varanus, seed: number, symbol: string, bars = 3_000, timeframe: "1h" | "4h" = "4h"): Bars =>
  v.sample({ seed, symbol, bars, timeframe });

/** Both legs the same way round and back, every so many bars. */
function spread(length: number, side: 1 | -1): SignalColumns {
  const columns = { longEntry: new Uint8Array(length), longExit: new Uint8Array(length) };
  const shorts = { shortEntry: new Uint8Array(length), shortExit: new Uint8Array(length) };
  for (let bar = 20; bar < length - 20; bar += 40) {
    (side > 0 ? columns.longEntry : shorts.shortEntry)[bar] = 1;
    (side > 0 ? columns.longExit : shorts.shortExit)[bar + 15] = 1;
  }
  return { ...columns, ...shorts };
}

export const PORTFOLIO_CASES: readonly PortfolioCase[] = [
  {
    name: "netting and rebalancing",
    config: {
      stops: ["percentage"],
      reverse: true,
      rebalance: { drift: 0.02, minimumOrder: 1 },
      sleeves: [
        { name: "averages", weight: 0.4, strategy: "ewmac" },
        { name: "bands", weight: 0.3, strategy: "bollinger-mean-reversion" },
        { name: "breakout", weight: 0.2, strategy: "donchian-breakout", sizer: "atr-risk", stops: ["atr"] },
      ],
    },
    sources(v) {
      const bars = series(v, 1, "AAA");
      return [{ bars }, { bars }, { bars: series(v, 2, "BBB", 9_000, "1h") }];
    },
  },
  {
    name: "a pair with signals",
    config: {
      leverage: 2,
      sleeves: [
        { name: "spread", weight: 0.5, sizer: "pair-dollar-neutral" },
        { name: "trend", weight: 0.5, strategy: "sma-cross" },
      ],
    },
    sources(v) {
      const [a, b] = [series(v, 3, "AAA"), series(v, 4, "BBB")];
      const legs = [
        { bars: a, signals: spread(a.length, 1), given: { input: new Float64Array(a.length).fill(1.5) } },
        { bars: b, signals: spread(b.length, -1) },
      ] as const;
      return [legs, { bars: a }];
    },
  },
  {
    name: "participation, limits and a volatility target",
    config: {
      maxParticipation: 0.0001,
      stops: ["trailing-percent"],
      sizer: "all-in",
      slippage: "volume",
      capital: 1_000_000,
      volatilityTarget: { target: 0.2, bars: 50, least: 0.5, most: 1.5 },
      limits: { maxDrawdown: 0.02, haltBars: 30, positions: 2, heat: 0.2, exposure: 0.5, correlation: -1, days: 10 },
      sleeves: [
        { name: "one", weight: 0.4, strategy: "ewmac" },
        { name: "two", weight: 0.3, strategy: "rsi-reversal" },
        { name: "three", weight: 0.3, strategy: "donchian-breakout" },
      ],
    },
    sources(v) {
      const bars = series(v, 5, "AAA");
      return [{ bars }, { bars: series(v, 6, "BBB") }, { bars }];
    },
  },
];
