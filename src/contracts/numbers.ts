/**
 * Nominal numbers: free at run time, and a bar index cannot be passed as a price.
 */
declare const nominal: unique symbol;
type Nominal<Name extends string> = number & { readonly [nominal]: Name };

/** Milliseconds since 1970-01-01T00:00:00 UTC; of a bar, its open. */
export type Millis = Nominal<"Millis">;
/** Position of a bar in its series, from 0. */
export type BarIndex = Nominal<"BarIndex">;
/** Hundredths of a percent. */
export type Bps = Nominal<"Bps">;
/** A share of one, 0.02 = 2 %. */
export type Fraction = Nominal<"Fraction">;
/** Seed of a random stream: an integer from 0 to 2^32 - 1. */
export type Seed = Nominal<"Seed">;

export const millis = (value: number): Millis => value as Millis;
export const barIndex = (value: number): BarIndex => value as BarIndex;
export const bps = (value: number): Bps => value as Bps;
export const fraction = (value: number): Fraction => value as Fraction;
export const seed = (value: number): Seed => value as Seed;

/** 10 bps -> 0.001. */
export const bpsToFraction = (value: Bps): Fraction => (value / 10_000) as Fraction;
