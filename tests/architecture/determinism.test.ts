import { describe, expect, it } from "vitest";
import { lineOf, type Node, type SourceFile, sourceFiles, walk } from "./sources.js";

// The contract of determinism (DESIGN): nothing in a path that leads to a result may depend on the clock, the host's random numbers,
// its transcendental functions, its locale or its time zone. The visible exception is a comment `determinism-ok: why` on the line.

const FORBIDDEN_MATH = new Set([
  "random",
  "exp",
  "expm1",
  "log",
  "log1p",
  "log2",
  "log10",
  "pow",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "atan2",
  "sinh",
  "cosh",
  "tanh",
  "asinh",
  "acosh",
  "atanh",
  "cbrt",
  "hypot",
]);
const FORBIDDEN_NAMES = new Set(["Intl", "performance"]);
const LOCAL_DATE =
  /^(get|set)(?!UTC|Time$)(Date|Day|FullYear|Hours|Milliseconds|Minutes|Month|Seconds|Year|TimezoneOffset)$/;
const LOCALE = /^toLocale/;

/** Folders whose job is the host's side: they choose no number of a result. */
const HOST_FOLDERS = /^src\/runtime\//;

function violations(file: SourceFile): string[] {
  const lines = file.text.split("\n");
  const found: string[] = [];
  const report = (node: Node, what: string) => {
    const line = lineOf(file, node.start);
    if (!(lines[line - 1] ?? "").includes("determinism-ok:")) found.push(`${file.path}:${line}: ${what}`);
  };
  walk(file.program, (node, parent) => {
    if (node.type === "BinaryExpression" && node["operator"] === "**") report(node, "**");
    if (node.type === "AssignmentExpression" && node["operator"] === "**=") report(node, "**=");
    if (node.type === "NewExpression" && nameOf(node["callee"]) === "Date") report(node, "new Date");
    if (node.type === "CallExpression" && nameOf(node["callee"]) === "Date") report(node, "Date()");
    if (node.type === "Identifier" && FORBIDDEN_NAMES.has(node["name"] as string) && isReference(node, parent)) {
      report(node, node["name"] as string);
    }
    if (node.type !== "MemberExpression") return;
    const object = nameOf(node["object"]);
    const property = nameOf(node["property"]) ?? String((node["property"] as Node)["value"] ?? "");
    if (object === "Math" && FORBIDDEN_MATH.has(property)) report(node, `Math.${property}`);
    if (object === "Date" && property === "now") report(node, "Date.now");
    if (object === "crypto" && /^(getRandomValues|randomUUID)$/.test(property)) report(node, `crypto.${property}`);
    if (LOCAL_DATE.test(property) || LOCALE.test(property)) report(node, `.${property}`);
    if (property === "localeCompare") report(node, ".localeCompare");
  });
  return found;
}

function nameOf(node: unknown): string | undefined {
  return (node as Node | undefined)?.type === "Identifier" ? ((node as Node)["name"] as string) : undefined;
}

function isReference(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === "MemberExpression") return parent["object"] === node;
  if (parent?.type === "Property" || parent?.type === "TSPropertySignature") return parent["value"] === node;
  return !/^(TS|Import|Export)/.test(parent?.type ?? "");
}

describe("determinism", () => {
  it("no result depends on the host, the clock or the locale", () => {
    const files = sourceFiles("src").filter((file) => !HOST_FOLDERS.test(file.path));
    expect(files.flatMap(violations)).toEqual([]);
  });

  it.each([
    ["const x = Math.random();", "Math.random"],
    ["const x = 2 ** y;", "**"],
    ["const x = Math['exp'](1);", "Math.exp"],
    ["const t = Date.now();", "Date.now"],
    ["const d = new Date(0).getHours();", "new Date"],
    ["names.sort((a, b) => a.localeCompare(b));", ".localeCompare"],
    ["const t = x.toLocaleString();", ".toLocaleString"],
    ["const f = new Intl.NumberFormat();", "Intl"],
  ])("sees %s", async (text, what) => {
    const { parseAst } = await import("vitest/node");
    const program = parseAst(text, { lang: "ts" }) as unknown as Node;
    expect(violations({ path: "src/x.ts", text, program }).join()).toContain(what);
  });

  it("lets a marked line pass", async () => {
    const { parseAst } = await import("vitest/node");
    const text = "const x = Math.exp(1); // determinism-ok: drawing only";
    const program = parseAst(text, { lang: "ts" }) as unknown as Node;
    expect(violations({ path: "src/x.ts", text, program })).toEqual([]);
  });
});
