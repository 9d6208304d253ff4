import fc from "fast-check";
import { resolveConfig } from "../../src/backtest/resolve.js";
import type { BacktestConfig, BacktestInput } from "../../src/contracts/config.js";
import type { Leg, Limits, PortfolioSettings, Sleeve } from "../reference/portfolio/model.js";
import {
  type BarDraw,
  columnsOf,
  configs,
  drawsWith,
  flag,
  type Market,
  market,
  often,
  type RandomBars,
  type RandomExtras,
  type RandomRun,
  type RandomSignals,
} from "./arbitraries.js";

/**
 * Random portfolios: sleeves on a few symbols, often several on the same bars, so that their orders net; coarse bars of a symbol are made of its
 * fine ones.
 */

export interface RandomPortfolio {
  sleeves: RandomSleeve[];
  settings: PortfolioSettings;
}

export interface RandomSleeve extends Sleeve {
  columns: RandomBars;
  signals: RandomSignals;
  extras: RandomExtras;
}

/** What is the account's of a configuration. */
const ACCOUNT_KEYS = [
  "capital",
  "leverage",
  "maintenanceMargin",
  "marginTiers",
  "marginCheck",
  "liquidation",
  "liquidationFeeBps",
] as const;

const MOST_BARS = 60;
const choice = <const Value>(...values: Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);

/** Prices, volume, gaps and funding are those of the symbol; the rest is the sleeve's own. */
const SHARED = ["gap", "jump", "body", "above", "below", "volume", "missing", "funding"] as const;

interface SymbolDraw {
  bars: BarDraw[];
  market: Market;
  from: number;
  length: number;
}

const symbolDraw: fc.Arbitrary<SymbolDraw> = fc.record({
  bars: barsOf(20),
  market,
  // a series that begins later, one that ends earlier
  from: often(fc.constant(0), 3, fc.integer({ min: 1, max: 12 })),
  length: often(fc.constant(MOST_BARS), 3, fc.integer({ min: 5, max: 40 })),
});

function barsOf(least: number): fc.Arbitrary<BarDraw[]> {
  return drawsWith(fc.constant(null)).map((draws) => {
    const bars = draws.map(({ bar }) => bar);
    // short draws are repeated, so that a case still shrinks by dropping bars
    while (bars.length < least) bars.push(...bars.slice(0, least - bars.length));
    return bars.slice(0, MOST_BARS);
  });
}

interface SleeveDraw {
  symbol: number;
  own: BarDraw[];
  coarse: boolean;
  /** It wants the opposite of the first sleeve on its symbol. */
  mirrors: boolean;
  config: BacktestInput;
  weight: number;
  fill: "next-open" | "close";
  endOfData: "mark" | "close";
}

const sleeveDraw: fc.Arbitrary<SleeveDraw> = fc.record({
  symbol: choice(0, 0, 1, 2),
  own: barsOf(20),
  coarse: flag(15),
  mirrors: flag(35),
  config: configs,
  weight: choice(0.1, 0.5, 1, 1, 2),
  fill: choice("next-open", "next-open", "close"),
  endOfData: choice("mark", "mark", "close"),
});

const limits: fc.Arbitrary<Limits | null> = fc.oneof(
  { arbitrary: fc.constant(null), weight: 1 },
  {
    arbitrary: fc.record({
      maxDrawdown: choice(null, null, 0.001, 0.02, 0.2),
      haltBars: choice(1, 2, 5, 20),
      closeAll: fc.boolean(),
      positions: choice(null, null, 1, 2),
      heat: choice(null, null, 0.01, 0.1, 0.6),
      exposure: choice(null, null, 0.1, 0.5, 1),
      correlation: choice(-1, -0.5, 0, 0.3),
      days: choice(2, 3, 5),
    }),
    weight: 2,
  },
);

const settings = fc.record({
  rebalance: fc.oneof(
    fc.constant(null),
    fc.record({ drift: choice(0.01, 0.01, 0.05, 0.2), minimumOrder: choice(0, 0, 1, 100) }),
  ),
  volatilityTarget: fc.oneof(
    { arbitrary: fc.constant(null), weight: 2 },
    {
      arbitrary: fc.record({
        target: choice(0.05, 0.2, 1, 10),
        bars: choice(2, 3, 10),
        least: choice(0.01, 0.25, 0.5),
        most: choice(1, 1.5, 3),
      }),
      weight: 1,
    },
  ),
  limits,
  marksPerYear: choice(365, 8_760, 525_600),
  /** Of the weights. */
  total: choice(1, 1, 1, 0.8, 0.3),
  /** An account that is likely to be liquidated. */
  geared: flag(25),
  participation: choice(0, 0, 0, 0.01, 0.1, 1),
  unfilled: choice("work", "cancel"),
  protectiveExits: choice("whole", "by-volume"),
  pairs: choice(0, 0, 0, 1, 2),
  hedge: choice(true, false),
  days: flag(30),
});

/** Anything that the page allows. */
export const portfolios: fc.Arbitrary<RandomPortfolio> = portfoliosOf(1, 5);

export function portfoliosOf(least: number, most: number): fc.Arbitrary<RandomPortfolio> {
  return fc
    .tuple(
      fc.tuple(symbolDraw, symbolDraw, symbolDraw),
      fc.array(sleeveDraw, { minLength: least, maxLength: most, size: "max" }),
      settings,
      configs,
    )
    .map(([symbols, draws, chosen, account]) => portfolioOf(symbols, draws, chosen, account));
}

type Chosen = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;

function portfolioOf(
  symbols: readonly SymbolDraw[],
  draws: readonly SleeveDraw[],
  chosen: Chosen,
  account: BacktestInput,
): RandomPortfolio {
  const { rebalance, volatilityTarget, marksPerYear } = chosen;
  const legs = legsOf(draws.length, chosen.pairs);
  const weights = weightsOf(draws, legs, chosen.total);
  const shared = {
    ...Object.fromEntries(ACCOUNT_KEYS.map((key) => [key, account[key]])),
    ...(chosen.geared ? GEARED : {}),
  };
  const pairing = legs.some((leg) => leg !== undefined);
  const participation = {
    maxParticipation: pairing ? 0 : chosen.participation,
    unfilled: chosen.unfilled,
    protectiveExits: chosen.protectiveExits,
  };
  const barMs = chosen.days ? DAY_MS : (symbols[0] as SymbolDraw).market.barMs;
  const sleeves = draws.map((draw, k): RandomSleeve => {
    const leg = legs[k];
    // both legs of a pair have one configuration, bars of one length, and two symbols
    const first = leg?.second ? (draws[k - 1] as SleeveDraw) : draw;
    const index = leg?.second && first.symbol === draw.symbol ? (draw.symbol + 1) % 3 : draw.symbol;
    const symbol = symbols[index] as SymbolDraw;
    const own = draw.mirrors ? mirrored(draw, draws.find((other) => other.symbol === draw.symbol) as SleeveDraw) : draw;
    const run = seriesOf({ ...symbol, market: { ...symbol.market, barMs } }, own, first.coarse);
    const fixed = { markCloseFills: "after", sameSideEntry: "ignore", fill: first.fill, endOfData: first.endOfData };
    const large = chosen.geared ? { sizer: { name: "fixed-fractional", params: { fraction: 5 } } } : {};
    const config = resolveConfig({ ...first.config, ...large, ...shared, ...participation, ...fixed } as BacktestInput);
    const hedged = leg !== undefined && chosen.hedge && leg.pair % 2 === 0;
    return {
      symbol: `SYMBOL${index}`,
      columns: run.bars,
      signals: run.signals,
      extras: run.extras,
      config: hedged ? withHedge(config) : config,
      weight: weights[k] as number,
      ...(leg ? { leg } : {}),
    };
  });
  const capital = (sleeves[0] as RandomSleeve).config.capital;
  return {
    sleeves: togetherInPairs(sleeves),
    settings: {
      capital,
      rebalance,
      volatilityTarget: rebalance && volatilityTarget,
      limits: chosen.limits,
      marksPerYear,
    },
  };
}

const DAY_MS = 86_400_000;

const GEARED = { leverage: 20, maintenanceMargin: 0.01, marginTiers: [], marginCheck: true, liquidation: "intrabar" };

function mirrored(draw: SleeveDraw, first: SleeveDraw): SleeveDraw {
  const own = draw.own.map((bar, i) => {
    const [longEntry, longExit, shortEntry, shortExit] = (first.own[i % first.own.length] as BarDraw).flags;
    return { ...bar, flags: [shortEntry, shortExit, longEntry, longExit] as const };
  });
  return { ...draw, own };
}

/** Neighbours are pairs, as far as there are enough sleeves. */
function legsOf(count: number, pairs: number): (Leg | undefined)[] {
  return Array.from({ length: count }, (_, k) => {
    const pair = Math.floor(k / 2);
    return pair < pairs && 2 * pair + 1 < count ? { pair, second: k % 2 === 1 } : undefined;
  });
}

function weightsOf(draws: readonly SleeveDraw[], legs: readonly (Leg | undefined)[], total: number): number[] {
  const counted = draws.map(({ weight }, k) => (legs[k]?.second ? 0 : weight));
  const sum = counted.reduce((a, b) => a + b, 0);
  const shares = counted.map((weight) => (weight / sum) * total);
  return shares.map((share, k) => (legs[k]?.second ? (shares[k - 1] as number) : share));
}

function withHedge(config: BacktestConfig): BacktestConfig {
  return { ...config, sizer: { name: "pair-dollar-neutral", params: { fraction: 0.9 } } };
}

/** Entries of the second leg come mostly with those of the first, on the bars that both have. */
function togetherInPairs(sleeves: RandomSleeve[]): RandomSleeve[] {
  return sleeves.map((sleeve, k) => {
    if (!sleeve.leg?.second) return sleeve;
    const first = sleeves[k - 1] as RandomSleeve;
    const barOfFirst = new Map([...first.columns.timestamp].map((stamp, i) => [stamp, i]));
    const entries = (own: Uint8Array, others: Uint8Array) =>
      own.map((flag, i) => {
        const bar = barOfFirst.get(sleeve.columns.timestamp[i] as number);
        return bar === undefined || i % 5 === 4 ? flag : (others[bar] as number);
      });
    const { signals } = sleeve;
    return {
      ...sleeve,
      signals: {
        ...signals,
        longEntry: entries(signals.longEntry, first.signals.shortEntry),
        shortEntry: entries(signals.shortEntry, first.signals.longEntry),
      },
    };
  });
}

function seriesOf(
  { bars, market: where, from, length }: SymbolDraw,
  draw: SleeveDraw,
  coarse: boolean,
): Omit<RandomRun, "config"> {
  const mixed = bars.map((bar, i) => ({ ...(draw.own[i % draw.own.length] as BarDraw), ...sharedOf(bar) }));
  const fine = columnsOf(mixed, where);
  const first = Math.min(from, bars.length - 1);
  const cut = sliced(fine, first, first + length);
  return coarse && where.barMs < DAY_MS ? coarsened(cut) : cut;
}

function sharedOf(bar: BarDraw): Partial<BarDraw> {
  return Object.fromEntries(SHARED.map((name) => [name, bar[name]]));
}

type Series = Omit<RandomRun, "config">;

export function sliced({ bars, signals, extras }: Series, from: number, to: number): Series {
  const cut = <Columns extends object>(columns: Columns): Columns =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.slice(from, to)])) as Columns;
  const { barMs, ...columns } = bars;
  return { bars: { ...cut(columns), barMs }, signals: cut(signals), extras: cut(extras) };
}

const FINE_IN_COARSE = 5;

/** Five fine bars in one, as far as they are there; signals and the other columns are those of its last bar. */
function coarsened({ bars, signals, extras }: Series): Series {
  const factor = bars.barMs === 3_600_000 ? 4 : FINE_IN_COARSE;
  const barMs = bars.barMs * factor;
  const groups = new Map<number, number[]>();
  bars.timestamp.forEach((stamp, i) => {
    const bucket = Math.floor((stamp - FIRST_STAMP) / barMs);
    groups.set(bucket, [...(groups.get(bucket) ?? []), i]);
  });
  const all = [...groups];
  const column = (of: (group: readonly number[]) => number) => Float64Array.from(all, ([, group]) => of(group));
  const first = (values: Float64Array) => column((group) => values[group[0] as number] as number);
  const last = <Column extends Float64Array | Uint8Array>(values: Column): Column =>
    (values.constructor as unknown as { from(list: number[]): Column }).from(
      all.map(([, group]) => values[group.at(-1) as number] as number),
    );
  const lastOf = <Columns extends object>(columns: Columns): Columns =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, last(values)])) as Columns;
  return {
    bars: {
      open: first(bars.open),
      high: column((group) => Math.max(...group.map((i) => bars.high[i] as number))),
      low: column((group) => Math.min(...group.map((i) => bars.low[i] as number))),
      close: last(bars.close),
      volume: column((group) => group.reduce((sum, i) => sum + (bars.volume[i] as number), 0)),
      timestamp: Float64Array.from(all, ([bucket]) => FIRST_STAMP + bucket * barMs),
      barMs,
    },
    signals: lastOf(signals),
    extras: lastOf(extras),
  };
}

const FIRST_STAMP = 1_700_000_000_000;

/** Portfolios with other values in every sleeve's configuration. */
export function withConfigs(portfolio: RandomPortfolio, fixed: Partial<BacktestConfig>): RandomPortfolio {
  return {
    ...portfolio,
    sleeves: portfolio.sleeves.map((sleeve) => ({ ...sleeve, config: { ...sleeve.config, ...fixed } })),
  };
}

/** The bars that have begun before a moment; null where a series has none. */
export function truncatedAt(portfolio: RandomPortfolio, moment: number): RandomPortfolio | null {
  const sleeves = portfolio.sleeves.map((sleeve) => {
    const { columns, signals, extras } = sleeve;
    const count = columns.timestamp.filter((stamp) => stamp < moment).length;
    const cut = sliced({ bars: columns, signals, extras }, 0, count);
    return { ...sleeve, columns: cut.bars, signals: cut.signals, extras: cut.extras };
  });
  return sleeves.some(({ columns }) => columns.close.length === 0) ? null : { ...portfolio, sleeves };
}

/** Every price and everything in money times a power of two: exact in binary. */
export function withPrices({ sleeves, settings }: RandomPortfolio, factor: number): RandomPortfolio {
  const times = (column: Float64Array) => column.map((value) => value * factor);
  const { rebalance, capital } = settings;
  return {
    settings: {
      ...settings,
      capital: capital * factor,
      rebalance: rebalance && { ...rebalance, minimumOrder: rebalance.minimumOrder * factor },
    },
    sleeves: sleeves.map((sleeve) => {
      const { columns, signals, extras, config } = sleeve;
      return {
        ...sleeve,
        columns: {
          ...columns,
          open: times(columns.open),
          high: times(columns.high),
          low: times(columns.low),
          close: times(columns.close),
        },
        signals: {
          ...signals,
          stop: times(signals.stop),
          target: times(signals.target),
          atr: times(signals.atr),
        },
        extras: {
          ...extras,
          sar: times(extras.sar),
          chandelierLong: times(extras.chandelierLong),
          chandelierShort: times(extras.chandelierShort),
          bandLong: times(extras.bandLong),
          bandShort: times(extras.bandShort),
        },
        config: {
          ...config,
          capital: config.capital * factor,
          minimumFee: config.minimumFee * factor,
          minimumNotional: config.minimumNotional * factor,
          marginTiers: config.marginTiers.map((tier) => ({ ...tier, notional: tier.notional * factor })),
        },
      };
    }),
  };
}
