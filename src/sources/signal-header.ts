import { closest, VaranusError } from "../contracts/errors.js";
import { plain } from "./csv/columns.js";

export const FLAG_NAMES = ["longEntry", "longExit", "shortEntry", "shortExit"] as const;
export type FlagName = (typeof FLAG_NAMES)[number];
export const LEVEL_NAMES = ["stop", "target", "size", "atr", "confidence"] as const;
export type LevelName = (typeof LEVEL_NAMES)[number];

const NAMES = ["bar", "timestamp", ...FLAG_NAMES, ...LEVEL_NAMES] as const;
type Name = (typeof NAMES)[number];

/** Which column of a file of signals is what. */
export interface SignalHeader {
  /** Number of columns. */
  width: number;
  /** Column of the bar's index and of its stamp; -1 = none. One of them is there. */
  bar: number;
  timestamp: number;
  /** Column of each signal and of each level that the file has. */
  flags: ReadonlyMap<FlagName, number>;
  levels: ReadonlyMap<LevelName, number>;
}

/** Reads the header; `long_entry` and `LONGENTRY` are longEntry. */
export function findSignalHeader(cells: readonly string[], place: string): SignalHeader {
  const columns = new Map<Name, number>();
  cells.forEach((cell, k) => {
    const name = NAMES.find((candidate) => plain(candidate) === plain(cell));
    if (name === undefined) throw unknownColumn(cell, place);
    if (columns.has(name)) throw headerError(place, `the column ${name} is there twice`, "delete one of the two");
    columns.set(name, k);
  });
  if (!columns.has("bar") && !columns.has("timestamp")) {
    throw headerError(
      place,
      `no column bar or timestamp; the file has: ${cells.join(", ")}`,
      "say which bar a row is for",
    );
  }
  const flags = present(FLAG_NAMES, columns);
  if (flags.size === 0) {
    const message = `no signal column; the file has: ${cells.join(", ")}`;
    throw headerError(place, message, `add one of ${FLAG_NAMES.join(", ")}`);
  }
  return {
    width: cells.length,
    bar: columns.get("bar") ?? -1,
    timestamp: columns.get("timestamp") ?? -1,
    flags,
    levels: present(LEVEL_NAMES, columns),
  };
}

function present<Kind extends Name>(names: readonly Kind[], columns: ReadonlyMap<Name, number>): Map<Kind, number> {
  return new Map(names.filter((name) => columns.has(name)).map((name) => [name, columns.get(name) as number]));
}

function unknownColumn(cell: string, place: string): VaranusError {
  const near = closest(cell, NAMES);
  const hint = near === undefined ? "rename or delete the column" : `did you mean ${near}?`;
  return headerError(place, `unknown column ${JSON.stringify(cell)}; there are: ${NAMES.join(", ")}`, hint);
}

function headerError(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "signals", message, path, hint });
}
