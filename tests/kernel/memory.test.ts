import { beforeEach, describe, expect, it } from "vitest";
import { canonicalColumns, sha256 } from "../../src/contracts/canonical.js";
import { type Bars, load, type Result, type SignalColumns, STRATEGIES, type Varanus } from "../../src/index.js";
import { Dataset } from "../../src/kernel/dataset.js";
import { Kernel } from "../../src/kernel/kernel.js";

/** What runs leave in the kernel's memory: the bars, a bounded cache of columns, nothing else. */

/** Series of bars that an engine keeps. */
const DATASETS = 8;

let varanus: Varanus;
let bars: Bars;

beforeEach(async () => {
  varanus = await load();
  bars = varanus.sample({ seed: 11, bars: 2_000 });
});

/** A hash of each column. */
const columnsOf = (result: Result) =>
  Object.values(result.columns)
    .flat()
    .map((column) => sha256(canonicalColumns([column])));

/** A run of its own for every k; all of its numbers are asked for. */
function differentRun(k: number, on: Bars = bars): void {
  const strategies = STRATEGIES.filter(({ name }) => ["ewmac", "sma-cross", "rsi-reversal"].includes(name));
  const { name } = strategies[k % strategies.length] as (typeof STRATEGIES)[number];
  const result = varanus.backtest(on, {
    strategy: { name, params: name === "rsi-reversal" ? { period: 5 + k } : { fast: 3 + k, slow: 20 + 2 * k } },
    stops: k % 2 === 0 ? ["atr"] : ["percentage"],
    returns: k % 3 === 0 ? "bar" : "day",
  });
  JSON.stringify(result.metrics);
}

function signalsOf(length: number): SignalColumns {
  return {
    longEntry: Uint8Array.from({ length }, (_, i) => (i % 40 === 3 ? 1 : 0)),
    longExit: Uint8Array.from({ length }, (_, i) => (i % 40 === 20 ? 1 : 0)),
    stop: new Float64Array(length).fill(1),
  };
}

describe("200 different runs", () => {
  it("leave what the first few left, when their columns are dropped", () => {
    const rounds = (count: number) => {
      for (let k = 0; k < count; k++) differentRun(k);
      varanus.backtest(bars, {}, { signals: signalsOf(bars.length) }).metrics["sharpe"];
      varanus.clear();
      return varanus.memory.used;
    };
    const few = rounds(5);
    expect(rounds(200)).toBe(few);
  });

  it("over a long series leave what the first few left", () => {
    const long = varanus.sample({ seed: 12, bars: 70_000, timeframe: "15m" });
    for (let k = 0; k < 4; k++) differentRun(k, long);
    const before = varanus.memory;
    for (let k = 0; k < 30; k++) differentRun(k, long);
    expect(varanus.memory).toEqual(before);
  });

  it("given up half-way, or refused, leave nothing", () => {
    differentRun(0);
    varanus.clear();
    const before = varanus.memory.used;
    const running = [
      varanus.start(bars, { strategy: "ewmac", stops: ["atr"] }),
      varanus.start(bars, { stops: ["atr"] }, { signals: signalsOf(bars.length) }),
    ];
    for (const run of running) {
      run.advance(777);
      run.dispose();
    }
    expect(() => varanus.backtest(bars, {}, { signals: signalsOf(5) })).toThrow(/5 values/);
    expect(() => varanus.backtest(bars, { strategy: "ewmax" })).toThrow(/ewmac/);
    // the equity of the last run is given up with the first run that follows
    differentRun(0);
    varanus.clear();
    expect(varanus.memory.used).toBe(before);
  });

  // Once a column that both runs had computed replaced the first one's, which was never freed.
  it("two at a time over one series leave what one leaves", () => {
    const config = { strategy: "ewmac", stops: ["atr"] };
    varanus.backtest(bars, config);
    varanus.clear();
    const before = varanus.memory.used;
    const running = [varanus.start(bars, config), varanus.start(bars, config)];
    for (const run of running) while (run.advance(500));
    for (const run of running) run.finish();
    varanus.clear();
    expect(varanus.memory.used).toBe(before);
  });
});

describe("the end of a run", () => {
  const disposed = (source: string) => {
    const start = () =>
      source === "strategy"
        ? varanus.start(bars, { strategy: "ewmac" })
        : varanus.start(bars, {}, { signals: { longEntry: new Uint8Array(bars.length).fill(1) } });
    const finished = start();
    while (finished.advance(1_000));
    const expected = columnsOf(finished.finish());
    const before = varanus.memory.used;
    finished.dispose();
    expect(varanus.memory.used).toBe(before);
    finished.dispose();
    const again = start();
    while (again.advance(1_000));
    expect(columnsOf(again.finish())).toEqual(expected);
  };

  it("of a strategy may be followed by dispose, once or twice", () => disposed("strategy"));
  // Once `dispose` freed the given columns again.
  it("of given signals may be followed by dispose, once or twice", () => disposed("signals"));
});

describe("a run under way", () => {
  const rest = (disturb: () => void) => {
    const config = { strategy: "ewmac", stops: ["atr"] };
    const expected = columnsOf(varanus.backtest(bars, config));
    const running = varanus.start(bars, config);
    running.advance(900);
    disturb();
    while (running.advance(900));
    expect(columnsOf(running.finish())).toEqual(expected);
  };
  const others = (count: number) => {
    for (let k = 0; k < count; k++) differentRun(1, varanus.sample({ seed: 100 + k, bars: 2_000 }));
  };

  it("is not disturbed by runs over other series", () => rest(() => others(DATASETS - 1)));
  // Once nothing held a data set for a run under way: it went on in memory that had been freed.
  it("is not disturbed by runs over so many series that its own makes room", () => rest(() => others(DATASETS + 1)));
  it("is not disturbed by clear", () =>
    rest(() => {
      varanus.clear();
      others(2);
    }));
  it("is not disturbed by forget", () =>
    rest(() => {
      varanus.forget(bars);
      others(2);
    }));
});

describe("forget and clear", () => {
  it("give memory back, and runs afterwards are the same", () => {
    const config = { strategy: "rsi-reversal", stops: ["atr"] };
    const expected = columnsOf(varanus.backtest(bars, config));
    const { used } = varanus.memory;
    varanus.clear();
    const cleared = varanus.memory.used;
    expect(cleared).toBeLessThan(used);
    expect(columnsOf(varanus.backtest(bars, config))).toEqual(expected);
    varanus.forget(bars);
    expect(varanus.memory.used).toBeLessThan(cleared - 5 * 8 * bars.length);
    expect(columnsOf(varanus.backtest(bars, config))).toEqual(expected);
    varanus.forget(varanus.sample({ bars: 10 }));
    expect(varanus.memory.used).toBe(used);
  });
});

describe("more series than are kept", () => {
  it("make room for each other and still give the same", () => {
    const many = Array.from({ length: DATASETS + 5 }, (_, k) => varanus.sample({ seed: 50 + k, bars: 1_500 }));
    const run = (on: Bars) => columnsOf(varanus.backtest(on, { strategy: "sma-cross", stops: ["percentage"] }));
    const first: string[][] = [];
    let full = 0;
    for (const [k, on] of many.entries()) {
      first.push(run(on));
      if (k === DATASETS - 1) full = varanus.memory.used;
    }
    expect(varanus.memory.used).toBe(full);
    expect(many.map(run)).toEqual(first);
    expect(varanus.memory.used).toBe(full);
  });
});

describe("the cache of columns", () => {
  it("gives up the least recently used ones first", async () => {
    const kernel = await Kernel.load();
    const dataset = new Dataset(kernel, bars);
    const bare = kernel.memory.used;
    for (const key of ["a", "b", "c"]) dataset.keep(key, [kernel.column("series", 1_000)]);
    dataset.cached("a");
    dataset.trim(2 * 8_000);
    expect(["a", "b", "c"].filter((key) => dataset.cached(key))).toEqual(["a", "c"]);
    dataset.clear();
    expect(kernel.memory.used).toBe(bare);
    dataset.dispose();
    expect(kernel.memory.used).toBe(0);
  });
});

describe("a recycled result", () => {
  it("is empty afterwards; the new one is what it would have been", () => {
    const configs = [
      { strategy: "ewmac", stops: ["percentage"] },
      { strategy: "donchian-breakout" },
      { strategy: "ewmac", stops: ["percentage"], longOnly: true },
      { strategy: "sma-cross", reverse: true },
    ];
    const series = [bars, varanus.sample({ seed: 13, bars: 3_500 }), bars, varanus.sample({ seed: 14, bars: 300 })];
    let last: Result | undefined;
    for (const [k, config] of [...configs, ...configs].entries()) {
      const on = series[k % series.length] as Bars;
      const fresh = varanus.backtest(on, config);
      const expected = { columns: columnsOf(fresh), metrics: { ...fresh.metrics }, json: fresh.toJSON() };
      const old = last;
      const result: Result = varanus.backtest(on, config, old ? { recycle: old } : {});
      expect(columnsOf(result)).toEqual(expected.columns);
      expect({ ...result.metrics }).toEqual(expected.metrics);
      expect(result.toJSON()).toEqual(expected.json);
      if (old)
        expect(
          Object.values(old.columns)
            .flat()
            .every((column) => column.length === 0),
        ).toBe(true);
      last = result;
    }
  });

  it("may be given twice: there is nothing left to take", () => {
    const old = varanus.backtest(bars, { strategy: "ewmac" });
    const first = varanus.backtest(bars, { strategy: "ewmac" }, { recycle: old });
    const second = varanus.backtest(bars, { strategy: "ewmac" }, { recycle: old });
    expect(columnsOf(second)).toEqual(columnsOf(first));
    expect(first.equity.length).toBe(bars.length);
  });

  it("keeps its numbers once they have been read", () => {
    const old = varanus.backtest(bars, { strategy: "ewmac" });
    const { sharpe, trades } = { ...old.metrics };
    const { fingerprint } = old;
    varanus.backtest(bars, { strategy: "sma-cross" }, { recycle: old });
    expect([old.metrics["sharpe"], old.metrics["trades"], old.fingerprint]).toEqual([sharpe, trades, fingerprint]);
  });
});
