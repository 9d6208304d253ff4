import { OP_VWAP } from "../../../dist/layout.js";
import { choice, float, int } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";

const ANCHORS = ["cumulative", "session", "anchored"] as const;

export const vwap = composeIndicator({
  name: "vwap",
  title: "Volume-weighted average price",
  source:
    "sum(p v) / sum(v), p = (h + l + c) / 3, from the first bar on (cumulative), anew at the first bar of each UTC day (session), or from the first bar at or after a time (anchored); bands k sqrt(sum(v (p - vwap)^2) / sum(v)) around it; NaN before the anchor and while sum(v) is 0; Berkowitz, Logue and Noser, Journal of Finance 43 (1988); sums by West, Communications of the ACM 22 (1979)",
  inputs: ["timestamp", "high", "low", "close", "volume"],
  outputs: ["vwap", "upper", "lower"],
  panel: "price",
  parameters: {
    anchor: choice("session", ANCHORS, "where the sums start: the first bar, each UTC day, or anchorTime"),
    anchorTime: int(
      0,
      { min: 0, max: 8_640_000_000_000_000 },
      "time from which an anchored average counts, ms since 1970 UTC",
    ),
    width: float(1, { min: 0, max: 20, search: [0.5, 3] }, "half width of the bands, deviations"),
  },
  warmUp: () => 0,
  build: ([timestamp, high, low, close, volume], { anchor, anchorTime, width }) => {
    const sum = compute(compute(high as Handle, "add", low as Handle), "add", close as Handle);
    return operate({
      name: "vwap",
      op: OP_VWAP,
      kind: "series",
      inputs: [timestamp as Handle, compute(sum, "divide", 3), volume as Handle],
      outputs: 3,
      mode: Math.max(0, ANCHORS.indexOf(anchor)),
      p: width,
      q: anchor === "anchored" ? anchorTime : 0,
    });
  },
});
