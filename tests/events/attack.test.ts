import { beforeAll, describe, expect, it } from "vitest";
import {
  type AnyStrategy,
  type BacktestInput,
  type Bars,
  type EventStrategy,
  load,
  type OrderRequest,
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
