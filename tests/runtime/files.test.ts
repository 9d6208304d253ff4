import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { files } from "../../src/runtime/node/files.js";
import { errorOf } from "../support/series.js";

const folder = mkdtempSync(join(tmpdir(), "varanus-files-"));

describe("files", () => {
  it("writes many files at once into folders that none of them finds", async () => {
    for (let round = 0; round < 20; round++) {
      const deep = join(folder, `${round}`, "a", "b", "c");
      const paths = Array.from({ length: 8 }, (_, k) => join(deep, `${k}`));
      await Promise.all(paths.map((path) => files.writeWhole(path, "x")));
      expect(await files.list(deep)).toHaveLength(8);
    }
  });

  it("are written whole, in folders that are made", async () => {
    const path = join(folder, "a", "b", "c.txt");
    await files.writeWhole(path, "one");
    await files.writeWhole(path, "two");
    expect(readFileSync(path, "utf8")).toBe("two");
    expect(readdirSync(join(folder, "a", "b"))).toEqual(["c.txt"]);
    expect(new TextDecoder().decode(await files.readBytes(path))).toBe("two");
  });

  it("that cannot be read or written say so, with their path and the reason", async () => {
    const missing = join(folder, "missing.csv");
    expect(await errorOf(() => files.readBytes(missing))).toMatchObject({
      code: "file",
      path: missing,
      message: "there is no such file",
    });
    expect(await errorOf(() => files.readBytes(folder))).toMatchObject({ message: "cannot be read: it is a folder" });
    const plain = join(folder, "plain");
    writeFileSync(plain, "");
    expect(await errorOf(() => files.writeWhole(join(plain, "x"), "y"))).toMatchObject({ code: "file" });
  });
});
