// Recursions side by side: each stretch starts from a guess, some way before its first bar.

/** A guess has faded to the last bit, but for bad luck, after this many times 1 / alpha. */
export const FADE: i32 = 48;
