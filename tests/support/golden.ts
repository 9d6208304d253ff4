import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One file of golden values: a manifest and entries. */
export interface GoldenFile {
  manifest: { tolerance?: { rel?: number; abs?: unknown }; [key: string]: unknown };
  [key: string]: unknown;
}

export function readGolden<T extends GoldenFile = GoldenFile>(folder: string, name: string): T | undefined {
  const path = join(folder, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;
}

/** Names of everything in a file but its manifest: members of records, elements of lists of records. */
export function entryNames(file: GoldenFile, name: string): string[] {
  return Object.entries(file)
    .filter(([key]) => key !== "manifest")
    .flatMap(([key, value]) => {
      if (
        Array.isArray(value) &&
        value.every((each) => typeof each === "object" && each !== null && !Array.isArray(each))
      ) {
        return value.map((each, k) => `${name}/${key}/${each.name ?? each.case ?? k}`);
      }
      if (typeof value === "object" && value !== null && !Array.isArray(value) && key === "indicators") {
        return Object.keys(value).map((entry) => `${name}/${entry}`);
      }
      return [`${name}/${key}`];
    });
}

/** Passes when |x - y| <= max(abs, rel |y|). */
export function withinTolerance(actual: number, expected: number, relative: number, absolute: number): boolean {
  return Math.abs(actual - expected) <= Math.max(absolute, relative * Math.abs(expected));
}
