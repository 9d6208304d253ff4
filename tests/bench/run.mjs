// npm run bench [-- --json] [-- --only w1] [-- --rounds N]: bundles the benchmarks and runs them.

import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), "../.."));
mkdirSync("out/bench", { recursive: true });
await build({
  entryPoints: ["tests/bench/main.ts"],
  outfile: "out/bench/main.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "es2022",
  loader: { ".wasm": "binary" },
  logLevel: "warning",
});
await import(pathToFileURL(resolve("out/bench/main.mjs")).href);
