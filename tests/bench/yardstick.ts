import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { dataFolder, yardstickFolder } from "./data.js";

/** One line of a benchmark: name, median seconds, values to check. */
export interface Line {
  k: string;
  s: number;
  [check: string]: number | string | number[];
}

/** The compiled C++ yardstick; undefined, with the reason, where it cannot be had. */
export function openYardstick(): { run(filter: string, repetitions: number): Line[] } | string {
  const source = yardstickFolder();
  const data = dataFolder();
  if (source === undefined || data === undefined) return "the yardstick's folder is absent (VARANUS_SHARED)";
  const program = resolve("out/bench/native");
  const file = join(source, "native.cpp");
  try {
    if (!existsSync(program) || statSync(program).mtimeMs < statSync(file).mtimeMs) {
      execFileSync("g++", ["-std=c++20", "-O3", "-march=native", "-ffp-contract=off", file, "-o", program], {
        stdio: "pipe",
      });
    }
  } catch (error) {
    return `g++ does not compile it: ${(error as Error).message.split("\n")[0]}`;
  }
  return {
    run: (filter, repetitions) =>
      execFileSync(program, [data, String(repetitions), filter], { encoding: "utf8" })
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Line),
  };
}
