/** Trades of one market, in the exchange's order. */
export interface Trades {
  readonly length: number;
  /** ms UTC (nTrades); several trades may share one. */
  readonly timestamp: Float64Array;
  /** Quote currency (nTrades). */
  readonly price: Float64Array;
  /** Base units (nTrades). */
  readonly amount: Float64Array;
  /** 1 where the buyer was the aggressor, 0 where the seller was (nTrades). */
  readonly buy: Uint8Array;
}
