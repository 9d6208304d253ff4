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

/**
 * Columns in place of those that stops and sizers compute themselves and of those that the funding of the bars gives; a value a bar each
 * (nBars), NaN = none.
 */
export interface GivenColumns {
  /** ATR for sizers, stops, slippage and trailing orders, quote currency. */
  atr?: Float64Array | null;
  /** What the sizer reads: confidence (0 to 1), or annual volatility (fraction). */
  input?: Float64Array | null;
  /** Levels that stops follow, quote currency; bar i is tested with the value of bar i-1. */
  sar?: Float64Array | null;
  chandelierLong?: Float64Array | null;
  chandelierShort?: Float64Array | null;
  bandLong?: Float64Array | null;
  bandShort?: Float64Array | null;
  /** Sums of the funding rates stamped with a bar's open, and later inside it; 0 = none. */
  fundingAtOpen?: Float64Array | null;
  fundingLater?: Float64Array | null;
}
