import { expect } from "vitest";
import { TIMEFRAMES, type Timeframe } from "../../src/contracts/bars.js";
import { ACCOUNT_KEYS, type PortfolioInput } from "../../src/contracts/portfolio.js";
import { type Bars, createBars, type SleeveSource, type SleeveSources, type Varanus } from "../../src/index.js";
import { timeframeMs } from "../../src/market/timeframes.js";
import { barsPerYear } from "../../src/metrics/periods.js";
import type { RandomPortfolio, RandomSleeve } from "../property/portfolios.js";
import { referencePortfolio } from "../reference/portfolio/portfolio.js";
import { optionsOf, outcomeOfKernel, outcomeOfReference } from "./agree.js";

/** Runs a portfolio through both engines; whatever differs fails the test. */
export function agreeOnPortfolio(varanus: Varanus, portfolio: RandomPortfolio): void {
  const { kernel, reference } = both(varanus, portfolio);

  const { account, fills, symbols } = kernel;
  expect(
    Array.from({ length: account.length }, (_, k) => ({
      stamp: account.timestamp[k],
      moment: account.moment[k],
      equity: account.equity[k],
      exposure: account.exposure[k],
      netExposure: account.netExposure[k],
      heat: account.heat[k],
      positions: account.positions[k],
    })),
  ).toEqual(reference.rows);
  kernel.sleeves.forEach(({ result, slice }, k) => {
    const own = reference.sleeves[k];
    if (own === undefined) throw new Error(`the reference has no sleeve ${k}`);
    expect({ ...outcomeOfKernel(result), equity: [...slice] }, `sleeve ${k}`).toEqual(outcomeOfReference(own));
  });
  expect(
    Array.from({ length: fills.length }, (_, k) => ({
      symbol: symbols[fills.symbol[k] as number],
      quantity: fills.quantity[k],
      price: fills.price[k],
      commission: fills.commission[k],
    })),
  ).toEqual(
    reference.fills.map(({ symbol, quantity, price, commission }) => ({ symbol, quantity, price, commission })),
  );
  expect(kernel.rebalanced).toBe(reference.rebalances);
  expect(kernel.halts).toBe(reference.halts);
  const { bankruptMoment, rows } = reference;
  // the first mark that knows of it
  const bankrupt = rows.findIndex(
    ({ moment, equity }) => moment >= (bankruptMoment ?? Number.POSITIVE_INFINITY) && equity === 0,
  );
  expect(kernel.bankruptMark ?? -1).toBe(bankrupt);
  const turnover = reference.fills.reduce((sum, { quantity, price }) => sum + Math.abs(quantity * price), 0);
  expect(kernel.conservationError).toBeLessThanOrEqual(
    1e-9 * Math.max(1, turnover / portfolio.settings.capital / 1000),
  );
}

/** What both engines make of a portfolio. */
function both(varanus: Varanus, { sleeves: drawn, settings }: RandomPortfolio) {
  // both legs of a pair have one configuration
  const sleeves = drawn.map((sleeve, k) => {
    const { config } = sleeve.leg?.second ? (drawn[k - 1] as RandomSleeve) : sleeve;
    return { ...sleeve, config };
  });
  const series = new Map<string, Bars>();
  const sources = sleeves.map((sleeve): SleeveSource => {
    const { symbol, columns } = sleeve;
    const key = `${symbol} ${columns.barMs}`;
    const bars = series.get(key) ?? barsOf(symbol, columns);
    series.set(key, bars);
    const { config } = sleeve;
    // a hedge ratio comes by the column that a volatility would come by
    const hedged = config.sizer.name === "pair-dollar-neutral";
    const { signals, given } = optionsOf({
      bars: columns,
      signals: sleeve.signals,
      extras: sleeve.extras,
      config: hedged ? { ...config, sizer: "volatility-target" } : config,
    });
    return { bars, ...(signals ? { signals } : {}), ...(given ? { given } : {}) };
  });
  const finest = [...series.values()].reduce((a, b) => (timeframeMs(b.timeframe) < timeframeMs(a.timeframe) ? b : a));
  const reference = referencePortfolio(sleeves, { ...settings, marksPerYear: barsPerYear(finest) });
  const kernel = varanus.portfolio(inputOf(sleeves, settings), joined(sleeves, sources));
  for (const bars of series.values()) varanus.forget(bars);
  return { kernel, reference };
}

function barsOf(symbol: string, { open, high, low, close, volume, timestamp, barMs }: RandomSleeve["columns"]): Bars {
  const timeframe = TIMEFRAMES.find((each) => timeframeMs(each) === barMs) as Timeframe;
  const copy = (column: Float64Array) => column.slice();
  return createBars({
    symbol,
    timeframe,
    timestamp: copy(timestamp),
    open: copy(open),
    high: copy(high),
    low: copy(low),
    close: copy(close),
    volume: copy(volume),
  });
}

const isAccountKey = (key: string) => (ACCOUNT_KEYS as readonly string[]).includes(key);

function inputOf(sleeves: readonly RandomSleeve[], settings: RandomPortfolio["settings"]): PortfolioInput {
  const { marksPerYear: _, ...account } = settings;
  const [first] = sleeves as [RandomSleeve];
  const shared = Object.entries(first.config).filter(([key]) => isAccountKey(key));
  return {
    ...Object.fromEntries(shared),
    ...account,
    sleeves: sleeves
      .filter(({ leg }) => !leg?.second)
      .map(({ config, weight }, k) => ({
        name: `sleeve ${k}`,
        weight,
        ...Object.fromEntries(Object.entries(config).filter(([key]) => !isAccountKey(key) && key !== "profile")),
      })),
  } as PortfolioInput;
}

function joined(sleeves: readonly RandomSleeve[], sources: readonly SleeveSource[]): SleeveSources[] {
  return sleeves.flatMap(({ leg }, k): SleeveSources[] => {
    if (leg === undefined) return [sources[k] as SleeveSource];
    return leg.second ? [] : [[sources[k] as SleeveSource, sources[k + 1] as SleeveSource]];
  });
}
