import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseAst } from "vitest/node";

/** One TypeScript file of the project, parsed. */
export interface SourceFile {
  /** From the root, with "/". */
  path: string;
  text: string;
  /** Nodes in ESTree form. */
  program: Node;
}

export interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

const ROOT = resolve(import.meta.dirname, "../..");

export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
          .slice(ROOT.length + 1)
          .replaceAll("\\", "/");
        const text = readFileSync(join(ROOT, path), "utf8");
        return { path, text, program: parseAst(text, { lang: "ts" }) as unknown as Node };
      }),
  );
}

/** Calls `visit` with every node and its parent, parents first. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === "object" && typeof (child as Node).type === "string") {
        walk(child as Node, visit, node);
      }
    }
  }
}

export function lineOf(file: SourceFile, offset: number): number {
  return file.text.slice(0, offset).split("\n").length;
}
