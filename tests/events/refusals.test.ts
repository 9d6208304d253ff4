import { beforeAll, describe, expect, it } from "vitest";
import {
  type AnyStrategy,
  type BacktestInput,
  type Bars,
  defineStrategy,
  load,
  type OrderRequest,
  type Turn,
  type Varanus,
  VaranusError,
} from "../../src/index.js";

/** What contradicts itself is refused with the path of what is wrong: configurations before anything runs, orders where they are placed. */

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 2, bars: 100 });
});

function strategy(onBar: (turn: Turn) => void): AnyStrategy {
  return defineStrategy({ name: "mine", title: "", description: "", source: "", parameters: {}, onBar });
}

function refusalOf(act: () => unknown): VaranusError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(VaranusError);
    return error as VaranusError;
  }
  throw new Error("nothing was refused");
}

describe("an order is refused", () => {
  it.each<[string, string, object]>([
    ["without a side", "side", {}],
    ["of no side", "side", { side: "long" }],
    ["of an unknown type", "type", { side: "buy", type: "iceberg" }],
    ["with a key that orders do not have", "price", { side: "buy", price: 100 }],
    ["of size 0", "size", { side: "buy", size: 0 }],
    ["of a size below 0", "size", { side: "buy", size: -1 }],
    ["of size NaN", "size", { side: "buy", size: Number.NaN }],
    ["of an endless size", "size", { side: "buy", size: Number.POSITIVE_INFINITY }],
    ["of a size in words", "size", { side: "buy", size: "1" }],
    ["limit without a limit", "limit", { side: "buy", type: "limit" }],
    ["limit at NaN", "limit", { side: "buy", type: "limit", limit: Number.NaN }],
    ["limit with a trigger", "trigger", { side: "buy", type: "limit", limit: 100, trigger: 99 }],
    ["market with a limit", "limit", { side: "buy", limit: 100 }],
    ["stop without a trigger", "trigger", { side: "buy", type: "stop" }],
    ["stop-limit without a limit", "limit", { side: "buy", type: "stop-limit", trigger: 100 }],
    ["trailing without a distance", "trailPercent", { side: "sell", type: "trailing-stop" }],
    ["trailing by two", "trailPercent", { side: "sell", type: "trailing-stop", trailPercent: 0.1, trailAtr: 2 }],
    ["trailing by all of the price", "trailPercent", { side: "sell", type: "trailing-stop", trailPercent: 1 }],
    ["trailing by no ATR", "trailAtr", { side: "sell", type: "trailing-stop", trailAtr: 0 }],
    ["trailing without being a trailing stop", "trailPercent", { side: "buy", trailPercent: 0.1 }],
    ["post-only at the market", "postOnly", { side: "buy", postOnly: true }],
    ["post-only in words", "postOnly", { side: "buy", type: "limit", limit: 1, postOnly: "yes" }],
    ["reduce-only with a bracket", "stop", { side: "sell", reduceOnly: true, stop: 100 }],
    ["with a stop beyond its target", "stop", { side: "buy", stop: 110, target: 100 }],
    ["with a stop beyond its limit", "stop", { side: "buy", type: "limit", limit: 100, stop: 101 }],
    ["with a target short of its trigger", "target", { side: "sell", type: "stop", trigger: 100, target: 101 }],
    ["for no bars", "timeInForce", { side: "buy", timeInForce: { bars: 0 } }],
    ["for half a bar", "timeInForce", { side: "buy", timeInForce: { bars: 0.5 } }],
    ["for ever and a day", "timeInForce", { side: "buy", timeInForce: "ioc" }],
    ["in a group without a name", "oco", { side: "buy", oco: "" }],
  ])("%s", (_, key, order) => {
    const refusal = refusalOf(() =>
      v.backtest(bars, {}, { strategy: strategy((turn) => turn.bar === 7 && turn.place(order as OrderRequest)) }),
    );
    expect(refusal.path).toBe(`bar 7: order.${key}`);
    expect(refusal.line.length).toBeGreaterThan(20);
  });

  it("and leaves the engine as it was", () => {
    const before = v.backtest(bars, { strategy: "ewmac" }).fingerprint;
    v.clear();
    const { used } = v.memory;
    for (let k = 0; k < 3; k++) {
      refusalOf(() =>
        v.backtest(bars, {}, { strategy: strategy((turn) => turn.place({ side: "buy", type: "limit" })) }),
      );
    }
    expect(v.memory.used).toBe(used);
    expect(v.backtest(bars, { strategy: "ewmac" }).fingerprint).toBe(before);
  });
});

describe("a turn refuses", () => {
  it.each<[string, RegExp, (turn: Turn) => unknown]>([
    ["columns that are not there", /no column "rsi"/, (turn) => turn.value("rsi")],
    ["bars to come", /only whole bars back/, (turn) => turn.value("close", -1)],
    ["half bars", /only whole bars back/, (turn) => turn.value("close", 0.5)],
    ["ids that nobody has been given", /5 is no order/, (turn) => turn.cancel(5)],
    ["sides that are none", /no side/, (turn) => turn.enter("buy" as "long")],
  ])("%s", (_, message, act) => {
    const refusal = refusalOf(() => v.backtest(bars, {}, { strategy: strategy((turn) => void act(turn)) }));
    expect(refusal.line).toMatch(message);
    expect(refusal.path).toMatch(/^bar 0: /);
  });

  it("to be used after its bar", () => {
    let kept: Turn | undefined;
    const keeps = strategy((turn) => {
      kept = turn;
    });
    v.backtest(bars, {}, { strategy: keeps });
    expect(() => kept?.value("close")).toThrow(/used after its bar/);
    expect(() => kept?.place({ side: "buy" })).toThrow(/used after its bar/);
  });

  it("to hide what the strategy has thrown", () => {
    const fails = strategy((turn) => {
      if (turn.bar === 42) throw new TypeError("x is not a function");
    });
    const refusal = refusalOf(() => v.backtest(bars, {}, { strategy: fails }));
    expect(refusal).toMatchObject({ code: "strategy", path: "mine: onBar, bar 42" });
    expect(refusal.message).toBe("TypeError: x is not a function");
  });
});

describe("a configuration is refused before anything runs", () => {
  const idle = () => strategy(() => expect.fail("it ran"));
  it.each<[string, BacktestInput]>([
    ["fill", { fill: "same-open" }],
    ["markCloseFills", { markCloseFills: "before", fill: "close" }],
    ["endOfData", { endOfData: "flatten" }],
    ["endOfData", { endOfData: "finalize" }],
    ["gapThroughTarget", { gapThroughTarget: "stop-first" }],
    ["gapThroughTarget", { profile: "backtesting.py", markCloseFills: "after" }],
    ["strategy", { strategy: "ewmac" }],
    ["maxParticipation", { maxParticipation: -0.1 }],
    ["maxParticipation", { maxParticipation: 1.1 }],
    ["unfilled", { unfilled: "wait" as "work" }],
  ])("with onBar: %s", (path, config) => {
    expect(refusalOf(() => v.backtest(bars, config, { strategy: idle() })).path).toBe(path);
  });

  it.each<[string, BacktestInput]>([
    ["fill", { fill: "same-open" }],
    ["markCloseFills", { markCloseFills: "before", fill: "close" }],
    ["endOfData", { endOfData: "flatten" }],
  ])("with maxParticipation: %s", (path, config) => {
    const input = { strategy: "ewmac", maxParticipation: 0.1, ...config };
    expect(refusalOf(() => v.backtest(bars, input)).path).toBe(path);
  });

  it("where bounds are asked of what cannot be followed", () => {
    expect(refusalOf(() => v.ambiguityBounds(bars, { strategy: "donchian-stop-orders" })).path).toBe("strategy");
  });
});
