import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type BacktestInput,
  type BacktestOptions,
  type Bars,
  load,
  type Snapshot,
  type Varanus,
} from "../../src/index.js";
import { optionsOf, seriesOf } from "../differential/agree.js";
import { busy } from "../events/busy.js";
import { runsWith } from "../property/arbitraries.js";
import { cases } from "../property/settings.js";

/** The bounds against every course there is: on each ambiguous bar each rule is tried, by running on from a snapshot. */

let v: Varanus;

beforeAll(async () => {
  v = await load();
});

const RULES = ["pessimistic", "optimistic", "ohlc"] as const;

interface Extremes {
  low: number;
  high: number;
  /** Ends that were reached. */
  ends: number;
}

function bruteForce(bars: Bars, config: BacktestInput, options: BacktestOptions, most: number): Extremes | undefined {
  const found: Extremes = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY, ends: 0 };
  const follow = (from: Snapshot | undefined): boolean => {
    const running = v.start(bars, config, { ...options, ...(from ? { from } : {}) });
    let counted = from?.ambiguous ?? 0;
    let before: Snapshot | undefined = from;
    for (let more = true; more; ) {
      more = running.advance(1);
      const after = running.snapshot();
      if (after.ambiguous > counted) {
        running.dispose();
        return RULES.every((intrabar) => {
          const step = v.start(bars, { ...config, intrabar }, { ...options, ...(before ? { from: before } : {}) });
          const goesOn = step.advance(1);
          const at = step.snapshot();
          step.dispose();
          if (goesOn) return follow(at);
          return note(at.equity.at(-1) as number);
        });
      }
      counted = after.ambiguous;
      before = after;
    }
    const { equity } = before as Snapshot;
    running.dispose();
    return note(equity.at(-1) as number);
  };
  const note = (equity: number): boolean => {
    found.low = Math.min(found.low, equity);
    found.high = Math.max(found.high, equity);
    return ++found.ends <= most;
  };
  return follow(undefined) ? found : undefined;
}

const SCALE_FREE: BacktestInput = {
  sizer: { name: "fixed-fractional", params: { fraction: 0.5 } },
  stops: [{ name: "percentage", params: { stop: 0.01, target: 0.01 } }],
  profile: "varanus",
  lotSize: 0,
  tickSize: 0,
  minimumFee: 0,
  minimumNotional: 0,
  marginTiers: [],
  leverage: 1,
  maintenanceMargin: 0,
  slippage: "fixed",
  commissionBps: 10,
  slippageBps: 2,
  slipTargets: false,
  marginCheck: true,
  liquidation: "none",
  endOfData: "mark",
  capital: 10_000,
};

/** Volumes of the random bars are a few times what such an account trades, and below it. */
const BY_VOLUME: BacktestInput = {
  ...SCALE_FREE,
  fill: "next-open",
  markCloseFills: "after",
  maxParticipation: 0.1,
  unfilled: "work",
  protectiveExits: "whole",
};

describe("ambiguity bounds", () => {
  it.each<[string, BacktestInput]>([
    ["a share of equity", SCALE_FREE],
    ["all in", { ...SCALE_FREE, sizer: { name: "all-in", params: { fraction: 1 } } }],
    [
      "trailing",
      { ...SCALE_FREE, stops: [{ name: "trailing-percent", params: { percent: 0.02 } }, ...(SCALE_FREE.stops ?? [])] },
    ],
    [
      "trailing along the path",
      { ...SCALE_FREE, intrabar: "ohlc", stops: [{ name: "trailing-percent", params: { percent: 0.02 } }] },
    ],
    ["fills at the close", { ...SCALE_FREE, fill: "close", reverse: true }],
    ["volume, worked on", BY_VOLUME],
    ["volume, cancelled", { ...BY_VOLUME, unfilled: "cancel", reverse: true }],
    ["volume, protective exits too", { ...BY_VOLUME, protectiveExits: "by-volume", fill: "close" }],
    [
      "volume, all cancelled but stops",
      { ...BY_VOLUME, maxParticipation: 0.5, unfilled: "cancel", protectiveExits: "by-volume" },
    ],
  ])("hold every course: %s", (_, fixed) => {
    let ambiguous = 0;
    fc.assert(
      fc.property(runsWith(fixed), (run) => {
        const { size: __, ...signals } = run.signals;
        const options = optionsOf({ ...run, signals: signals as typeof run.signals });
        const bars = seriesOf(run.bars);
        const brute = bruteForce(bars, run.config, options, 400);
        if (!brute) return;
        const bounds = v.ambiguityBounds(bars, run.config, options);
        if (brute.ends > 1) ambiguous++;
        const near = (x: number, y: number) =>
          expect(Math.abs(x - y)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(y)));
        if (bounds.exact) {
          near(bounds.low, brute.low);
          near(bounds.high, brute.high);
        } else {
          // extremes found, inside the true ones
          expect(bounds.low).toBeGreaterThanOrEqual(brute.low - 1e-9 * Math.abs(brute.low) - 1e-9);
          expect(bounds.high).toBeLessThanOrEqual(brute.high + 1e-9 * Math.abs(brute.high) + 1e-9);
          expect(bounds.reason).not.toBe("");
        }
        v.forget(bars);
      }),
      cases(60),
    );
    expect(ambiguous).toBeGreaterThan(3);
  });

  it("with room for few courses are extremes found, inside the true ones", () => {
    const bars = v.sample({ seed: 8, bars: 8_000, timeframe: "1d", start: 0 });
    // the trail decides whether a trade goes on, so courses differ by more than money
    const config: BacktestInput = {
      strategy: "sma-cross",
      intrabar: "ohlc",
      sizer: "fixed-fractional",
      stops: [{ name: "trailing-percent", params: { percent: 0.03 } }],
    };
    const whole = v.ambiguityBounds(bars, config);
    expect(whole.courses).toBeGreaterThan(1);
    const few = v.ambiguityBounds(bars, config, { courses: 1 });
    expect(few.exact).toBe(false);
    expect(few.reason).toContain("more courses were alive than the 1");
    expect(few.low).toBeGreaterThanOrEqual(whole.low);
    expect(few.high).toBeLessThanOrEqual(whole.high);
    expect(few.low).toBeLessThanOrEqual(few.high);
    for (const courses of [0, 1.5, -1, Number.NaN]) {
      expect(() => v.ambiguityBounds(bars, config, { courses })).toThrow(/whole number from 1 on/);
    }
  });

  it("of a run without ambiguous bars are its own end", () => {
    const bars = v.sample({ bars: 500 });
    const config: BacktestInput = { strategy: "ewmac" };
    const result = v.backtest(bars, config);
    const bounds = v.ambiguityBounds(bars, config);
    expect(bounds).toEqual({
      low: result.equity[499],
      high: result.equity[499],
      exact: true,
      reason: "",
      bars: 0,
      courses: 1,
    });
  });

  it("hold the ends under each rule of a long run, in one course", () => {
    const bars = v.sample({ seed: 5, bars: 20_000, timeframe: "1d", start: 0 });
    const config: BacktestInput = {
      strategy: "donchian-breakout",
      stops: [{ name: "percentage", params: { stop: 0.01, target: 0.01 } }],
    };
    const bounds = v.ambiguityBounds(bars, config);
    expect(bounds.bars).toBeGreaterThan(50);
    expect(bounds.exact).toBe(true);
    expect(bounds.courses).toBeLessThan(5);
    for (const intrabar of RULES) {
      const end = v.backtest(bars, { ...config, intrabar }).equity[bars.length - 1] as number;
      expect(end).toBeGreaterThanOrEqual(bounds.low * (1 - 1e-12));
      expect(end).toBeLessThanOrEqual(bounds.high * (1 + 1e-12));
    }
    expect(bounds.high).toBeGreaterThan(bounds.low);
  });

  const INEXACT: [string, BacktestInput][] = [
    ["lots", { lotSize: 0.01 }],
    ["a minimum fee", { minimumFee: 1 }],
    ["minimum notional", { minimumNotional: 5 }],
    ["margin tiers", { marginTiers: [{ notional: 0, maintenanceMargin: 0.01 }] }],
    ["slippage depends on the size", { slippage: "volume" }],
    ["trades before", { sizer: "optimal-f" }],
    ["a bar's volume", { maxParticipation: 0.01 }],
  ];
  const TIGHT = [{ name: "percentage", params: { stop: 0.01, target: 0.01 } }];

  it.each(INEXACT)("are not called exact with %s, where courses were put together", (reason, changed) => {
    const bars = v.sample({ seed: 5, bars: 4_000, timeframe: "1d", start: 0 });
    const bounds = v.ambiguityBounds(bars, { strategy: "donchian-breakout", stops: TIGHT, ...changed });
    expect(bounds.bars).toBeGreaterThan(1);
    expect(bounds.exact).toBe(false);
    expect(bounds.reason).toContain(reason);
  });

  it.each(INEXACT)("are exact with %s, where every course was followed by itself", (_, changed) => {
    const bars = v.sample({ bars: 800 });
    const bounds = v.ambiguityBounds(bars, { strategy: "ewmac", stops: ["percentage"], ...changed });
    expect(bounds).toMatchObject({ exact: true, reason: "" });
  });

  it("of a strategy with onBar are refused", () => {
    const bars = v.sample({ bars: 100 });
    expect(() => v.ambiguityBounds(bars, {}, { strategy: busy() })).toThrow(
      /"busy" has onBar: what it would have done otherwise cannot be followed/,
    );
  });
});
