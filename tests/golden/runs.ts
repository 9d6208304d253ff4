import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BacktestInput } from "../../src/contracts/config.js";
import { type Bars, type Result, readBars, STRATEGIES, type SyntheticOptions, type Varanus } from "../../src/index.js";

/** The golden runs: which they are, and what is kept of each. */

export interface Golden {
  fillsSha256: string;
  trades: number;
  /** Quote currency. */
  finalEquity: number;
}

/** By series, then by "strategy, configuration". */
export type GoldenFile = Record<string, Record<string, Golden>>;

/** Below the repository, where tests and scripts run. */
export const GOLDEN_FILE = "tests/golden/runs.json";

export const readGoldenFile = (): GoldenFile => JSON.parse(readFileSync(GOLDEN_FILE, "utf8")) as GoldenFile;

/** Series that everybody has. */
export const SAMPLES: Record<string, SyntheticOptions> = {
  "sample 1": { seed: 1 },
  "sample 2, 15m": { seed: 2, timeframe: "15m", bars: 70_000, price: 1.2, ticksPerUnit: 100_000 },
};

/** Files in the shared folder's data. */
export const FILES = ["BTCUSDT_4h.csv.gz", "EURUSD_1h.csv.gz"];

/** Two configurations a strategy; together they go through every stop, sizer, fill and rule inside a bar. */
const CONFIGS: Record<string, Record<string, BacktestInput>> = {
  ewmac: {
    "both sides, percentage stop": { stops: ["percentage"] },
    "long, all in, close fills": { longOnly: true, sizer: "all-in", fill: "close", commissionBps: 4 },
  },
  "sma-cross": {
    "both sides, atr stop and risk": { stops: ["atr"], sizer: "atr-risk", intrabar: "ohlc" },
    "levered, closed with the data": {
      leverage: 5,
      sizer: { name: "fixed-fractional", params: { fraction: 3 } },
      endOfData: "close",
    },
  },
  "donchian-breakout": {
    "both sides, trailing stop": { stops: ["trailing-percent"], sizeAt: "signal", stopAnchor: "raw-fill" },
    "as backtesting.py": { profile: "backtesting.py", capital: 1_000_000, reverse: true, endOfData: "finalize" },
  },
  "rsi-reversal": {
    "both sides, all stops": { stops: ["percentage", "atr", "trailing-percent"], intrabar: "optimistic" },
    "long, on ticks and lots": {
      longOnly: true,
      tickSize: 0.01,
      lotSize: 0.001,
      gapThroughTarget: "stop-first",
      stops: ["percentage"],
    },
  },
  "bollinger-mean-reversion": {
    "reversing, fixed amount": {
      reverse: true,
      sizer: { name: "fixed-amount", params: { amount: 0.1 } },
      slipTargets: true,
      stops: ["percentage"],
    },
    "as vectorbt": { profile: "vectorbt", commissionBps: 10, slippageBps: 5, stops: ["percentage"] },
  },
  "donchian-stop-orders": {
    plain: {},
    "optimistic, by risk": {
      intrabar: "optimistic",
      sizer: "atr-risk",
      stops: ["trailing-percent"],
      leverage: 3,
      fill: "close",
    },
  },
};

/** The runs over one series by name. A strategy without configurations here has none, which its test reports. */
export function goldenRuns(varanus: Varanus, bars: Bars): Record<string, () => Result> {
  return Object.fromEntries(
    STRATEGIES.flatMap(({ name }) =>
      Object.entries(CONFIGS[name] ?? {}).map(([title, config]) => [
        `${name}, ${title}`,
        () => varanus.backtest(bars, { strategy: name, ...config }),
      ]),
    ),
  );
}

export function goldenOf(result: Result): Golden {
  return {
    fillsSha256: result.provenance.fillsSha256,
    trades: result.trades.length,
    finalEquity: result.equity[result.equity.length - 1] as number,
  };
}

export async function readSeries(shared: string, file: string): Promise<Bars> {
  const { bars } = await readBars(new Uint8Array(readFileSync(join(shared, "data/ohlcv", file))), { file });
  return bars;
}
