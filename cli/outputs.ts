import { join } from "node:path";
import { equityCsv, type Result, reportHtml, tradesCsv } from "../src/index.js";
import { files } from "../src/runtime/node/files.js";

/** Writes report.html, result.json, trades.csv and equity.csv into a folder; their paths. */
export async function writeOutputs(result: Result, folder: string): Promise<string[]> {
  const contents: [string, () => string | Promise<string>][] = [
    ["result.json", () => `${JSON.stringify(result, null, 2)}\n`],
    ["trades.csv", () => tradesCsv(result)],
    ["equity.csv", () => equityCsv(result)],
    ["report.html", () => reportHtml(result)],
  ];
  const written: string[] = [];
  for (const [name, content] of contents) {
    const path = join(folder, name);
    await files.writeWhole(path, await content());
    written.push(path);
  }
  return written;
}
