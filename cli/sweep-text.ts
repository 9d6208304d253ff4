import { overfitText, plateauText, rankSweep, type SweepMetric, type SweepResult } from "../src/index.js";

/** Rows of the table. */
const BEST = 10;

/** What a sweep prints: the best combinations, what was left out, and what the best is worth. */
export function sweepText(result: SweepResult, metric: SweepMetric): string {
  const { columns, length, skipped, fingerprint } = result;
  const { params, fills: _, ...rows } = columns;
  const shown = { ...params, ...rows };
  const cell = (name: string, k: number) => {
    const value = shown[name as keyof typeof shown]?.[k];
    if (typeof value !== "number" || name in params || name === "trades") return String(value ?? "");
    return value.toFixed(name === "finalEquity" ? 2 : 4);
  };
  const names = Object.keys(shown);
  const table = [names, ...rankSweep(result, metric, BEST).map((k) => names.map((name) => cell(name, k)))];
  const widths = names.map((_, c) => Math.max(...table.map((row) => (row[c] as string).length)));
  const lines = table.map((row) => `  ${row.map((text, c) => text.padStart(widths[c] as number)).join("  ")}`);
  const left = skipped.count > 0 ? [`${skipped.count} combinations contradict themselves: ${skipped.reason}`] : [];
  // a terminal's text is copied into programs, which know the minus of the keyboard alone
  const words = [plateauText(result, metric), overfitText(result, metric)].filter((text) => text !== "");
  const said = words.map((text) => text.replaceAll("−", "-"));
  const head = `best by ${metric}, of ${length}`;
  return `${["", head, ...lines, "", ...left, ...said, `fingerprint ${fingerprint}`, ""].join("\n")}`;
}
