import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { CHUNK } from "../../dist/layout.js";
import { canonicalColumns, sha256 } from "../../src/contracts/canonical.js";
import type { BacktestInput } from "../../src/contracts/config.js";
import { specOf } from "../../src/contracts/parameters.js";
import {
  type AnyStrategy,
  type Bars,
  isEventDriven,
  type Result,
  type SignalColumns,
  STRATEGIES,
  type Varanus,
} from "../../src/index.js";
import { INDICATORS } from "../../src/indicators/catalogue.js";
import type { Indicator, InputName } from "../../src/indicators/define.js";
import { Engine } from "../../src/kernel/engine.js";
import { type Handle, sourceHandle } from "../../src/kernel/node.js";
import { context } from "../../src/strategies/context.js";
import { Varanus as VaranusClass } from "../../src/varanus.js";
import { runs } from "../property/arbitraries.js";
import { cases } from "../property/settings.js";
import { recordedColumns } from "../support/recorded.js";
import { evaluated, expectSameBits, randoms, rawBars } from "./columns.js";

/**
 * How a run is cut up, and whether the graph's columns are whole or windows, leaves no trace in the result. Series of more than four chunks
 * go through windows.
 */

const WHOLE = 4 * CHUNK;

let engine: Engine;
let varanus: Varanus;
let short: Bars;
let long: Bars;

beforeAll(async () => {
  engine = await Engine.load();
  varanus = new VaranusClass(engine);
  short = varanus.sample({ seed: 3, bars: 3_000 });
  long = varanus.sample({ seed: 4, bars: 80_000, timeframe: "15m" });
});

/** Everything a run leaves, as comparable values; columns by their bytes. */
function traceOf(result: Result) {
  const { conflicts, ambiguousBars, rejected, bankruptBar, badDebt, conservationError } = result;
  return {
    columns: Object.values(result.columns)
      .flat()
      .map((column) => sha256(canonicalColumns([column]))),
    trades: result.trades.length,
    fills: result.fills.length,
    tallies: { conflicts, ambiguousBars, rejected, bankruptBar, badDebt, conservationError },
    costs: result.costs,
    barsInMarket: result.barsInMarket,
    openPosition: result.openPosition,
    fingerprint: result.fingerprint,
  };
}

/** Takes the run in these portions, over and over, to its end. */
function inPortions(bars: Bars, config: BacktestInput, portions: readonly number[], signals?: SignalColumns): Result {
  const running = varanus.start(bars, config, signals ? { signals } : {});
  let before = -1;
  for (let k = 0; ; k++) {
    expect(running.progress).toBeGreaterThan(before);
    before = running.progress;
    if (!running.advance(portions[k % portions.length] as number)) break;
  }
  expect(running.progress).toBe(1);
  return running.finish();
}

const CONFIGS: BacktestInput[] = [
  { reverse: true, stops: ["percentage"] },
  { stops: ["atr", "trailing-percent"], sizer: "atr-risk", intrabar: "ohlc", fill: "close" },
  { profile: "vectorbt", stops: ["atr"] },
];

/** Those that a strategy can be run with: one with `onBar` cannot act at its own bar's open. */
const configsFor = (strategy: string) =>
  CONFIGS.filter(({ profile }) => profile !== "vectorbt" || !isEventDriven(strategyOf(strategy)));

const strategyOf = (strategy: string) => STRATEGIES.find(({ name }) => name === strategy) as AnyStrategy;

const portionsOf = (max: number) => fc.array(fc.integer({ min: 1, max }), { minLength: 1, maxLength: 6 });

describe.each(STRATEGIES.map(({ name }) => name))("%s", (strategy) => {
  it("in portions as in one go, on a short series", () => {
    fc.assert(
      fc.property(portionsOf(700), fc.constantFrom(...configsFor(strategy)), (portions, config) => {
        // columns that an earlier run has left would be read, not computed
        varanus.clear();
        const cut = traceOf(inPortions(short, { strategy, ...config }, portions));
        varanus.clear();
        expect(cut).toEqual(traceOf(varanus.backtest(short, { strategy, ...config })));
      }),
      cases(12),
    );
  });

  it("in portions as in one go, on a long series", () => {
    const configs = configsFor(strategy);
    const expected = configs.map((config) => traceOf(varanus.backtest(long, { strategy, ...config })));
    expect(expected.every(({ trades }) => trades > 100)).toBe(true);
    fc.assert(
      fc.property(
        fc.oneof(portionsOf(30_000), portionsOf(500), fc.constantFrom([CHUNK], [CHUNK - 1], [WHOLE + 1])),
        fc.nat({ max: configs.length - 1 }),
        (portions, k) => {
          expect(traceOf(inPortions(long, { strategy, ...configs[k] }, portions))).toEqual(expected[k]);
        },
      ),
      cases(4),
    );
  });

  it("through windows as through whole columns", () => {
    // signals of the same bars, computed in whole columns by asking for them one by one
    const found = strategyOf(strategy);
    // the columns of an event-driven strategy are whole
    if (isEventDriven(found)) return;
    const built = found.signals(context, defaultsOf(strategy) as never);
    const flag = (handle: Handle | undefined) =>
      handle ? Uint8Array.from(engine.evaluate(long, [handle])[0] as Float64Array) : null;
    const given: SignalColumns = {
      longEntry: flag(built.longEntry),
      longExit: flag(built.longExit),
      shortEntry: flag(built.shortEntry),
      shortExit: flag(built.shortExit),
      atr: engine.evaluate(long, [built.atr as Handle])[0] as Float64Array,
    };
    // the whole columns are in the cache now: a run would read them
    varanus.forget(long);
    for (const config of CONFIGS.slice(0, 2)) {
      const { fingerprint: _, ...windows } = traceOf(varanus.backtest(long, { strategy, ...config }));
      const { fingerprint: __, ...whole } = traceOf(varanus.backtest(long, config, { signals: given }));
      expect(windows).toEqual(whole);
    }
  });
});

function defaultsOf(strategy: string) {
  return varanus.backtest(short, { strategy }).config.strategy?.params;
}

describe("signals of one's own", () => {
  it("in portions as in one go", () => {
    fc.assert(
      fc.property(runs, portionsOf(40), ({ bars, signals, config }, portions) => {
        const series = { ...short, ...bars, length: bars.open.length, sha256: "" } as Bars;
        const expected = traceOf(varanus.backtest(series, config, { signals }));
        expect(traceOf(inPortions(series, config, portions, signals))).toEqual(expected);
        varanus.forget(series);
      }),
      cases(60),
    );
  });
});

describe("two runs at a time", () => {
  it("do not disturb each other", () => {
    const first: BacktestInput = { strategy: "ewmac", stops: ["percentage"] };
    const second: BacktestInput = { strategy: "ewmac", reverse: true };
    for (const bars of [short, long]) {
      const expected = [first, second].map((config) => traceOf(varanus.backtest(bars, config)));
      varanus.clear();
      const running = [varanus.start(bars, first), varanus.start(bars, second)];
      let more = true;
      while (more) more = running.map((run) => run.advance(bars === short ? 171 : 20_011)).some(Boolean);
      expect(running.map((run) => traceOf(run.finish()))).toEqual(expected);
    }
  });
});

/** Bars about a walk that often stands still, without volume meanwhile, with days missing between stamps. */
function hardBars(seed: number, level: number): Bars {
  const random = randoms(seed);
  const length = 2_300;
  const columns = { open: [] as number[], high: [] as number[], low: [] as number[], close: [] as number[] };
  const volume: number[] = [];
  const timestamp: number[] = [];
  let price = level;
  let still = 0;
  let stamp = 1_700_000_000_000;
  for (let i = 0; i < length; i++) {
    still = still > 0 ? still - 1 : random() < 0.02 ? Math.floor(80 * random()) : 0;
    const open = price;
    if (still === 0) price *= 1 + (random() - 0.5) * (random() < 0.01 ? 1 : 0.02);
    const reach = still === 0 ? 1 + 0.01 * random() : 1;
    columns.open.push(open);
    columns.high.push(Math.max(open, price) * reach);
    columns.low.push(Math.min(open, price) / reach);
    columns.close.push(price);
    volume.push(still === 0 ? 1_000 * random() : 0);
    stamp += random() < 0.01 ? 3 * 86_400_000 : 3_600_000;
    timestamp.push(stamp);
  }
  const { open, high, low, close } = columns;
  const bars = rawBars({
    open: Float64Array.from(open),
    high: Float64Array.from(high),
    low: Float64Array.from(low),
    close: Float64Array.from(close),
    volume: Float64Array.from(volume),
  });
  return { ...bars, timestamp: Float64Array.from(timestamp) };
}

const HARD: Record<string, Bars> = {
  "still, without volume, with gaps": hardBars(1, 100),
  "about 1e-8": hardBars(2, 1e-8),
  "about 1e9": hardBars(3, 1e9),
};

describe("windows of every indicator", () => {
  const WINDOWS = [1, 300, CHUNK + 5];

  /** Defaults with every window as long as that, within its bounds; then each choice with the windows of 300. */
  function parametersOf({ parameters }: Indicator): Record<string, number | string | boolean>[] {
    const specs = Object.entries(parameters).map(([name, schema]) => [name, specOf(schema)] as const);
    const withWindow = (n: number) =>
      Object.fromEntries(
        specs.map(([name, spec]) => {
          const isWindow = spec.kind === "int" && /period$/i.test(name);
          return [name, isWindow ? Math.min(spec.max, Math.max(spec.min, n)) : spec.default];
        }),
      );
    const choices = specs.flatMap(([name, spec]) =>
      spec.kind === "choice" ? spec.choices.map((choice) => ({ ...withWindow(300), [name]: choice })) : [],
    );
    return [...WINDOWS.map(withWindow), ...choices];
  }

  it.each(INDICATORS.map((indicator) => [indicator.name, indicator] as const))("%s", (_, indicator) => {
    // columns that are themselves windows, where it takes any
    const mean = context.divide(context.add(context.high, context.low), 2);
    const gap = context.subtract(context.close, context.open);
    const computed: Partial<Record<InputName, Handle>> = { series: mean, other: gap };
    const inputs = indicator.inputs.map((input) => computed[input] ?? sourceHandle(input, "series"));
    const own = recordedColumns(long);
    for (const values of parametersOf(indicator)) {
      const handles = indicator.build(inputs, values as never);
      const whole = evaluated(engine, long, handles, { whole: true, own });
      const window = evaluated(engine, long, handles, { whole: false, own, cuts: [1, 2, 299, 300, CHUNK + 1, 50_001] });
      whole.forEach((column, k) => {
        expectSameBits(window[k] as Float64Array, column, `${indicator.name} ${JSON.stringify(values)}, output ${k}`);
      });
    }
  });

  it.each(INDICATORS.map((indicator) => [indicator.name, indicator] as const))("bar by bar: %s", (_, indicator) => {
    const inputs = indicator.inputs.map((input) =>
      sourceHandle(input === "series" ? "close" : input === "other" ? "open" : input, "series"),
    );
    for (const [market, bars] of Object.entries({ ...HARD, "the sample": short })) {
      const each = Array.from({ length: bars.length }, (_, i) => i);
      const own = recordedColumns(bars);
      for (const values of parametersOf(indicator)) {
        const handles = indicator.build(inputs, values as never);
        const whole = evaluated(engine, bars, handles, { whole: true, own });
        const stepped = evaluated(engine, bars, handles, { whole: false, own, cuts: each });
        whole.forEach((column, k) => {
          const what = `${indicator.name} ${JSON.stringify(values)}, output ${k}, ${market}`;
          expectSameBits(stepped[k] as Float64Array, column, what);
        });
      }
    }
  });

  it("shifts by more than a chunk", () => {
    const shifted = [
      context.shift(context.add(context.high, context.low), CHUNK + 3),
      context.shift(context.greater(context.high, context.low), 2 * CHUNK),
    ];
    const whole = evaluated(engine, long, shifted, { whole: true });
    const window = evaluated(engine, long, shifted, { whole: false, cuts: [5, 60_000] });
    whole.forEach((column, k) => {
      expectSameBits(window[k] as Float64Array, column, `shift ${k}`);
    });
  });

  it("columns that nothing else reads share windows, and those that are read keep theirs", () => {
    const { close, high, low, rsi, sma, ema, atr, bollinger, macd, highest, subtract } = context;
    const strength = rsi(close, 14);
    const bands = bollinger(close, 20, 2);
    const asked = [
      strength,
      atr(14),
      ...Object.values(macd(close, 12, 26, 9)),
      ...Object.values(bands),
      highest(high, 40),
      subtract(bands.upper, bands.lower),
      sma(subtract(high, low), 50),
      ema(strength, 9),
      macd(strength, 5, 9, 3).histogram,
    ];
    const expected = engine.evaluate(long, asked);
    engine.clear();
    const actual = engine.columns(long, asked);
    asked.forEach((_, k) => {
      expectSameBits(actual[k] as Float64Array, expected[k] as Float64Array, `column ${k}`);
    });
  });
});
