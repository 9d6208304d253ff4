import {
  OP_CANDLE_PATTERN,
  PATTERN_DOJI,
  PATTERN_ENGULFING,
  PATTERN_HARAMI,
  PATTERN_INSIDE_BAR,
  PATTERN_MARUBOZU,
  PATTERN_OUTSIDE_BAR,
  PATTERN_PIERCING,
  PATTERN_THREE_INSIDE,
  PATTERN_THREE_OUTSIDE,
  PATTERN_THREE_SOLDIERS,
} from "../../../dist/layout.js";
import { choice, float } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";

/** Code, and bars before the current one that are looked at. */
const PATTERNS = {
  doji: [PATTERN_DOJI, 0],
  marubozu: [PATTERN_MARUBOZU, 0],
  "inside-bar": [PATTERN_INSIDE_BAR, 1],
  "outside-bar": [PATTERN_OUTSIDE_BAR, 1],
  engulfing: [PATTERN_ENGULFING, 1],
  harami: [PATTERN_HARAMI, 1],
  piercing: [PATTERN_PIERCING, 1],
  "three-soldiers": [PATTERN_THREE_SOLDIERS, 2],
  "three-inside": [PATTERN_THREE_INSIDE, 2],
  "three-outside": [PATTERN_THREE_OUTSIDE, 2],
} as const;

export const candlePattern = defineIndicator({
  name: "candle-pattern",
  title: "Candle pattern",
  source:
    "1 bullish or present, -1 bearish, 0 none. Doji: |close - open| <= share (high - low), high > low. Marubozu: body is the whole range. Inside bar: range within that of the bar before, and smaller; outside bar the other way round. Engulfing: body of the other colour that holds the body before, and is larger; harami: the other way round. Piercing line (1), dark cloud cover (-1): opens beyond the range before, closes past the middle of that body, within it. Three soldiers (1), crows (-1): three of one colour, each opens within the body before and closes beyond its close. Three inside, outside: harami or engulfing, then a close beyond the first open, or the second close. Nison, Japanese Candlestick Charting Techniques (1991), without what is a matter of taste (trend before, lengths)",
  inputs: ["open", "high", "low", "close"],
  outputs: ["pattern"],
  parameters: {
    pattern: choice("engulfing", Object.keys(PATTERNS) as (keyof typeof PATTERNS)[], "which pattern"),
    share: float(0.05, { min: 0, max: 1, search: [0, 0.2] }, "of a doji, largest body as a share of the range"),
  },
  warmUp: ({ pattern }) => PATTERNS[pattern as keyof typeof PATTERNS][1],
  operation: ({ pattern, share }) => ({
    op: OP_CANDLE_PATTERN,
    n: 2,
    mode: PATTERNS[pattern as keyof typeof PATTERNS][0],
    p: pattern === "doji" ? share : 0,
  }),
});
