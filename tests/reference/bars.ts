import type { Bar, BarColumns, Extras, SignalColumns } from "./model.js";
import type { Rules } from "./rules.js";

/** Columns as one object per bar. */
export function barsOf(columns: BarColumns, signals: SignalColumns, extras: Extras, rules: Rules): Bar[] {
  const { open, high, low, close, volume, timestamp } = columns;
  return Array.from({ length: open.length }, (_, i) => {
    const sar = valueAt(extras.sar, i);
    return {
      open: open[i] as number,
      high: high[i] as number,
      low: low[i] as number,
      close: close[i] as number,
      volume: volume?.[i] ?? 0,
      timestamp: timestamp?.[i] ?? i * rules.barMs,
      atr: valueAt(signals.atr, i),
      sizerInput: valueAt(rules.config.sizer.name === "ml-confidence" ? signals.confidence : extras.sizerInput, i),
      indicatorStops: {
        "parabolic-sar": { long: sar, short: sar },
        chandelier: { long: valueAt(extras.chandelierLong, i), short: valueAt(extras.chandelierShort, i) },
        "volatility-band": { long: valueAt(extras.bandLong, i), short: valueAt(extras.bandShort, i) },
      },
      fundingAtOpen: extras.fundingAtOpen?.[i] ?? 0,
      fundingLater: extras.fundingLater?.[i] ?? 0,
      finer: extras.finer?.[i] ?? null,
    };
  });
}

function valueAt(column: ArrayLike<number> | null | undefined, bar: number): number {
  return column?.[bar] ?? Number.NaN;
}
