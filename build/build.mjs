// Builds everything into dist/: the kernel, its layout for TypeScript, and the bundles. Skips all of it when nothing has
// changed since the last build (a stamp of the inputs' hashes); --force builds anyway.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);

const INPUTS = ["assembly", "src", "web", "cli", "build", "asconfig.json", "package.json", "package-lock.json"];
/** The kernel, and the indicators' module, which works in the kernel's memory. */
const MODULES = [
  { entry: "assembly/index.ts", target: "release" },
  { entry: "assembly/catalogue.ts", target: "indicators" },
];
const STAMP = "dist/stamp";

function files(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}

function inputHash() {
  const hash = createHash("sha256");
  for (const file of INPUTS.flatMap(files)) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

async function build() {
  const { layoutSource } = await import("./layout.mjs");
  const { bundles } = await import("./bundles.mjs");
  const esbuild = await import("esbuild");
  if (process.argv.includes("--force")) rmSync("dist", { recursive: true, force: true });
  mkdirSync("dist/web", { recursive: true });
  for (const { entry, target } of MODULES) {
    execFileSync(process.execPath, ["node_modules/assemblyscript/bin/asc.js", entry, "--target", target], {
      stdio: "inherit",
    });
  }
  writeFileSync("dist/layout.ts", layoutSource());
  for (const options of bundles()) await esbuild.build(options);
  if (existsSync("dist/cli.js")) chmodSync("dist/cli.js", 0o755);
  for (const file of files("web").filter((name) => /\.(html|css|svg|webmanifest)$/.test(name))) {
    copyFileSync(file, join("dist/web", file.slice("web/".length)));
  }
}

const hash = inputHash();
const fresh = existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash;
if (!fresh || process.argv.includes("--force")) {
  const started = performance.now();
  await build();
  writeFileSync(STAMP, hash);
  const size = (path) => `${(statSync(path).size / 1024).toFixed(0)} kB`;
  console.log(
    `built dist/ in ${((performance.now() - started) / 1000).toFixed(1)} s: varanus.wasm ${size("dist/varanus.wasm")}, ` +
      `indicators.wasm ${size("dist/indicators.wasm")}, ` +
      `varanus.js ${size("dist/varanus.js")}`,
  );
}
