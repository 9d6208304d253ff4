import { join } from "node:path";
import { equityCsv, type MonteCarlo, monteCarloJson, type Result, reportHtml, tradesCsv } from "../src/index.js";
import { files } from "../src/runtime/node/files.js";

/** Writes report.html, result.json, trades.csv and equity.csv into a folder, with Monte Carlo montecarlo.json too; their paths. */
export async function writeOutputs(result: Result, folder: string, monteCarlo?: MonteCarlo): Promise<string[]> {
  const contents: [string, () => string | Promise<string>][] = [
    ["result.json", () => `${JSON.stringify(result, null, 2)}\n`],
    ["trades.csv", () => tradesCsv(result)],
    ["equity.csv", () => equityCsv(result)],
    ["report.html", () => reportHtml(result, { monteCarlo })],
  ];
  if (monteCarlo) {
    contents.push(["montecarlo.json", () => `${JSON.stringify(monteCarloJson(monteCarlo, { columns: true }))}\n`]);
  }
  const written: string[] = [];
  for (const [name, content] of contents) {
    const path = join(folder, name);
    await files.writeWhole(path, await content());
    written.push(path);
  }
  return written;
}
