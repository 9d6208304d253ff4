// npm run check: the compilers and the linter over everything, one after the other, and the direction of dependencies.

import { spawnSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), ".."));

const bin = (name) => `node_modules/.bin/${name}`;
const steps = [
  ["asc and bundles", process.execPath, ["build/build.mjs"]],
  [
    "asc, debug build",
    process.execPath,
    ["node_modules/assemblyscript/bin/asc.js", "assembly/index.ts", "--target", "debug"],
  ],
  ["tsc", bin("tsc"), ["--noEmit"]],
  ["biome", bin("biome"), ["check", "--error-on-warnings", "."]],
  ["dependency direction, determinism", bin("vitest"), ["run", "--project", "core", "tests/architecture"]],
];

let failed = 0;
for (const [name, command, args] of steps) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name}`);
  if (status !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;
