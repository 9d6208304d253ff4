import { type MonteCarlo, monteCarloRows } from "../src/index.js";

/** The table that Monte Carlo prints. A terminal's text is copied into programs, which know the minus of the keyboard alone. */
export function monteCarloText(result: MonteCarlo): string {
  const rows = monteCarloRows(result);
  const width = Math.max(...rows.map(([name]) => name.length));
  return `\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value.replaceAll("−", "-")}`).join("\n")}\n\n`;
}
