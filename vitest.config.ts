import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** `import bytes from "*.wasm"` gives the same Uint8Array as esbuild's binary loader does in the bundles. */
const wasmBytes = {
  name: "wasm-bytes",
  enforce: "pre" as const,
  load(id: string) {
    if (!id.endsWith(".wasm")) return undefined;
    const base64 = readFileSync(id).toString("base64");
    return `export default Uint8Array.from(atob("${base64}"), (character) => character.charCodeAt(0));`;
  },
};

const project = (name: string, include: string[], exclude: string[] = []) => ({
  plugins: [wasmBytes],
  define: { VARANUS_VERSION: JSON.stringify(JSON.parse(readFileSync("package.json", "utf8")).version) },
  test: { name, include, exclude: ["node_modules/**", ...exclude], testTimeout: 120_000, hookTimeout: 120_000 },
});

export default defineConfig({
  test: {
    reporters: [["default", { summary: false }], "./tests/support/closing-line.ts"],
    maxWorkers: 2,
    projects: [
      project("core", ["tests/**/*.test.ts"], ["tests/oracle/**", "tests/browser/**"]),
      project("oracle", ["tests/oracle/**/*.test.ts"]),
      project("browser", ["tests/browser/**/*.test.ts"]),
    ],
  },
});
