// npm run test:long [-- --runs N]: the random campaigns at full length. Writes tests/long/report.json, dated, to be committed; the ordinary
// test run does a seeded tenth of it.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), "../.."));

const at = process.argv.indexOf("--runs");
const runs = at < 0 ? 5_000 : Number(process.argv[at + 1]);
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`--runs ${process.argv[at + 1]}: a whole number of random runs a property is needed`);
  process.exit(2);
}
const output = join(mkdtempSync(join(tmpdir(), "varanus-long-")), "vitest.json");
const started = Date.now();
const { status } = spawnSync(
  "node_modules/.bin/vitest",
  [
    "run",
    "--project",
    "core",
    "tests/property",
    "tests/differential",
    "--testTimeout",
    "3600000",
    "--reporter",
    "default",
    "--reporter",
    "./tests/support/closing-line.ts",
    "--reporter",
    "json",
    "--outputFile.json",
    output,
  ],
  { stdio: "inherit", env: { ...process.env, FC_RUNS: String(runs) } },
);
const { testResults } = JSON.parse(readFileSync(output, "utf8"));
const report = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  kernelSha256: createHash("sha256").update(readFileSync("dist/varanus.wasm")).digest("hex"),
  runsAProperty: runs,
  seconds: Math.round((Date.now() - started) / 1000),
  tests: testResults
    .flatMap((file) => file.assertionResults.map((test) => ({ name: test.fullName, status: test.status })))
    .filter(({ name }) => !name.includes("real series")),
};
writeFileSync("tests/long/report.json", `${JSON.stringify(report, null, 2)}\n`);
console.log(`wrote tests/long/report.json: ${runs} random runs a property in ${report.seconds} s`);
process.exitCode = status ?? 1;
