import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it } from "vitest";

/**
 * The folder of real data, golden values and reference backtests lies outside the repository. Tests that need it are
 * skipped, and say so, where it is absent; under CI its absence is a failure.
 */

const DEFAULT_SHARED = resolve(import.meta.dirname, "../../../shared");

/** VARANUS_SHARED, or ../shared beside the repository; undefined if there is no such folder. */
export function sharedFolder(): string | undefined {
  return existing(process.env["VARANUS_SHARED"] ?? DEFAULT_SHARED);
}

/** VARANUS_GOLDEN, or golden in the shared folder. */
export function goldenFolder(): string | undefined {
  return folderOf("VARANUS_GOLDEN", "golden");
}

/** VARANUS_REFERENCE, or data/reference-backtests in the shared folder. */
export function referenceFolder(): string | undefined {
  return folderOf("VARANUS_REFERENCE", "data/reference-backtests");
}

/** A suite that needs the shared folder, or the one that `folder` finds in its place. */
export function describeShared(
  name: string,
  suite: (folder: string) => void,
  folder: () => string | undefined = sharedFolder,
): void {
  const found = folder();
  if (found !== undefined) {
    describe(name, () => suite(found));
  } else if (process.env["CI"]) {
    it(name, () => {
      throw new Error("the shared folder is absent: set VARANUS_SHARED");
    });
  } else {
    describe.skip(`${name} (skipped: no shared folder; set VARANUS_SHARED)`, () => {
      it("needs the shared folder", () => {});
    });
  }
}

function folderOf(variable: string, inShared: string): string | undefined {
  const stated = process.env[variable];
  if (stated !== undefined) return existing(stated);
  const shared = sharedFolder();
  return shared === undefined ? undefined : existing(join(shared, inShared));
}

function existing(folder: string): string | undefined {
  return existsSync(folder) ? resolve(folder) : undefined;
}
