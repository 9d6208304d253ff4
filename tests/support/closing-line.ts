import type { TestModule, TestRunEndReason } from "vitest/node";
import type { Reporter } from "vitest/reporters";

declare module "vitest" {
  interface TaskMeta {
    /** Names of golden entries that have no counterpart yet; any test of the file may carry them. */
    notCovered?: string[];
  }
}

/**
 * The closing lines of every run: what was skipped, what the oracle tests cover of what the golden folder holds, then "N passed, N failed".
 * An error outside of a test, and a test file that could not be loaded, count as failures.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], _reason: TestRunEndReason): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    let oracle = 0;
    const notCovered: string[] = [];
    const reasons = new Set<string>();
    for (const module of modules) {
      if (module.state() === "failed" && [...module.children.allTests()].length === 0) failed++;
      failed += module.errors().length > 0 && [...module.children.allTests()].length > 0 ? module.errors().length : 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed++;
        else if (state === "failed") failed++;
        else {
          skipped++;
          reasons.add(test.fullName);
        }
        if (module.project.name === "oracle" && state !== "skipped") oracle++;
        notCovered.push(...(test.meta().notCovered ?? []));
      }
    }
    const lines = ["", ...[...reasons].map((name) => `skipped: ${name}`)];
    if (oracle > 0) {
      if (notCovered.length > 0) lines.push(`not covered yet: ${notCovered.join(", ")}`);
      lines.push(`covered ${oracle} of ${oracle + notCovered.length}`);
    }
    lines.push(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
    console.log(lines.join("\n"));
  }
}
