// node tests/golden/regenerate.mjs: runs every golden run by the sources as they are, writes runs.json, and prints which numbers moved.
// The kernel is dist/varanus.wasm: build first.

import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), "../.."));
mkdirSync("out/golden", { recursive: true });
await build({
  entryPoints: ["tests/golden/regenerate.ts"],
  outfile: "out/golden/regenerate.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "es2022",
  loader: { ".wasm": "binary" },
  logLevel: "warning",
});
await import(pathToFileURL(resolve("out/golden/regenerate.mjs")).href);
