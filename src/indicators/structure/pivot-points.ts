import { OP_SESSION_BEFORE, SESSION_DAY, SESSION_MONTH, SESSION_WEEK } from "../../../dist/layout.js";
import { choice } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";

const SESSIONS = { day: SESSION_DAY, week: SESSION_WEEK, month: SESSION_MONTH } as const;

/** Distances from the pivot (Fibonacci) or the close (Camarilla), in ranges of the session before. */
const STEPS = { fibonacci: [0.382, 0.618, 1], camarilla: [1.1 / 12, 1.1 / 6, 1.1 / 4] } as const;

export const pivotPoints = composeIndicator({
  name: "pivot-points",
  title: "Pivot points",
  source:
    "from high H, low L and close C of the session before, in UTC. Classic: P = (H + L + C)/3, r1 = 2P - L, r2 = P + (H - L), r3 = H + 2(P - L); Woodie: the same with P = (H + L + 2C)/4; Fibonacci: P +- 0.382, 0.618, 1 times (H - L); Camarilla: C +- 1.1/12, 1.1/6, 1.1/4 times (H - L); s1 to s3 mirrored. Person, Candlestick and Pivot Point Trading Triggers (2007). The first session can be a part of one",
  inputs: ["timestamp", "high", "low", "close"],
  outputs: ["pivot", "r1", "r2", "r3", "s1", "s2", "s3"],
  panel: "price",
  parameters: {
    kind: choice("classic", ["classic", "woodie", "fibonacci", "camarilla"], "formula of the levels"),
    session: choice("day", ["day", "week", "month"], "what the levels are taken from, in UTC; weeks begin on Monday"),
  },
  sparse: true,
  warmUp: () => 1,
  build: (inputs, { kind, session }) => {
    const [high, low, close] = operate({
      name: "session-before",
      op: OP_SESSION_BEFORE,
      kind: "series",
      inputs,
      outputs: 3,
      mode: SESSIONS[session],
    }) as [Handle, Handle, Handle];
    const range = compute(high, "subtract", low);
    const ends = compute(high, "add", low);
    const pivot =
      kind === "woodie"
        ? compute(compute(ends, "add", compute(close, "multiply", 2)), "divide", 4)
        : compute(compute(ends, "add", close), "divide", 3);
    const away = (from: Handle, share: number, way: "add" | "subtract") =>
      compute(from, way, share === 1 ? range : compute(range, "multiply", share));
    if (kind === "fibonacci" || kind === "camarilla") {
      const from = kind === "fibonacci" ? pivot : close;
      const steps = STEPS[kind];
      return [
        pivot,
        ...steps.map((share) => away(from, share, "add")),
        ...steps.map((share) => away(from, share, "subtract")),
      ];
    }
    const double = compute(pivot, "multiply", 2);
    return [
      pivot,
      compute(double, "subtract", low),
      compute(pivot, "add", range),
      compute(high, "add", compute(compute(pivot, "subtract", low), "multiply", 2)),
      compute(double, "subtract", high),
      compute(pivot, "subtract", range),
      compute(low, "subtract", compute(compute(high, "subtract", pivot), "multiply", 2)),
    ];
  },
});
