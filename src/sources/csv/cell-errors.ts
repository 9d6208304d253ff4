import type { VaranusError } from "../../contracts/errors.js";
import { shown } from "../ascii.js";
import { rowError } from "../source-error.js";

/** Why a cell cannot be read. `place` is "file:line", `column` the name in the header, `text` what the cell holds. */

const NOTHING = /^[+-]?(nan|null|none|n\/?a|-+)$/i;
const INFINITE = /^[+-]?inf(inity)?$/i;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d+(\.\d{3})*,\d+$/;

export function numberError(place: string, column: string, text: string): VaranusError {
  if (text === "") return rowError(place, `${column} is empty, a number is needed`);
  if (NOTHING.test(text)) return rowError(place, `${column} is ${text}, a number is needed`);
  if (INFINITE.test(text) || DECIMAL.test(text)) return rowError(place, `${column} is infinite: ${shown(text)}`);
  const cure = DECIMAL_COMMA.test(text) ? "write a decimal point in place of the comma" : undefined;
  return rowError(place, `${column} is ${shown(text)}, a number is needed`, cure);
}

export function timeError(place: string, column: string, text: string): VaranusError {
  const fault = text === "" ? "is empty" : `is ${shown(text)}`;
  return rowError(place, `${column} ${fault}, a time in the form of the first row is needed`);
}

export function zoneError(place: string, zoned: boolean): VaranusError {
  const fault = zoned ? "has a UTC offset, those before have none" : "has no UTC offset, those before have one";
  return rowError(place, `the timestamp ${fault}`, "write all of them in one form");
}

export function raggedError(place: string, cells: number, expected: number): VaranusError {
  const message = `the row has ${cells} ${cells === 1 ? "cell" : "cells"}, the header has ${expected}`;
  return rowError(place, message, "complete or delete the row; the file may be cut off here");
}
