import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A row of the data folder's own table of bars: what each file holds and what is wrong with it. */
export interface ManifestEntry {
  /** Path below the data folder. */
  path: string;
  symbol: string;
  timeframe: string;
  /** "2017-08-17 04:00", UTC. */
  first: string;
  last: string;
  rows: number;
  /** Free text: "8 gaps, 16 bars missing; ...". */
  notes: string;
}

export function readManifest(dataFolder: string): ManifestEntry[] {
  return readFileSync(join(dataFolder, "README.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ohlcv/"))
    .map((line) => {
      const cells = line.split("|").map((cell) => cell.trim());
      const [, path, symbol, , timeframe, first, last, rows, , , notes] = cells as string[];
      return { path, symbol, timeframe, first, last, rows: Number(rows), notes } as ManifestEntry;
    });
}

/** The number that a note states, by a pattern with one group; undefined if it states none. */
export function stated(notes: string, pattern: RegExp): number | undefined {
  const match = pattern.exec(notes);
  return match === null ? undefined : Number(match[1]);
}
