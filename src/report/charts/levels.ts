import { counted } from "../format.js";
import type { Levels } from "../levels.js";
import { drawn } from "./frame.js";
import type { ChartTheme } from "./theme.js";

/** Stop and target levels on the price, and the bars whose order was a guess. */

export interface LevelMark {
  readonly t: number;
  readonly v: number;
  readonly level: "stop" | "target";
}

interface Bars {
  readonly timestamp: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
}

/** Levels further from the prices than this share of their range are not drawn: they would flatten the candles. */
const REACH = 0.5;

/** The levels of bars `from` to `to`, both inclusive, that lie near the prices of these bars. */
export function levelMarks(bars: Bars, { stop, target }: Levels, from: number, to: number): LevelMark[] {
  let [bottom, top] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = from; i <= to; i++) {
    bottom = Math.min(bottom, bars.low[i] as number);
    top = Math.max(top, bars.high[i] as number);
  }
  const reach = REACH * (top - bottom);
  const marks: LevelMark[] = [];
  for (let i = from; i <= to; i++) {
    for (const [level, column] of [
      ["stop", stop],
      ["target", target],
    ] as const) {
      const value = column[i] as number;
      if (value >= bottom - reach && value <= top + reach)
        marks.push({ t: bars.timestamp[i] as number, v: drawn(value), level });
    }
  }
  return marks;
}

/** What a chart's description says of them. */
export function levelSentence(marks: readonly LevelMark[], ambiguous: number): string {
  const kinds = (["stop", "target"] as const).filter((kind) => marks.some(({ level }) => level === kind));
  const levels =
    kinds.length === 0 ? "" : ` Short dashes are the ${kinds.join(" and ")} levels that a bar was tested with.`;
  const guesses = ambiguous === 0 ? "" : ` A question mark stands on ${counted(ambiguous, "ambiguous bar")}.`;
  return levels + guesses;
}

/** A dash as wide as a candle for every bar. */
export function levelLayers(marks: readonly LevelMark[], theme: ChartTheme, size: number): object[] {
  if (marks.length === 0) return [];
  return [
    {
      data: { values: marks.map(({ t, v, level }) => ({ t, v, colour: level === "stop" ? theme.loss : theme.gain })) },
      mark: { type: "tick", orient: "horizontal", size: size * 1.4, thickness: 1.4, opacity: 0.8 },
      encoding: {
        x: { field: "t", type: "temporal" },
        y: { field: "v", type: "quantitative" },
        // its own colours: a scale would be shared with the strategy's lines
        color: { field: "colour", type: "nominal", scale: null },
      },
    },
  ];
}

/** A question mark above every bar whose order was a guess. */
export function ambiguityLayer(bars: Bars, ambiguous: readonly number[], theme: ChartTheme): object[] {
  if (ambiguous.length === 0) return [];
  return [
    {
      data: { values: ambiguous.map((bar) => ({ t: bars.timestamp[bar], v: drawn(bars.high[bar] as number) })) },
      mark: { type: "text", text: "?", dy: -9, fontSize: 12, fontWeight: 700, color: theme.ink },
      encoding: { x: { field: "t", type: "temporal" }, y: { field: "v", type: "quantitative" } },
    },
  ];
}
