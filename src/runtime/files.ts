/** Files as a host has them. Every failure is a VaranusError "file" that names the path and the cure. */
export interface Files {
  readBytes(path: string): Promise<Uint8Array>;
  /** Writes a whole file or nothing; folders are made. */
  writeWhole(path: string, content: string | Uint8Array | Iterable<string>): Promise<void>;
  /** Names of the files in a folder, in order; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** Removes a file, or a folder with all that is in it; nothing where there is neither. */
  remove(path: string): Promise<void>;
}
