import { dirname, join, normalize } from "node:path/posix";
import { describe, expect, it } from "vitest";
import { type SourceFile, sourceFiles, walk } from "./sources.js";

// Dependencies point one way (DESIGN): each folder may import from folders of a lower layer, and from itself.

const LAYERS = [
  ["contracts"],
  ["kernel"],
  ["market", "indicators"],
  ["strategies", "risk", "metrics"],
  ["backtest"],
  ["sources", "store", "evidence", "studies", "portfolio"],
  ["report"],
  ["discover", "live"],
  ["index"],
  ["runtime"],
  ["web", "cli"],
];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
  text: string;
}

function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  walk(file.program, (node) => {
    const source = node["source"] as { value?: unknown } | null | undefined;
    if (!source || typeof source.value !== "string") return;
    if (!/^(Import|Export)/.test(node.type)) return;
    const kind = (node["importKind"] ?? node["exportKind"]) as string | undefined;
    const to = source.value.startsWith(".") ? normalize(join(dirname(file.path), source.value)) : source.value;
    found.push({ from: file.path, to: to.replace(/\.js$/, ".ts"), typeOnly: kind === "type", text: source.value });
  });
  return found;
}

/** The folder of a file as the layers name it; src/index.ts and src/varanus.ts are "index". */
function folderOf(path: string): string {
  const parts = path.split("/");
  if (parts[0] !== "src") return parts[0] as string;
  return parts.length === 2 ? "index" : (parts[1] as string);
}

const layerOf = (folder: string) => LAYERS.findIndex((layer) => layer.includes(folder));

const files = sourceFiles("src", "cli", "web");
const imports = files.flatMap(importsOf);

describe("dependencies", () => {
  it("every folder has a layer", () => {
    const unknown = new Set(files.map((file) => folderOf(file.path)).filter((folder) => layerOf(folder) < 0));
    expect([...unknown]).toEqual([]);
  });

  it("no arrow points back", () => {
    const wrong = imports
      .filter(({ to }) => /^(src|cli|web)\//.test(to))
      .filter(({ from, to }) => folderOf(from) !== folderOf(to) && layerOf(folderOf(to)) >= layerOf(folderOf(from)))
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  it("hosts import src/index and src/runtime only, never each other", () => {
    const wrong = imports
      .filter(({ from, to }) => /^(cli|web)\//.test(from) && /^(src|cli|web)\//.test(to))
      .filter(({ from, to }) => folderOf(to) !== folderOf(from) && !/^src\/(index\.ts|runtime\/)/.test(to))
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  it("the pool imports nothing of ours but contracts", () => {
    const wrong = imports
      .filter(({ from, to }) => /^src\/runtime\/(pool|protocol|tasks)\.ts$/.test(from) && to.startsWith("src/"))
      .filter(({ to }) => !/^src\/(contracts|runtime)\//.test(to))
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  it("only the kernel's and the operations' folders read the build's layout, and only runtime hosts name node:", () => {
    const wrong = imports
      .filter(
        ({ from, text }) =>
          text.startsWith("node:") && from.startsWith("src/") && !from.startsWith("src/runtime/node/"),
      )
      .map(({ from, text }) => `${from} -> ${text}`);
    expect(wrong).toEqual([]);
  });

  it("no circle of files (types aside)", () => {
    const arrows = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) {
      if (!typeOnly && /^(src|cli|web)\//.test(to)) arrows.set(from, [...(arrows.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      const seen = path.indexOf(file);
      if (seen >= 0) {
        circles.push([...path.slice(seen), file].join(" -> "));
        return;
      }
      if (done.has(file)) return;
      for (const next of arrows.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of arrows.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });

  it("the kernel imports nothing outside assembly/", async () => {
    const { readdirSync, readFileSync } = await import("node:fs");
    const root = join(import.meta.dirname, "../..");
    const wrong = readdirSync(join(root, "assembly"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => {
        const path = `assembly/${name.replaceAll("\\", "/")}`;
        const text = readFileSync(join(root, path), "utf8");
        return [...text.matchAll(/from "([^"]+)"/g)]
          .map(([, source]) => normalize(join(dirname(path), source as string)))
          .filter((to) => !to.startsWith("assembly/"))
          .map((to) => `${path} -> ${to}`);
      });
    expect(wrong).toEqual([]);
  });
});
