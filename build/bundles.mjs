// The bundles of dist/. Every one holds the kernel as bytes (esbuild's binary loader), so that no other file is needed.

import { existsSync, readFileSync } from "node:fs";

export function bundles() {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const shared = {
    bundle: true,
    format: "esm",
    // esnext would emit Uint8Array.fromBase64, which Node 20 lacks
    target: "es2022",
    loader: { ".wasm": "binary" },
    define: { VARANUS_VERSION: JSON.stringify(version) },
    legalComments: "linked",
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: "linked",
    logLevel: "warning",
  };
  const node = {
    ...shared,
    platform: "node",
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  };
  return [
    {
      ...shared,
      platform: "neutral",
      mainFields: ["module", "main"],
      entryPoints: ["src/index.ts"],
      outfile: "dist/varanus.js",
    },
    {
      ...node,
      banner: { js: `#!/usr/bin/env node\n${node.banner.js}` },
      entryPoints: ["cli/main.ts"],
      outfile: "dist/cli.js",
    },
    { ...node, entryPoints: ["src/runtime/node/index.ts"], outfile: "dist/node.js" },
    { ...node, entryPoints: ["src/runtime/node/worker.ts"], outfile: "dist/worker.js" },
    { ...shared, platform: "browser", entryPoints: ["web/app.ts"], outfile: "dist/web/app.js" },
    { ...shared, platform: "browser", entryPoints: ["src/runtime/browser/charts.ts"], outfile: "dist/web/charts.js" },
    { ...shared, platform: "browser", entryPoints: ["src/runtime/browser/worker.ts"], outfile: "dist/web/worker.js" },
  ].filter((options) => existsSync(options.entryPoints[0]));
}
