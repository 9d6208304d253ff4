import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as sources from "../../src/index.js";

const { load } = sources;

/** dist/varanus.js is the whole engine in one file: it runs alone, anywhere, and gives what the sources give. */

const DIST = resolve(import.meta.dirname, "../../dist");
const MODULE = join(DIST, "varanus.js");

/** Run in another process, in a folder with nothing but the module in it. */
const SCRIPT = `
  import * as module from "./varanus.js";
  const { load, sha256 } = module;
  const v = await load();
  const result = v.backtest(v.sample({ seed: 6, bars: 3_000 }), { strategy: "ewmac", stops: ["percentage"] });
  console.log(JSON.stringify({
    fingerprint: result.fingerprint,
    provenance: result.provenance,
    kernel: v.kernelSha256,
    trades: result.trades.length,
    sharpe: result.metrics.sharpe,
    empty: sha256(new Uint8Array()),
    names: Object.keys(module).sort(),
  }));
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "varanus-module-"));
  copyFileSync(MODULE, join(folder, "varanus.js"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the module alone", () => {
  it("gives in a process of its own what the sources give here", async () => {
    expect(readdirSync(folder)).toEqual(["varanus.js"]);
    const output = execFileSync(process.execPath, ["--input-type=module", "-e", SCRIPT], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env["PATH"] },
    });
    const there = JSON.parse(output);
    const v = await load();
    const here = v.backtest(v.sample({ seed: 6, bars: 3_000 }), { strategy: "ewmac", stops: ["percentage"] });
    expect(there).toEqual({
      fingerprint: here.fingerprint,
      provenance: here.provenance,
      kernel: v.kernelSha256,
      trades: here.trades.length,
      sharpe: here.metrics["sharpe"],
      empty: createHash("sha256").digest("hex"),
      names: Object.keys(sources).sort(),
    });
    expect(there.trades).toBeGreaterThan(30);
    expect(readdirSync(folder)).toEqual(["varanus.js"]);
  });

  it("imports nothing, neither by name nor by path", async () => {
    const imported: string[] = [];
    await build({
      entryPoints: [MODULE],
      bundle: true,
      write: false,
      format: "esm",
      logLevel: "silent",
      plugins: [
        {
          name: "imports",
          setup({ onResolve }) {
            onResolve({ filter: /.*/ }, ({ kind, path }) => {
              if (kind === "entry-point") return undefined;
              imported.push(`${kind} ${path}`);
              return { path, external: true };
            });
          },
        },
      ],
    });
    expect(imported).toEqual([]);
  });
});

describe("the kernel", () => {
  const bytes = readFileSync(join(DIST, "varanus.wasm"));
  const indicators = readFileSync(join(DIST, "indicators.wasm"));

  it("and the indicators' module are those whose hash the results carry, and small", async () => {
    const v = await load();
    const { kernelSha256 } = v.backtest(v.sample({ bars: 100 }), { strategy: "ewmac" }).provenance;
    expect(createHash("sha256").update(bytes).update(indicators).digest("hex")).toBe(kernelSha256);
    expect(bytes.length).toBeLessThan(120_000);
    expect(indicators.length).toBeLessThan(120_000);
  });

  it("lends its memory to the indicators' module, which imports nothing else", async () => {
    const module = await WebAssembly.compile(indicators);
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
  });

  it("imports nothing from its host but the turns of a strategy and of that module, and needs no more than SIMD", async () => {
    const module = await WebAssembly.compile(bytes);
    expect(WebAssembly.Module.imports(module)).toEqual([
      { module: "host", name: "onBar", kind: "function" },
      { module: "host", name: "extend", kind: "function" },
    ]);
    const names = WebAssembly.Module.exports(module).map(({ name }) => name);
    expect(names).toContain("memory");
    expect(names).toContain("evaluate");
    expect(names).toContain("run");
  });
});
