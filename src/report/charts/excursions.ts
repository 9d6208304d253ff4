import type { TradeColumns } from "../../contracts/result.js";
import { count, counted } from "../format.js";
import { spread } from "./decimate.js";
import { type ChartOptions, type ChartSpec, drawn, frame, themeOf, upright } from "./frame.js";

/** As many trades are drawn at most, evenly taken. */
const DRAWN_TRADES = 500;

/** How far each trade went against and for its side while it was held, percent of the entry price. */
export function excursionsChart(trades: TradeColumns, options: ChartOptions = {}): ChartSpec {
  const theme = themeOf(options);
  const chosen = spread(trades.length, DRAWN_TRADES);
  const values = chosen.map((k) => ({
    mae: drawn(100 * (trades.mae[k] as number)),
    mfe: drawn(100 * (trades.mfe[k] as number)),
    result: (trades.pnl[k] as number) > 0 ? "won" : (trades.pnl[k] as number) < 0 ? "lost" : "even",
  }));
  const results = ["won", "lost", "even"].filter((name) => values.some(({ result }) => result === name));
  const colour = { won: theme.gain, lost: theme.loss, even: theme.muted } as Record<string, string>;
  const shape = { won: "circle", lost: "cross", even: "diamond" } as Record<string, string>;
  const by = (range: Record<string, string>) => ({
    field: "result",
    type: "nominal",
    scale: { domain: results, range: results.map((name) => range[name]) },
  });
  return frame(
    options,
    {
      title: "Excursions of trades",
      height: 240,
      description:
        trades.length === 0
          ? "There are no closed trades."
          : `Each point is a trade: how far the price went against it (to the left) and for it (upwards). ` +
            (chosen.length < trades.length
              ? `Of ${counted(trades.length, "trade")} ${count(chosen.length)}, evenly taken, are drawn.`
              : `${counted(trades.length, "trade")} ${trades.length === 1 ? "is" : "are"} drawn.`),
    },
    {
      data: { values },
      mark: { type: "point", filled: true, size: values.length > 300 ? 14 : 26, opacity: 0.65 },
      encoding: {
        x: {
          field: "mae",
          type: "quantitative",
          scale: { nice: false, padding: 6 },
          axis: {
            title: "worst while held, percent",
            titleAnchor: "end",
            titleAlign: "right",
            tickCount: 6,
            format: ".3~g",
          },
        },
        y: {
          field: "mfe",
          type: "quantitative",
          scale: { nice: false, padding: 6 },
          axis: upright("best while held, percent", { format: ".3~g" }),
        },
        color: by(colour),
        shape: by(shape),
      },
    },
  );
}
