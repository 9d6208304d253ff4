import { format } from "../../src/runtime/browser/index.js";

/** The name of a parameter or of a thing out of a catalogue as a label: `atr` -> "ATR", `fixed-fractional` -> "Fixed fractional". */
export function labelOf(name: string): string {
  return format.capitalised(format.words(name));
}

/** A description as the catalogues have it, with proper signs and a capital. */
export function prose(text: string): string {
  const signs = text.replace(/ x /g, " × ").replace(/-\+/g, "∓").replace(/\+-/g, "±");
  return format.capitalised(signs.replaceAll("`", ""));
}
