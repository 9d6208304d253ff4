import { VaranusError } from "../src/index.js";
import { files } from "../src/runtime/node/files.js";

/** What a JSON file holds; `hint` tells what it has to hold. */
export async function readJson(file: string, hint: string): Promise<unknown> {
  const text = new TextDecoder().decode(await files.readBytes(file));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new VaranusError({
      code: "file",
      path: file,
      message: `this is not JSON: ${(error as Error).message}`,
      hint,
    });
  }
}

/** The same error, of a file; that somebody stopped the run is not the file's. */
export function inFile(error: VaranusError, file: string): VaranusError {
  if (error.code === "cancelled") return error;
  return new VaranusError({ ...error.toDetail(), path: error.path === "" ? file : `${file}: ${error.path}` });
}
