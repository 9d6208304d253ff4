import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The columns of a small CSV with a header line, gzipped or not; an empty cell is NaN. */
export function readColumns(path: string): Map<string, Float64Array> {
  const bytes = readFileSync(path);
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const [header = "", ...rows] = (gzipped ? gunzipSync(bytes) : bytes).toString("utf8").trimEnd().split(/\r?\n/);
  const cells = rows.map((row) => row.split(","));
  return new Map(
    header.split(",").map((name, k) => [
      name.trim(),
      Float64Array.from(cells, (row) => {
        const cell = row[k]?.trim() ?? "";
        return cell === "" ? Number.NaN : Number(cell);
      }),
    ]),
  );
}

/** A column that has to be there. */
export function columnOf(columns: Map<string, Float64Array>, name: string, path: string): Float64Array {
  const column = columns.get(name);
  if (column === undefined) throw new Error(`${path}: there is no column "${name}" among ${[...columns.keys()]}`);
  return column;
}
