import type { Result } from "../../src/index.js";

/** A run's metrics by their definitions, in loops that anybody can read; null = not defined. */

const DAY = 86_400_000;

export interface Slow {
  [name: string]: number | null;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

/** Sample form, ddof 1. */
function deviation(values: readonly number[]): number {
  const m = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - m) ** 2)) / (values.length - 1));
}

/** k-th central moment, population form. */
function moment(values: readonly number[], k: number): number {
  const m = mean(values);
  return mean(values.map((value) => (value - m) ** k));
}

/** Pearson's. */
function correlation(x: readonly number[], y: readonly number[]): number | null {
  const [mx, my] = [mean(x), mean(y)];
  const products = sum(x.map((value, k) => (value - mx) * ((y[k] as number) - my)));
  const varies = new Set(x).size > 1 && new Set(y).size > 1;
  return orNull(products / ((x.length - 1) * deviation(x) * deviation(y)), varies);
}

function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = p * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

/** Simple returns, the first against the start; 0 from 0. */
function returnsOf(values: readonly number[], start: number): number[] {
  return values.map((value, i) => {
    const before = i === 0 ? start : (values[i - 1] as number);
    return before === 0 ? 0 : value / before - 1;
  });
}

/** The last value of each UTC day that has bars; in an FX week Sunday belongs to Monday. */
export function lastOfDays(stamps: Float64Array, values: Float64Array, fx: boolean): number[] {
  const days = new Map<number, number>();
  stamps.forEach((stamp, i) => {
    const day = Math.floor(stamp / DAY);
    const sunday = new Date(stamp).getUTCDay() === 0;
    days.set(sunday && fx ? day + 1 : day, values[i] as number);
  });
  return [...days.values()];
}

/** Every stretch below a high, start capital included: [from, to) over start and values, and its depth. */
function drawdowns(equity: readonly number[], capital: number) {
  const points = [capital, ...equity];
  const found: { from: number; to: number; depth: number; trough: number }[] = [];
  let peak = 0;
  points.forEach((value, k) => {
    if (value >= (points[peak] as number)) {
      peak = k;
      return;
    }
    const depth = 1 - value / (points[peak] as number);
    let last = found[found.length - 1];
    if (last?.from !== peak) {
      last = { from: peak, to: 0, depth: 0, trough: 0 };
      found.push(last);
    }
    last.to = Math.min(k + 1, points.length - 1);
    if (depth > last.depth) Object.assign(last, { depth, trough: k });
  });
  return found;
}

const orNull = (value: number, defined = true) => (defined && Number.isFinite(value) ? value : null);

export function slowMetrics(result: Result, normalCdf: (x: number) => number): Slow {
  const { bars, config } = result;
  const { capital, riskFree } = config;
  const equity = [...result.equity];
  const n = equity.length;
  const final = equity[n - 1] as number;
  const calendar = bars.quality.calendar;
  const daily = config.returns === "day";
  const fx = calendar === "fx-week";
  const barDays = { "1h": 1 / 24, "4h": 1 / 6, "1d": 1, "15m": 1 / 96 }[bars.timeframe as "1h"];
  const days = calendar === "24/7" ? 365 : 252;
  const perYear = config.periodsPerYear ?? (daily ? days : days / Math.min(1, barDays));
  const periodic = (values: Float64Array) => (daily ? lastOfDays(bars.timestamp, values, fx) : [...values]);
  const returns = returnsOf(periodic(result.equity), capital);
  const benchmark = returnsOf(periodic(bars.close), bars.open[0] as number);
  return {
    initialCapital: capital,
    finalEquity: final,
    netProfit: final - capital,
    returnPct: 100 * (final / capital - 1),
    fees: sum([...result.fills.commission]),
    // of closed trades: no run here is charged with a position open at its end
    fundingPaid: sum([...(result.trades.funding ?? [])]),
    periods: returns.length,
    periodsPerYear: perYear,
    ...held(result),
    ...underwater(result, returns.length, perYear),
    ...ratios(returns, perYear, riskFree),
    ...against(returns, benchmark, perYear, riskFree),
    benchmarkReturnPct: 100 * ((bars.close[n - 1] as number) / (bars.open[0] as number) - 1),
    ...inference(returns, perYear, normalCdf),
    ...ofTrades(result),
  };
}

function held({ bars, config, fills, trades, openPosition, bankruptBar, equity }: Result): Slow {
  const n = bars.length;
  const average = mean([...equity]);
  const quantity = new Array<number>(n).fill(0);
  for (let k = 0; k < fills.length; k++) {
    for (let i = fills.bar[k] as number; i < n; i++)
      quantity[i] = (quantity[i] as number) + (fills.quantity[k] as number);
  }
  const inMarket = new Array<boolean>(n).fill(false);
  for (let k = 0; k < trades.length; k++)
    inMarket.fill(true, trades.entryBar[k] as number, trades.exitBar[k] as number);
  if (openPosition) inMarket.fill(true, openPosition.entryBar);
  // what a close bankrupts was held to that close
  if (config.liquidation === "close" && bankruptBar !== null) inMarket[bankruptBar] = true;
  const traded = sum([...fills.quantity].map((q, k) => Math.abs(q) * (fills.price[k] as number)));
  return {
    turnover: orNull(traded / average, average > 0),
    exposure: orNull(mean(quantity.map((q, i) => Math.abs(q) * (bars.close[i] as number))) / average, average > 0),
    timeInMarketPct: (100 * inMarket.filter(Boolean).length) / n,
  };
}

function underwater({ bars, config, equity }: Result, periods: number, perYear: number): Slow {
  const n = bars.length;
  const found = drawdowns([...equity], config.capital);
  const any = found.length > 0;
  const deepest = Math.max(0, ...found.map(({ depth }) => depth));
  const worst = found.find(({ depth }) => depth === deepest);
  const step = (bars.timestamp[1] as number) - (bars.timestamp[0] as number) || 3_600_000;
  const span = (bars.timestamp[n - 1] as number) - (bars.timestamp[0] as number) + step;
  const days = span / n / DAY;
  let peak = config.capital;
  const squares = [config.capital, ...equity].map((value) => {
    peak = Math.max(peak, value);
    return (100 * (1 - value / peak)) ** 2;
  });
  const growth = (equity[n - 1] as number) / config.capital;
  const cagr = growth > 0 ? growth ** (perYear / periods) - 1 : growth === 0 ? -1 : Number.NaN;
  return {
    maxDrawdown: deepest,
    maxDrawdownDays: worst ? (worst.trough - worst.from) * days : null,
    longestDrawdownDays: any ? Math.max(...found.map(({ from, to }) => to - from)) * days : null,
    averageDrawdown: orNull(mean(found.map(({ depth }) => depth)), any),
    drawdownCount: found.length,
    ulcerIndex: Math.sqrt(mean(squares)),
    cagr: orNull(cagr),
    calmar: orNull(cagr / deepest, deepest > 0),
  };
}

function ratios(returns: readonly number[], perYear: number, riskFree: number): Slow {
  const some = returns.length >= 2;
  const rate = riskFree / perYear;
  const spread = deviation(returns);
  const varies = some && new Set(returns).size > 1;
  const below = Math.sqrt(mean(returns.map((r) => Math.min(r - rate, 0) ** 2)));
  const losses = sum(returns.map((r) => Math.max(-r, 0)));
  const gains = sum(returns.map((r) => Math.max(r, 0)));
  const low = some ? quantile(returns, 0.05) : Number.NaN;
  const high = some ? quantile(returns, 0.95) : Number.NaN;
  const negative = returns.filter((r) => r < rate).map((r) => r - rate);
  const n = returns.length;
  const skew = moment(returns, 3) / moment(returns, 2) ** 1.5;
  const kurtosis = moment(returns, 4) / moment(returns, 2) ** 2;
  return {
    annualVolatility: orNull(spread * Math.sqrt(perYear), some),
    sharpe: orNull(((mean(returns) - rate) / spread) * Math.sqrt(perYear), varies),
    downsideDeviation: orNull(below, some),
    sortino: orNull(((mean(returns) - rate) / below) * Math.sqrt(perYear), some && below > 0),
    sortinoNegativeOnly: orNull(
      ((mean(returns) - rate) / deviation(negative)) * Math.sqrt(perYear),
      some && negative.length > 1 && new Set(negative).size > 1,
    ),
    omega: orNull(gains / losses, some && losses > 0),
    omegaRiskFree: orNull(
      sum(returns.map((r) => Math.max(r - rate, 0))) / sum(returns.map((r) => Math.max(rate - r, 0))),
      some && negative.length > 0,
    ),
    gainToPain: orNull(sum(returns) / losses, some && losses > 0),
    skew: orNull(skew, varies),
    kurtosis: orNull(kurtosis, varies),
    // the same by cumulants: k3 / k2^1.5 and k4 / k2^2
    skewAdjusted: orNull((n * n * moment(returns, 3)) / ((n - 1) * (n - 2)) / deviation(returns) ** 3, varies && n > 2),
    excessKurtosisAdjusted: orNull(
      (n * n * ((n + 1) * moment(returns, 4) - 3 * (n - 1) * moment(returns, 2) ** 2)) /
        ((n - 1) * (n - 2) * (n - 3)) /
        deviation(returns) ** 4,
      varies && n > 3,
    ),
    varGaussian95: orNull(1.6448536269514722 * spread - mean(returns), some),
    positivePeriodsPct: (100 * returns.filter((r) => r > 0).length) / n,
    autocorrelation1: n > 2 ? correlation(returns.slice(0, -1), returns.slice(1)) : null,
    var95: orNull(-low, some),
    cvar95: orNull(-mean(returns.filter((r) => r <= low)), some),
    tailRatio: orNull(Math.abs(high) / Math.abs(low), low !== 0),
  };
}

function against(returns: readonly number[], benchmark: readonly number[], perYear: number, riskFree: number): Slow {
  const some = returns.length >= 2;
  const rate = riskFree / perYear;
  const [m, b] = [mean(returns), mean(benchmark)];
  const variance = sum(benchmark.map((x) => (x - b) ** 2));
  const beta = sum(benchmark.map((x, i) => (x - b) * ((returns[i] as number) - m))) / variance;
  const difference = deviation(returns.map((r, i) => r - (benchmark[i] as number)));
  return {
    beta: orNull(beta, some && variance > 0),
    alpha: orNull(perYear * (m - rate - beta * (b - rate)), some && variance > 0),
    informationRatio: orNull(((m - b) / difference) * Math.sqrt(perYear), some && difference > 0),
    trackingError: orNull(difference * Math.sqrt(perYear), some),
    benchmarkCorrelation: some ? correlation(returns, benchmark) : null,
  };
}

/** Bailey and Lopez de Prado 2012, against 0 and at 95 %. */
function inference(returns: readonly number[], perYear: number, normalCdf: (x: number) => number): Slow {
  const varies = returns.length >= 2 && new Set(returns).size > 1;
  if (!varies) return { psr: null, minTrackRecordYears: null };
  const sharpe = mean(returns) / deviation(returns);
  const skew = moment(returns, 3) / moment(returns, 2) ** 1.5;
  const kurtosis = moment(returns, 4) / moment(returns, 2) ** 2;
  const spread = 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;
  const length = 1 + spread * (1.6448536269514722 / sharpe) ** 2;
  return {
    psr: orNull(normalCdf((sharpe * Math.sqrt(returns.length - 1)) / Math.sqrt(spread)), spread > 0),
    minTrackRecordYears: orNull(length / perYear, sharpe > 0),
  };
}

/** Positions that came to their end, by what the fills leave held. */
export function endedPositions({ fills }: Result): number {
  let held = 0;
  let largest = 0;
  let ended = 0;
  for (const quantity of fills.quantity) {
    const after = held + quantity;
    largest = Math.max(largest, Math.abs(held));
    const gone = Math.abs(after) < 1e-9 * largest;
    if (held !== 0 && (gone || after > 0 !== held > 0)) {
      ended++;
      largest = 0;
    }
    held = gone ? 0 : after;
  }
  return ended;
}

function ofTrades(result: Result): Slow {
  const { trades } = result;
  const n = trades.length;
  const some = n > 0;
  const pnl = [...trades.pnl];
  const wins = pnl.filter((value) => value > 0);
  const losses = pnl.filter((value) => value < 0);
  const percent = pnl.map(
    (value, k) => (100 * value) / ((trades.entryPrice[k] as number) * (trades.quantity[k] as number)),
  );
  const holding = pnl.map((_, k) => (trades.exitBar[k] as number) - (trades.entryBar[k] as number));
  const both = wins.length > 0 && losses.length > 0;
  const payoff = mean(wins) / -mean(losses);
  const share = wins.length / n;
  const signs = pnl.map((value) => (value > 0 ? "w" : value < 0 ? "l" : "0")).join("");
  const longest = (kind: string) =>
    Math.max(0, ...(signs.match(new RegExp(`${kind}+`, "g")) ?? []).map((run) => run.length));
  return {
    trades: n,
    positions: endedPositions(result),
    wins: wins.length,
    losses: losses.length,
    breakEvens: n - wins.length - losses.length,
    winRatePct: orNull(100 * share, some),
    meanProfit: orNull(mean(pnl), some),
    meanWin: orNull(mean(wins), wins.length > 0),
    meanLoss: orNull(mean(losses), losses.length > 0),
    payoffRatio: orNull(payoff, both),
    profitFactor: orNull(sum(wins) / -sum(losses), losses.length > 0),
    expectancy: orNull(mean(pnl), some),
    expectancyPct: orNull(mean(percent), some),
    sqn: orNull((Math.sqrt(n) * mean(pnl)) / deviation(pnl), n >= 2 && new Set(pnl).size > 1),
    kelly: orNull(share - (1 - share) / payoff, both),
    longestWinStreak: longest("w"),
    longestLossStreak: longest("l"),
    bestTradePct: orNull(Math.max(...percent), some),
    worstTradePct: orNull(Math.min(...percent), some),
    meanHoldingBars: orNull(mean(holding), some),
    medianHoldingBars: orNull(some ? quantile(holding, 0.5) : 0, some),
    meanMaePct: orNull(100 * mean([...trades.mae]), some),
    meanMfePct: orNull(100 * mean([...trades.mfe]), some),
  };
}
