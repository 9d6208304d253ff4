import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built command line. */
export function varanus(...args: string[]): Promise<Ran> {
  return ran(args, () => {});
}

/** Runs it, and presses Ctrl-C as soon as stderr shows a text. */
export function interrupted(at: string, ...args: string[]): Promise<Ran> {
  let stopped = false;
  return ran(args, (stderr, child) => {
    if (!stopped && stderr.includes(at)) stopped = child.kill("SIGINT");
  });
}

function ran(args: string[], hear: (stderr: string, child: ChildProcess) => void): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
      hear(stderr, child);
    });
    child.on("error", fail);
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own under the system's temporary one, gone after the file's last test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "varanus-test-"));
  folders.push(folder);
  return folder;
}

export function writeFile(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export const HEADER = "timestamp,open,high,low,close,volume";

/** Rows of a small, sound series: hourly bars from a walk that turns often enough to trade. */
export function rows(count: number): string[] {
  let price = 100;
  return Array.from({ length: count }, (_, i) => {
    const open = price;
    price = 100 + 10 * triangle(i / 40) + 3 * triangle(i / 7);
    const high = Math.max(open, price) + 0.5;
    const low = Math.min(open, price) - 0.5;
    return `${1_700_006_400_000 + i * 3_600_000},${open},${high},${low},${price},${10 + (i % 5)}`;
  });
}

const triangle = (x: number) => 1 - 4 * Math.abs((x % 1) - 0.5);
