import { beforeAll, describe, expect, it } from "vitest";
import {
  type AnyStrategy,
  type BacktestInput,
  type Bars,
  type EventStrategy,
  load,
  type OrderRequest,
  type Snapshot,
  type Stream,
  type Turn,
  type Varanus,
} from "../../src/index.js";

/** What a strategy of one's own may do wrong, or try: it is refused where it stands, and nothing stays behind. */

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 31, bars: 1_500 });
});

function own(parts: Partial<EventStrategy> | object): AnyStrategy {
  const description = { name: "own", title: "", description: "", source: "", parameters: {} };
  return { ...description, onBar: () => {}, ...parts } as unknown as AnyStrategy;
}

const run = (parts: object, config: BacktestInput = {}) => v.backtest(bars, config, { strategy: own(parts) });
const onBar = (act: (turn: Turn) => unknown) => () => run({ onBar: act });
const line = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { line: string }).line;
  }
  return "nothing was refused";
};

function snapshotAt(bar: number, config: BacktestInput, strategy?: AnyStrategy): Snapshot {
  const running = v.start(bars, config, strategy ? { strategy } : {});
  running.advance(bar);
  const snapshot = running.snapshot();
  running.dispose();
  return snapshot;
}

function streamOf(parts: object): { stream: Stream; push(i: number): ReturnType<Stream["push"]> } {
  const stream = v.stream({}, { symbol: "S", timeframe: "4h", strategy: own(parts) });
  const { timestamp, open, high, low, close, volume } = bars;
  const columns = { timestamp, open, high, low, close, volume };
  const at = (i: number) =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[i % bars.length] as number]));
  const shift = (bars.timestamp.at(-1) as number) - (bars.timestamp[0] as number) + 4 * 3_600_000;
  const push = (i: number) => {
    const bar = at(i) as unknown as Parameters<Stream["push"]>[0];
    return stream.push({ ...bar, timestamp: bar.timestamp + shift * Math.floor(i / bars.length) });
  };
  return { stream, push };
}

describe("a turn", () => {
  it("has a bar that cannot be set to a later one", () => {
    const ahead = onBar((turn) => {
      (turn as { bar: number }).bar = turn.bar + 10;
    });
    expect(line(ahead)).toMatch(/own: onBar, bar 0: TypeError/);
  });

  it("shows nothing of the account after it", () => {
    let kept: Turn | undefined;
    run({
      onBar(turn: Turn) {
        kept = turn;
      },
    });
    for (const name of ["cash", "equity", "position", "orders", "fills", "close"] as const) {
      expect(() => kept?.[name]).toThrow(/used after its bar/);
    }
  });

  it("refuses what an entry cannot take along, with its name", () => {
    const entering = (options: unknown) => onBar((turn) => turn.enter("long", options as object));
    expect(line(entering({ limit: 5 }))).toMatch(/^bar 0: enter.limit: an entry by signal has no "limit"/);
    expect(line(entering({ stop: "90" }))).toMatch(/^bar 0: enter.stop: 90 is no number/);
    expect(line(entering(null))).toMatch(/^bar 0: enter: null is not what an entry takes along/);
    expect(line(onBar((turn) => turn.enter(Symbol("up") as never)))).toMatch(/"Symbol\(up\)" is no side/);
  });

  it("names what it refuses of an order", () => {
    const placing = (order: object) => line(onBar((turn) => turn.place({ side: "buy", ...order } as OrderRequest)));
    expect(placing({ size: Number.NaN })).toMatch(/^bar 0: order.size: NaN is no size/);
    expect(placing({ size: 10n })).toMatch(/^bar 0: order.size: 10 is no size/);
    expect(placing({ type: "limit", limit: Number.POSITIVE_INFINITY })).toMatch(/order.limit: Infinity is no price/);
    expect(placing({ timeInForce: { bars: Number.NaN } })).toMatch(/order.timeInForce: \{bars: NaN\} is no time/);
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(placing({ side: circle })).toMatch(/^bar 0: order.side: \{self: ...\} is no side/);
  });

  it("lets an order work on the longest time there is", () => {
    const seen: number[] = [];
    run({
      onBar(turn: Turn) {
        const timeInForce = { bars: 2_147_483_647 };
        if (turn.bar === 5) turn.place({ side: "buy", type: "limit", limit: 0.01, timeInForce });
        seen.push(turn.orders.length);
      },
    });
    expect(seen[6]).toBe(1);
    expect(seen.at(-1)).toBe(1);
  });

  it("takes a new name of a group on every bar, and is not slower by the bars before", () => {
    const long = v.sample({ seed: 1, bars: 60_000 });
    const begun = performance.now();
    const onBar = (turn: Turn) =>
      turn.place({ side: "buy", type: "limit", limit: 0.01, oco: `group ${turn.bar}`, timeInForce: { bars: 1 } });
    v.backtest(long, {}, { strategy: own({ onBar: (turn: Turn) => void onBar(turn) }) });
    expect(performance.now() - begun).toBeLessThan(2_000);
    v.forget(long);
  });
});

describe("a strategy", () => {
  it("cannot be async", () => {
    expect(line(() => run({ onBar: async () => {} }))).toMatch(/^own: onBar, bar 0: it has returned a promise/);
    expect(line(() => run({ begin: async () => {} }))).toMatch(/^own: begin: it has returned a promise/);
    expect(line(() => run({ prepare: async () => ({}) }))).toMatch(/^own: prepare: it has returned a promise/);
  });

  it("cannot give a column the name of a price, or what is no column", () => {
    const named = { prepare: (ctx: never) => ({ columns: { close: (ctx as { open: unknown }).open } }) };
    expect(line(() => run(named))).toMatch(/^own: columns.close: that is a value of the bar itself/);
    expect(line(() => run({ prepare: () => ({ columns: { x: 5 } }) }))).toMatch(/^own: columns.x: 5 is no column/);
  });

  it("is one: a name, parameters, and signals or onBar", () => {
    const given = (strategy: unknown) => line(() => v.backtest(bars, {}, { strategy: strategy as AnyStrategy }));
    expect(given("ewmac")).toMatch(/^strategy: "ewmac" is no strategy \(the configuration takes the names/);
    expect(given(own({ name: "" }))).toMatch(/^strategy.name: it has no name/);
    expect(given(own({ parameters: undefined }))).toMatch(/^strategy.parameters: own does not say its parameters/);
    expect(given(own({ onBar: undefined }))).toMatch(/^strategy: own has neither signals nor onBar/);
    expect(given({ name: "x", parameters: {} })).toMatch(/^strategy: x has neither signals nor onBar/);
  });

  it("cannot change its parameters in the Result", () => {
    const changing = (_: Turn, values: { more?: number }) => {
      values.more = 1;
    };
    expect(line(() => run({ onBar: changing }))).toMatch(/TypeError/);
  });

  it("whose state cannot be kept says so, and goes on in a stream of any length", () => {
    const begin = () => ({ add: (n: number) => n + 1, n: 0 });
    const counting = {
      begin,
      onBar(_: Turn, __: unknown, state: ReturnType<typeof begin>) {
        state.n = state.add(state.n);
      },
    };
    expect(line(() => snapshotAt(5, {}, own(counting)))).toMatch(/^own: state: the state cannot be kept: .*cloned/);
    const { stream, push } = streamOf(counting);
    for (let i = 0; i < 4_200; i++) push(i);
    expect(stream.length).toBe(4_200);
    stream.dispose();
  });

  it("begins once in a stream", () => {
    let begun = 0;
    const { stream, push } = streamOf({ begin: () => ({ n: ++begun }) });
    for (let i = 0; i < 4_200; i++) push(i);
    stream.result();
    expect(begun).toBe(1);
    stream.dispose();
  });

  it("does not get another one's state", () => {
    const first = own({ begin: () => ({ n: 1 }) });
    const from = snapshotAt(100, {}, first);
    const states: unknown[] = [];
    const onBar = (_: Turn, __: unknown, state: unknown) => void states.push(state);
    const second = own({ name: "other", begin: () => ({ m: 2 }), onBar });
    const running = v.start(bars, {}, { strategy: second, from });
    while (running.advance(bars.length));
    running.finish();
    expect(states).toHaveLength(bars.length - 100);
    expect(states[0]).toEqual({ m: 2 });
  });
});

describe("a run that calls its strategy", () => {
  it("cannot be advanced, kept, finished or given up out of onBar", () => {
    for (const act of ["advance", "snapshot", "finish", "dispose"] as const) {
      const running = v.start(bars, {}, { strategy: own({ onBar: () => void running[act](1) }) });
      expect(line(() => running.advance(10))).toMatch(/in the middle of a bar/);
      running.dispose();
    }
    const { stream, push } = streamOf({ onBar: () => void push(1) });
    expect(line(() => push(0))).toMatch(/in the middle of a bar/);
    stream.dispose();
  });

  it("is over when its strategy has failed, and when it has ended", () => {
    const { stream, push } = streamOf({
      onBar(turn: Turn) {
        if (turn.bar === 3) throw new Error("boom");
      },
    });
    for (let i = 0; i < 3; i++) push(i);
    expect(line(() => push(3))).toMatch(/boom/);
    expect(line(() => push(4))).toMatch(/the run has failed inside a bar/);
    expect(line(() => stream.snapshot())).toMatch(/the run has failed inside a bar/);
    stream.dispose();
    expect(line(() => push(4))).toMatch(/the run is over/);
    const running = v.start(bars, {}, { strategy: own({}) });
    while (running.advance(bars.length));
    running.finish();
    expect(line(() => running.finish())).toMatch(/the run is over/);
  });

  it("is not finished before its last bar: half a column would be the next run's", () => {
    const some = v.sample({ seed: 31, bars: 1_500 });
    const running = v.start(some, { strategy: "sma-cross" });
    running.advance(100);
    expect(line(() => running.finish())).toMatch(/^1400 bars have not been taken yet/);
    running.dispose();
    const after = v.backtest(some, { strategy: "sma-cross" });
    expect(after.fills).toEqual(v.backtest(bars, { strategy: "sma-cross" }).fills);
  });

  it("leaves nothing behind, wherever it fails", () => {
    const fails = () => {
      throw new Error("x");
    };
    const higher = (ctx: never) => {
      const { higher, close } = ctx as {
        higher: (timeframe: string, compute: () => unknown) => unknown;
        close: unknown;
      };
      const week = higher("1w", () => close);
      // what is looked up of days inside weeks is refused when its program is made
      return { columns: { a: higher("1d", () => close), b: higher("1M", () => week), c: higher("1h", () => close) } };
    };
    const from = snapshotAt(10, {}, own({}));
    const other = () => v.sample({ seed: 1, bars: 500 });
    v.forget(bars);
    const before = v.memory.used;
    for (const parts of [{ begin: fails }, { onBar: fails }, { prepare: higher }, { prepare: fails }]) {
      const some = other();
      expect(() => v.backtest(some, {}, { strategy: own(parts) })).toThrow();
      v.forget(some);
    }
    expect(() => v.start(bars, {}, { strategy: own({}), from: { ...from, account: null as never } })).toThrow();
    v.forget(bars);
    const failing = { symbol: "S", timeframe: "4h" as const, history: bars };
    expect(() => v.stream({}, { ...failing, strategy: own({ onBar: fails }) })).toThrow(/x/);
    expect(() => v.stream({}, { ...failing, strategy: own({ prepare: higher }) })).toThrow();
    expect(v.memory.used).toBe(before);
  });

  it("may run others meanwhile, also so many that its own bars would have to make room", () => {
    const some = v.sample({ seed: 77, bars: 500 });
    const others = () => {
      for (let k = 0; k < 9; k++) v.backtest(v.sample({ seed: 200 + k, bars: 400 }), {}, { strategy: own({}) });
    };
    const acting = (act: () => void) => ({
      begin: act,
      onBar(turn: Turn) {
        if (turn.bar === 250) act();
        expect(turn.close).toBe(some.close[turn.bar]);
        if (turn.bar % 50 === 10) turn.place({ side: "buy", size: 0.01 });
        if (turn.bar % 50 === 30) turn.exit();
      },
    });
    const alone = v.backtest(some, {}, { strategy: own(acting(() => {})) });
    const among = v.backtest(some, {}, { strategy: own(acting(others)) });
    expect(among.columns).toEqual(alone.columns);
    const cleared = v.backtest(some, {}, { strategy: own(acting(() => v.forget(some))) });
    expect(cleared.columns).toEqual(alone.columns);
  });
});

describe("a fork", () => {
  const big: BacktestInput = { capital: 1e8, sizer: "all-in", strategy: "sma-cross" };
  const goOn = (config: BacktestInput, from: Snapshot, strategy?: AnyStrategy) => {
    const running = v.start(bars, config, { from, ...(strategy ? { strategy } : {}) });
    while (running.advance(bars.length));
    return running.finish();
  };

  it("without a limit of volume fills what is left of an order, and loses no money", () => {
    for (let bar = 60; bar < 400; bar += 20) {
      const from = snapshotAt(bar, { ...big, maxParticipation: 0.001 });
      const { conservationError, fills, openPosition } = goOn(big, from);
      expect(conservationError).toBeLessThan(1e-9);
      const held = [...fills.quantity].reduce((sum, quantity) => sum + quantity, 0);
      const open = openPosition === null ? 0 : openPosition.quantity * (openPosition.side === "long" ? 1 : -1);
      expect(Math.abs(held - open)).toBeLessThan(1e-6);
    }
    const from = snapshotAt(100, { ...big, maxParticipation: 0.001 });
    expect(line(() => goOn({ ...big, fill: "same-open" }, from))).toMatch(/^from: part of an order/);
  });

  it("without onBar refuses orders that nobody would look after", () => {
    const placing = own({
      onBar(turn: Turn) {
        if (turn.bar === 50) turn.place({ side: "buy", type: "limit", limit: 1, size: 1 });
      },
    });
    const from = snapshotAt(100, { capital: 1e8 }, placing);
    expect(line(() => goOn(big, from))).toMatch(/^from: orders work in the snapshot/);
    expect(line(() => goOn({ ...big, maxParticipation: 0.1 }, from))).toMatch(/^from: orders work in the snapshot/);
  });

  it("with onBar knows the stop of a position that signals have opened, and whose it is", () => {
    const config: BacktestInput = { capital: 1e6 };
    const n = bars.length;
    const longEntry = new Uint8Array(n);
    longEntry[20] = 1;
    const stop = new Float64Array(n).fill(1);
    const running = v.start(bars, config, { signals: { longEntry, stop, size: new Float64Array(n).fill(1) } });
    running.advance(25);
    const from = running.snapshot();
    running.dispose();
    const seen: unknown[] = [];
    const adding = own({
      onBar(turn: Turn) {
        if (turn.bar === 25) {
          turn.place({ side: "buy", size: 1 });
          turn.place({ side: "buy", type: "limit", limit: 0.5, size: 1 });
        }
        if (turn.bar === 30) {
          seen.push(turn.position?.quantity, turn.position?.stop, turn.position?.target);
          turn.place({ side: "buy", size: 1, stop: turn.close * 0.999 });
        }
        if (turn.bar === n - 1) seen.push(turn.orders.length);
      },
    });
    goOn(config, from, adding);
    expect(seen).toEqual([2, 1, Number.NaN, 1]);
  });
});
