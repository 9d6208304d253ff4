/**
 * Signals brought by the user, a value a bar each (nBars). Those of bar i are known at its close; orders fill after it (with the
 * vectorbt profile they act at their own bar's open, as that engine's users shift them).
 */
export interface SignalColumns {
  /** 1 = enter long, else 0; likewise the three others. */
  longEntry?: Uint8Array | null;
  longExit?: Uint8Array | null;
  shortEntry?: Uint8Array | null;
  shortExit?: Uint8Array | null;
  /** Stop of a trade entered by this bar's decision: absolute price, NaN = none. */
  stop?: Float64Array | null;
  /** Its target: absolute price, NaN = none. */
  target?: Float64Array | null;
  /** Its size in base units, in place of the sizer; NaN = by the sizer. */
  size?: Float64Array | null;
  /** How sure the entry is, 0 to 1, for the sizer ml-confidence; NaN = no trade. */
  confidence?: Float64Array | null;
  /** ATR for sizers and stops that ask for it, quote currency; computed from the bars (14) when absent. */
  atr?: Float64Array | null;
}
