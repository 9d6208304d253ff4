import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { VaranusError } from "../../contracts/errors.js";
import type { Files } from "../files.js";

export const files: Files = {
  async readBytes(path) {
    try {
      return await readFile(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const message = code === "ENOENT" ? "there is no such file" : `cannot be read: ${reason(error)}`;
      throw new VaranusError({ code: "file", path, message, hint: "check the path" });
    }
  },

  async writeWhole(path, content) {
    // beside its place first, then renamed into it
    const beside = `${path}.${process.pid}.part`;
    try {
      await makeFolder(dirname(path));
      await writeFile(beside, content);
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true }).catch(() => {});
      const message = `cannot be written: ${reason(error)}`;
      throw new VaranusError({ code: "file", path, message, hint: "choose another folder" });
    }
  },

  async list(folder) {
    try {
      return (await readdir(folder)).sort();
    } catch (error) {
      // what stands in a folder's place is for the one who writes there to complain of
      if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
      const message = `cannot be read: ${reason(error)}`;
      throw new VaranusError({ code: "file", path: folder, message, hint: "choose another folder" });
    }
  },

  async remove(path) {
    try {
      await rm(path, { force: true, recursive: true });
    } catch (error) {
      throw new VaranusError({ code: "file", path, message: `cannot be removed: ${reason(error)}` });
    }
  },
};

/**
 * Makes a folder and those above it, one by one: Node's own recursive form never ends where a file system refuses. Others may be making them at
 * the same time.
 */
async function makeFolder(path: string): Promise<void> {
  const missing = await make(path);
  if (missing === undefined) return;
  const above = dirname(path);
  if (above === path) throw missing;
  if (!(await isFolder(above))) await makeFolder(above);
  const still = await make(path);
  if (still) throw still;
}

/** The error where the folder above is missing; any other is thrown. */
async function make(path: string): Promise<unknown> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return error;
    if (code !== "EEXIST") throw error;
  }
  return undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is not a folder",
  ENOSPC: "the disk is full",
  ENOENT: "there is no such folder, and it cannot be made",
  EROFS: "the disk is read-only",
  ERR_FS_FILE_TOO_LARGE: "it is larger than 2 GB",
};

function reason(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
