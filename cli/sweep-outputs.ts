import { join } from "node:path";
import {
  type ParameterValue,
  type SweepColumns,
  type SweepPageOptions,
  type SweepResult,
  sweepHtml,
} from "../src/index.js";
import { files } from "../src/runtime/node/index.js";

/** Rows that are put into text at a time. */
const ROWS = 10_000;

function columnsOf({ params, fills: _, ...rows }: SweepColumns): [string, ArrayLike<ParameterValue>][] {
  return Object.entries({ ...params, ...rows });
}

/** Without a value: null. */
function plain(value: ParameterValue): ParameterValue | null {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}

/** The result as JSON, piece by piece: of a large sweep it is longer than memory should hold. */
export function* jsonOf({ fingerprint, config, skipped, columns, length }: SweepResult): Generator<string> {
  const head = JSON.stringify({ fingerprint, config, skipped });
  yield `${head.slice(0, -1)},"columns":{`;
  for (const [c, [name, column]] of columnsOf(columns).entries()) {
    yield `${c > 0 ? "," : ""}${JSON.stringify(name)}:[`;
    for (let k = 0; k < length; k += ROWS) {
      const values = Array.from({ length: Math.min(ROWS, length - k) }, (_, j) =>
        plain(column[k + j] as ParameterValue),
      );
      yield `${k > 0 ? "," : ""}${JSON.stringify(values).slice(1, -1)}`;
    }
    yield "]";
  }
  yield "}}\n";
}

function* csvOf({ columns, length }: SweepResult): Generator<string> {
  const named = columnsOf(columns);
  yield `${named.map(([name]) => name).join(",")}\n`;
  for (let k = 0; k < length; k += ROWS) {
    const rows = Array.from({ length: Math.min(ROWS, length - k) }, (_, j) =>
      named.map(([, column]) => plain(column[k + j] as ParameterValue) ?? "").join(","),
    );
    yield `${rows.join("\n")}\n`;
  }
}

/** Writes report.html, sweep.json and sweep.csv into a folder; their paths. */
export async function writeSweep(result: SweepResult, page: SweepPageOptions, folder: string): Promise<string[]> {
  const contents: [string, () => Iterable<string> | Promise<string>][] = [
    ["sweep.json", () => jsonOf(result)],
    ["sweep.csv", () => csvOf(result)],
    ["report.html", () => sweepHtml(result, page)],
  ];
  const written: string[] = [];
  for (const [name, content] of contents) {
    const path = join(folder, name);
    await files.writeWhole(path, await content());
    written.push(path);
  }
  return written;
}
