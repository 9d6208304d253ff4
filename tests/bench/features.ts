import {
  type AnyStrategy,
  type BacktestInput,
  defineStrategy,
  load,
  type Result,
  type Turn,
  withFunding,
} from "../../src/index.js";
import { barsOf, columnsOf } from "./data.js";

const BARS = 1_000_000;
const BAR_MS = 60_000;
/** Runs before the clock counts, and those of which the median is taken. */
const WARM_UP = 30;
const RUNS = 15;

/** The loop without anything: crossings, percentage stop and target, costs. */
const BARE: BacktestInput = {
  strategy: { name: "ewmac", params: { fast: 12, slow: 26, seed: "first" } },
  sizer: { name: "fixed-amount", params: { amount: 10 } },
  stops: [{ name: "percentage", params: { stop: 0.02, target: 0.05 } }],
  capital: 1_000_000,
  fill: "close",
  returns: "bar",
  riskFree: 0,
};
const stop = (name: string, params = {}): BacktestInput => ({ ...BARE, stops: [{ name, params }] });

/** What a run costs with one feature more, at the public API: the feature's own columns are computed too. */
const FEATURES: readonly (readonly [string, BacktestInput, AnyStrategy?])[] = [
  ["bare", BARE],
  ["next open", { ...BARE, fill: "next-open" }],
  ["optimistic", { ...BARE, intrabar: "optimistic" }],
  ["ohlc", { ...BARE, intrabar: "ohlc" }],
  ["tick and lot", { ...BARE, tickSize: 0.01, lotSize: 0.001 }],
  ["minimum fee and notional", { ...BARE, minimumFee: 1, minimumNotional: 10 }],
  ["maker fee", { ...BARE, makerCommissionBps: 2 }],
  ["slippage: volatility", { ...BARE, slippage: "volatility" }],
  ["slippage: volume", { ...BARE, slippage: "volume" }],
  ["leverage", { ...BARE, leverage: 5, maintenanceMargin: 0.01 }],
  ["margin tiers", { ...BARE, leverage: 5, marginTiers: tiers() }],
  ["funding", BARE],
  ["borrow", { ...BARE, borrowRate: 0.1 }],
  ["sizer: fixed-fractional", { ...BARE, sizer: "fixed-fractional" }],
  ["sizer: atr-risk", { ...BARE, sizer: "atr-risk" }],
  ["sizer: optimal-f", { ...BARE, sizer: "optimal-f" }],
  ["sizer: volatility-target", { ...BARE, sizer: "volatility-target" }],
  ["stop: atr", stop("atr")],
  ["stop: trailing-percent", stop("trailing-percent")],
  ["stop: trailing, ohlc", { ...stop("trailing-percent"), intrabar: "ohlc" }],
  ["stop: break-even", stop("break-even")],
  ["stop: parabolic-sar", stop("parabolic-sar")],
  ["stop: chandelier", stop("chandelier")],
  ["stop: volatility-band", stop("volatility-band")],
  ["stop: triple-barrier", stop("triple-barrier", { days: 0.5 })],
  ["participation", { ...BARE, maxParticipation: 0.1 }],
  ["participation, in parts", { ...BARE, maxParticipation: 0.001, protectiveExits: "by-volume" }],
  ["onBar: signals", { ...BARE, strategy: undefined }, crossing((turn, side) => turn.enter(side))],
  ["onBar: market orders", { ...BARE, strategy: undefined }, crossing(market)],
  ["onBar: limit orders with brackets", { ...BARE, strategy: undefined, stops: [] }, crossing(bracket)],
  ["onBar: two stop orders a bar", { ...BARE, strategy: "donchian-stop-orders", stops: [] }],
];

/** The bare loop's crossings, read bar by bar. */
function crossing(act: (turn: Turn, side: "long" | "short") => void): AnyStrategy {
  return defineStrategy({
    name: "crossing",
    title: "Crossing",
    description: "The averages of the bare loop, bar by bar",
    source: "",
    parameters: {},
    prepare(ctx) {
      const fast = ctx.ema(ctx.close, 12, "first");
      const slow = ctx.ema(ctx.close, 26, "first");
      return { columns: { up: ctx.crossesAbove(fast, slow), down: ctx.crossesBelow(fast, slow) } };
    },
    onBar(turn) {
      const up = turn.value("up") === 1;
      if (!up && turn.value("down") === 0) return;
      turn.exit(up ? "short" : "long");
      act(turn, up ? "long" : "short");
    },
  }) as unknown as AnyStrategy;
}

function market(turn: Turn, side: "long" | "short"): void {
  turn.place({ side: side === "long" ? "buy" : "sell", size: 10 });
}

function bracket(turn: Turn, side: "long" | "short"): void {
  const d = side === "long" ? 1 : -1;
  const { close } = turn;
  turn.place({
    side: side === "long" ? "buy" : "sell",
    type: "limit",
    size: 10,
    limit: close * (1 - d * 0.001),
    stop: close * (1 - d * 0.02),
    target: close * (1 + d * 0.05),
    timeInForce: { bars: 20 },
  });
}

function tiers() {
  return [
    { notional: 0, initialMargin: 0.2, maintenanceMargin: 0.01 },
    { notional: 100_000, initialMargin: 0.3, maintenanceMargin: 0.05 },
  ];
}

export interface FeatureLine {
  k: string;
  s: number;
  nsPerBar: number;
  /** Against the bare loop. */
  ratio: number;
  orders: number;
  /** Why it may cost more than three times the bare loop. */
  reason?: string;
}

/** Costs beyond three times the bare loop are those of the columns that the stop follows, and of the trades that it adds. */
const REASONS: Readonly<Record<string, string>> = {
  "stop: trailing, ohlc": "bars that might end the trade are walked leg by leg",
  "stop: parabolic-sar": "the SAR column, and half as many trades again",
  "stop: chandelier": "five columns (highest, lowest, ATR and both levels), and half as many trades again",
  "stop: volatility-band": "the bands' columns, and half as many trades again",
  "participation, in parts": "almost seven times as many fills",
  "onBar: signals": "a call into JavaScript on every bar, whole columns, three columns for what it raises",
  "onBar: market orders": "the same",
  "onBar: limit orders with brackets": "the same, and working orders held against every bar",
  "onBar: two stop orders a bar": "two orders with brackets placed and cancelled on most bars",
};

/** Every feature against the bare loop, which is measured anew beside each, so that a slower minute slows both. */
export async function features(): Promise<FeatureLine[]> {
  const v = await load();
  const bars = barsOf(columnsOf(v, BARS));
  const stamps = Math.floor((BARS * BAR_MS) / (8 * 3_600_000));
  const funded = withFunding(bars, {
    timestamp: Float64Array.from({ length: stamps }, (_, k) => (bars.timestamp[0] as number) + k * 8 * 3_600_000),
    rate: new Float64Array(stamps).fill(0.0001),
  });
  let last: Result | undefined;
  const run = (name: string, config: BacktestInput, strategy?: AnyStrategy): { seconds: number; orders: number } => {
    v.clear();
    const options = { ...(last ? { recycle: last } : {}), ...(strategy ? { strategy } : {}) };
    const started = performance.now();
    last = v.backtest(name === "funding" ? funded : bars, config, options);
    last.metrics["sharpe"];
    return { seconds: (performance.now() - started) / 1000, orders: last.fills.length };
  };
  const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;
  for (let k = 0; k < WARM_UP; k++) run("bare", BARE);
  return FEATURES.map(([name, config, strategy]) => {
    const own: number[] = [];
    const bare: number[] = [];
    let orders = 0;
    for (let k = 0; k < 5; k++) run(name, config, strategy);
    for (let k = 0; k < RUNS; k++) {
      bare.push(run("bare", BARE).seconds);
      const measured = run(name, config, strategy);
      own.push(measured.seconds);
      orders = measured.orders;
    }
    const s = median(own);
    return {
      k: `features_${name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}_varanus`,
      s,
      nsPerBar: (s * 1e9) / BARS,
      ratio: s / median(bare),
      orders,
      ...(REASONS[name] ? { reason: REASONS[name] } : {}),
    };
  });
}
