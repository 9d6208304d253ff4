import { beforeAll, describe, expect, it } from "vitest";
import type { PortfolioInput } from "../../src/contracts/portfolio.js";
import {
  type BacktestInput,
  type Bars,
  load,
  portfolioHtml,
  type SignalColumns,
  type SleeveSources,
  type Varanus,
  VaranusError,
} from "../../src/index.js";
import { barsKept } from "../support/bars.js";

let v: Varanus;
let bars: Bars;
let other: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 31, bars: 2_000, symbol: "ONE" });
  other = v.sample({ seed: 32, bars: 2_000, symbol: "TWO" });
});

/** Settings under which a sleeve alone has to be its run. */
const ALONE: Record<string, BacktestInput> = {
  "as it is": {},
  "filled at closes": { fill: "close", endOfData: "close" },
  "whole account, geared": {
    sizer: "all-in",
    stops: ["percentage"],
    leverage: 3,
    maintenanceMargin: 0.05,
    liquidationFeeBps: 50,
  },
  "margin tiers": {
    sizer: "all-in",
    leverage: 10,
    marginTiers: [
      { notional: 0, maintenanceMargin: 0.02 },
      { notional: 20_000, initialMargin: 0.2, maintenanceMargin: 0.1 },
    ],
  },
  "stops that move": {
    reverse: true,
    intrabar: "ohlc",
    stops: ["trailing-percent", "chandelier", "parabolic-sar", "volatility-band"],
  },
  "held to volume": { maxParticipation: 0.0005, slippage: "volume", sizer: "all-in", stops: ["percentage"] },
  "held to volume, cancelled": {
    maxParticipation: 0.0005,
    unfilled: "cancel",
    protectiveExits: "by-volume",
    fill: "close",
    stops: ["atr"],
  },
  "ruined at closes": {
    liquidation: "close",
    marginCheck: false,
    sizer: { name: "fixed-amount", params: { amount: 40 } },
  },
  borrowing: { borrowRate: 0.4, minimumFee: 3, tickSize: 0.5, lotSize: 0.001, sizer: "atr-risk" },
};

describe("a portfolio of one sleeve", () => {
  it.each(Object.entries(ALONE))("is its run to the byte: %s", (_, settings) => {
    const alone = v.backtest(bars, { strategy: "ewmac", ...settings });
    const together = v.portfolio({ ...settings, sleeves: [{ weight: 1, strategy: "ewmac" }] }, [{ bars }]);
    const [sleeve] = together.sleeves;
    expect(sleeve?.result.fingerprint).toBe(alone.fingerprint);
    expect(together.account.equity).toEqual(alone.equity);
    expect(together.account.timestamp).toEqual(bars.timestamp);
    expect(sleeve?.slice).toEqual(alone.equity);
    expect(sleeve?.result.trades).toEqual(alone.trades);
    expect(sleeve?.result.fills).toEqual(alone.fills);
    expect(together.fills.quantity).toEqual(alone.fills.quantity);
    expect(together.fills.price).toEqual(alone.fills.price);
    expect({ ...together.metrics }).toEqual({ ...alone.metrics });
  });
});

const THREE: PortfolioInput = {
  stops: ["percentage"],
  sleeves: [
    { name: "trend", weight: 0.4, strategy: "ewmac", sizer: "all-in" },
    { name: "turn", weight: 0.3, strategy: "rsi-reversal", sizer: "all-in" },
    { name: "break", weight: 0.3, strategy: "donchian-breakout", sizer: "all-in", stops: [] },
  ],
  rebalance: { drift: 0.02 },
  volatilityTarget: { bars: 40 },
  limits: { heat: 2, positions: 3, maxDrawdown: 0.1 },
};
const sources = (): SleeveSources[] => [{ bars }, { bars }, { bars: other }];

describe("a portfolio", () => {
  it("is the same taken in portions, and run again", () => {
    const whole = v.portfolio(THREE, sources());
    const running = v.startPortfolio(THREE, sources());
    let before = 0;
    while (running.advance(7)) {
      expect(running.progress).toBeGreaterThanOrEqual(before);
      before = running.progress;
    }
    const portions = running.finish();
    expect(portions.fingerprint).toBe(whole.fingerprint);
    expect(portions.account).toEqual(whole.account);
    expect(whole.rebalanced).toBeGreaterThan(3);
    expect(whole.transfers.length).toBe(3 * whole.rebalanced);
  });

  it("conserves money: slices and what is nobody's are the account", () => {
    const { account, sleeves, reserve, transfers, conservationError } = v.portfolio(THREE, sources());
    const last = sleeves.reduce((sum, { slice }) => sum + (slice.at(-1) as number), reserve);
    // what the last mark has moved is in no slice's curve yet
    const moved = Array.from(transfers.amount).reduce(
      (sum, amount, k) => sum + (transfers.moment[k] === account.moment.at(-1) ? amount : 0),
      0,
    );
    expect((last + moved) / (account.equity.at(-1) as number)).toBeCloseTo(1, 12);
    expect(conservationError).toBeLessThan(1e-9);
    const own = sleeves.reduce((sum, { profit }) => sum + (profit.at(-1) as number), 10_000);
    expect(own / (account.equity.at(-1) as number)).toBeCloseTo(1, 9);
  });

  it("nets what its sleeves trade against each other: nothing is slipped or paid", () => {
    const flags = (...on: number[]) => Uint8Array.from({ length: bars.length }, (_, i) => Number(on.includes(i)));
    const long: SignalColumns = { longEntry: flags(10), longExit: flags(50) };
    const short: SignalColumns = { shortEntry: flags(10), shortExit: flags(50) };
    const sizer = { name: "fixed-amount", params: { amount: 0.01 } };
    const { fills, sleeves } = v.portfolio(
      {
        sizer,
        sleeves: [
          { name: "a", weight: 0.5 },
          { name: "b", weight: 0.5 },
        ],
        rebalance: null,
      },
      [
        { bars, signals: long },
        { bars, signals: short },
      ],
    );
    expect(fills.length).toBe(0);
    for (const { result } of sleeves) {
      expect(result.trades.length).toBe(1);
      expect(result.costs).toMatchObject({ commission: 0, slippage: 0 });
      expect(result.fills.price[0]).toBe(bars.open[11]);
    }
  });

  it("fills both legs of a pair or neither", () => {
    const flags = (...on: number[]) => Uint8Array.from({ length: bars.length }, (_, i) => Number(on.includes(i)));
    const first: SignalColumns = { longEntry: flags(10, 100), longExit: flags(60, 140) };
    // the second entry has no counterpart
    const second: SignalColumns = { shortEntry: flags(10), shortExit: flags(60) };
    const { sleeves, account } = v.portfolio({ sizer: "pair-dollar-neutral", sleeves: [{ name: "pair", weight: 1 }] }, [
      [
        { bars, signals: first },
        { bars: other, signals: second },
      ],
    ]);
    const [a, b] = sleeves.map(({ result }) => result);
    expect(a?.trades.length).toBe(1);
    expect(b?.trades.length).toBe(1);
    expect(a?.rejected).toEqual({ "other-leg": 1 });
    // equal notionals at the raw prices of bar 11
    const notional = (k: number, series: Bars) =>
      (sleeves[k]?.result.fills.quantity[0] as number) * (series.open[11] as number);
    expect(notional(0, bars)).toBeCloseTo(4_500, 8);
    expect(notional(1, other)).toBeCloseTo(-4_500, 8);
    expect(Math.max(...account.positions)).toBe(1);
  });

  it("keeps what it has through missing bars of a symbol, marked at its last close", () => {
    const holed = barsKept(other, (i) => i < 500 || i >= 560, "TWO");
    const result = v.portfolio(THREE, [{ bars }, { bars }, { bars: holed }]);
    expect(result.account.length).toBe(bars.length);
    expect(result.sleeves[2]?.slice.length).toBe(other.length - 60);
    expect(result.conservationError).toBeLessThan(1e-9);
  });

  it("halts new entries after a drawdown, and closes what is held if it is to", () => {
    const limits = { maxDrawdown: 0.02, haltBars: 30, heat: null, exposure: null, positions: null };
    const halted = v.portfolio({ ...THREE, limits, volatilityTarget: null }, sources());
    expect(halted.halts).toBeGreaterThan(0);
    expect(halted.sleeves.some(({ result }) => (result.rejected.halted ?? 0) > 0)).toBe(true);
    const closed = v.portfolio({ ...THREE, limits: { ...limits, closeAll: true }, volatilityTarget: null }, sources());
    expect(closed.sleeves.some(({ result }) => result.metrics.exits["drawdown-limit"])).toBe(true);
  });

  it("says everything in its report and its JSON, the same every time", async () => {
    const result = v.portfolio(THREE, sources());
    const page = await portfolioHtml(result);
    for (const text of [
      "trend",
      "turn",
      "break",
      "Exposure and heat",
      "Slices",
      "Profit by sleeve",
      result.fingerprint,
    ]) {
      expect(page).toContain(text);
    }
    expect(await portfolioHtml(v.portfolio(THREE, sources()))).toBe(page);
    const json = JSON.parse(JSON.stringify(result.toJSON({ equity: true })));
    expect(json.sleeves).toHaveLength(3);
    expect(json.account.equity).toHaveLength(bars.length);
    expect(json.fills).toHaveLength(result.fills.length);
    expect(json.config.sleeves[0].sizer).toEqual({ name: "all-in", params: { fraction: 1 } });
  });
});

describe("a portfolio is refused", () => {
  const one = { weight: 0.5, strategy: "ewmac" };
  const refusals: [string, unknown, SleeveSources[], RegExp][] = [
    [
      "with weights over 1",
      {
        sleeves: [
          { ...one, weight: 0.7 },
          { ...one, weight: 0.4, name: "b" },
        ],
      },
      [],
      /sleeves: the weights add up to 1\.1/,
    ],
    [
      "with a weight of 0",
      { sleeves: [{ ...one, weight: 0 }] },
      [],
      /sleeves\.0\.weight: 0 is not allowed: it has to be above 0/,
    ],
    ["without sleeves", { sleeves: [] }, [], /sleeves: .*at least 1/],
    ["with bars for fewer sleeves", { sleeves: [one, one] }, [], /2 sleeves are configured, and there are bars for 0/],
    [
      "with a sleeve without bars",
      { sleeves: [one] },
      [{ bars: undefined as never }],
      /sleeves\.0: this sleeve has no bars/,
    ],
    [
      "with two sleeves of one name",
      {
        sleeves: [
          { ...one, name: "a" },
          { ...one, name: "a" },
        ],
      },
      [],
      /two sleeves are called "a"/,
    ],
    [
      "with a strategy that has onBar",
      { sleeves: [{ weight: 1, strategy: "donchian-stop-orders" }] },
      [],
      /sleeves\.0\.strategy: .*has onBar/,
    ],
    [
      "with another engine's clock",
      { fill: "same-open", sleeves: [one] },
      [],
      /fill: a portfolio does not go with fill "same-open"/,
    ],
    [
      "with a sizer of pairs for one leg",
      { sleeves: [{ ...one, sizer: "pair-dollar-neutral" }] },
      [],
      /sleeves\.0\.sizer: pair-dollar-neutral sizes two legs/,
    ],
    [
      "with the account's settings in a sleeve",
      { sleeves: [{ ...one, leverage: 2 }] },
      [],
      /sleeves\.0\.leverage: there is no such key/,
    ],
    ["with an unknown strategy", { sleeves: [{ weight: 1, strategy: "ewmca" }] }, [], /sleeves\.0\..*ewmca/],
    [
      "with a target that nothing applies",
      { sleeves: [one], rebalance: null, volatilityTarget: {} },
      [],
      /volatilityTarget: .*rebalance is null/,
    ],
    [
      "with nothing to trade by",
      { sleeves: [{ weight: 1 }] },
      [],
      /sleeves\.0\.strategy: there is nothing to trade by/,
    ],
    [
      "with an unknown key",
      { sleeves: [one], rebalnce: null },
      [],
      /rebalnce: there is no such key \(did you mean "rebalance"\?\)/,
    ],
  ];
  it.each(refusals)("%s", (_, config, given, message) => {
    const needs = (config as { sleeves?: unknown[] }).sleeves ?? [];
    const all = given.length > 0 || /fewer/.test(_) ? given : needs.map(() => ({ bars }));
    const run = () => v.portfolio(config as PortfolioInput, all);
    expect(run).toThrow(VaranusError);
    try {
      run();
    } catch (error) {
      expect((error as VaranusError).line).toMatch(message);
    }
  });

  it("with two prices of one symbol", () => {
    const [one, two] = [1, 2].map((seed) => ({ bars: v.sample({ seed, bars: 100 }) }));
    const sleeves = [
      { name: "a", weight: 0.5, strategy: "ewmac" },
      { name: "b", weight: 0.5, strategy: "ewmac" },
    ];
    const run = () => v.portfolio({ sleeves }, [one as SleeveSources, two as SleeveSources]);
    expect(run).toThrow(/two series are called SAMPLE 4h, and on 2021-01-01T00:00:00Z their prices differ/);
    const again = { bars: v.sample({ seed: 1, bars: 100 }) };
    expect(v.portfolio({ sleeves }, [one as SleeveSources, again]).sleeves).toHaveLength(2);
  });

  it("with two legs of one symbol", () => {
    const run = () => v.portfolio({ sleeves: [{ weight: 1, strategy: "ewmac" }] }, [[{ bars }, { bars }]]);
    expect(run).toThrow(/both legs trade ONE/);
  });
});

describe("1,000 different portfolios", () => {
  it("leave what one leaves, also when they are given up", () => {
    const short = [
      v.sample({ seed: 1, bars: 300, symbol: "A" }),
      v.sample({ seed: 2, bars: 300, symbol: "B" }),
    ] as const;
    const run = (k: number) => {
      const sleeves = [
        { weight: 0.5, strategy: { name: "ewmac", params: { fast: 3 + (k % 20), slow: 40 + (k % 30) } } },
        { weight: 0.3, strategy: "rsi-reversal", name: "b" },
      ];
      const config: PortfolioInput = {
        sleeves,
        stops: k % 2 ? ["percentage"] : [],
        limits: k % 3 ? { heat: 0.5 } : null,
        rebalance: { drift: 0.01 },
      };
      const given = [{ bars: short[0] }, { bars: short[k % 2] as Bars }];
      if (k % 5 > 0) return void v.portfolio(config, given);
      const running = v.startPortfolio(config, given);
      running.advance(k % 100);
      running.dispose();
    };
    const left = () => {
      v.clear();
      return v.memory.used;
    };
    for (let k = 0; k < 10; k++) run(k);
    const some = left();
    for (let k = 10; k < 1_000; k++) run(k);
    expect(left()).toBe(some);
  });
});
