import { VaranusError } from "../contracts/errors.js";

/** The error of a file that is not what it should be; `path` is the file, with its line where there is one. */
export function fileError(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "file", message, path, hint });
}

/** The error of a row that holds no usable bar. */
export function rowError(path: string, message: string, hint = CURE): VaranusError {
  return new VaranusError({ code: "data", message, path, hint });
}

const CURE = "correct or delete the row, or take the file anew from its source";
