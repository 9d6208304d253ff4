import type { IndicatorLine } from "./indicators.js";
import { LIBRARY_NAME, OTHERWISE } from "./library.js";

/** The benchmark of the indicators as a table; a column is a contestant, ratios are to ours. */

const COLUMNS = ["ours", "long", "plain", "library", "plain/ours", "library/ours"];

/** Rounding piles up in sums that slide for a million bars. */
const TOLERANCE = 1e-5;

export function heading(): string {
  return [
    "\nevery indicator on 1,000,000 bars, ns a bar: ours with its defaults, copied out; with the longest window at 2,000 bars;",
    `a plain JavaScript form; the library ${LIBRARY_NAME}, where it has the same values`,
    `  ${"".padEnd(24)} ${COLUMNS.map((name) => name.padStart(12)).join(" ")}`,
  ].join("\n");
}

export function row(line: IndicatorLine): string {
  const { k, nsPerBar, nsPerBarLong, nsPerBarPlain, nsPerBarLibrary } = line;
  const times = [nsPerBar, nsPerBarLong, nsPerBarPlain, nsPerBarLibrary];
  const ratios = [nsPerBarPlain, nsPerBarLibrary].map((value) => (value === null ? null : value / nsPerBar));
  const cell = (value: number | null, digits: number) => (value === null ? "-" : value.toFixed(digits)).padStart(12);
  const cells = [...times.map((value) => cell(value, 2)), ...ratios.map((value) => cell(value, 1))];
  return `  ${k.padEnd(24)} ${cells.join(" ")}`;
}

/** What disagrees: a sentence each. */
export function disagreements({ k, difference, differenceLibrary }: IndicatorLine): string[] {
  const sentence = (other: string, value: number | null) =>
    value === null || value < TOLERANCE ? [] : [`${k} differs from ${other} by ${value}`];
  return [...sentence("its plain form", difference), ...sentence(LIBRARY_NAME, differenceLibrary)];
}

/** Which indicators the library computes otherwise. */
export function footnote(): string {
  const reasons = Object.entries(OTHERWISE).map(([name, reason]) => `  ${name}: ${reason}`);
  return [`\nwithout a figure, because ${LIBRARY_NAME} computes something else`, ...reasons].join("\n");
}
