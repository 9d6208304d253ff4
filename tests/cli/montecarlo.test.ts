import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { interrupted, temporaryFolder, varanus, writeFile } from "./varanus.js";

// The command's contract: one object on stdout, progress on stderr, one line and 2 for what can be mended.

const folder = temporaryFolder();
const result = join(folder, "run/result.json");
const sample = ["--data", "sample", "--sample-bars", "3000"];
/** The same without equity.csv beside it. */
const alone = join(folder, "alone.json");

beforeAll(async () => {
  const ran = await varanus(
    "backtest",
    ...sample,
    "--strategy",
    "ewmac",
    "--stop",
    "percentage",
    "--out",
    join(folder, "run"),
  );
  expect(ran.code, ran.stderr).toBe(0);
  copyFileSync(result, alone);
});

interface Found {
  settings: { method: string; paths: number };
  fingerprint: string;
  maxDrawdown: object;
  fan: { step: number[]; median: number[] };
  columns?: { finalEquity: number[] };
  pValue: number | null;
  reasons: Record<string, string>;
}

async function found(method: string, ...args: string[]): Promise<Found> {
  const ran = await varanus("montecarlo", "--result", result, "--method", method, "--json", ...args);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout.trimEnd().split("\n")).toHaveLength(1);
  expect(ran.stderr).toContain("100 %");
  return JSON.parse(ran.stdout) as Found;
}

describe("varanus montecarlo", () => {
  it.each([["shuffle"], ["bootstrap"], ["block"], ["skip"], ["null", ...sample], ["noise", ...sample]])(
    "%s prints one object, the same for any number of workers",
    async (method, ...data) => {
      const paths = ["--paths", method === "noise" ? "20" : "501"];
      const one = await found(method, ...data, ...paths, "--workers", "1");
      const three = await found(method, ...data, ...paths, "--workers", "3");
      expect(three).toEqual(one);
      expect(one.settings).toMatchObject({ method, paths: Number(paths[1]) });
      expect(one.fan.median).toHaveLength(one.fan.step.length);
      expect(one.columns).toBeUndefined();
      expect(one.pValue === null).toBe(method !== "null");
    },
  );

  it("prints a table, and writes the columns and a page", async () => {
    const out = join(folder, "out");
    const ran = await varanus(
      "montecarlo",
      "--result",
      result,
      "--method",
      "bootstrap",
      "--paths",
      "100",
      "--out",
      out,
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/Max drawdown +\d/);
    const written = JSON.parse(readFileSync(join(out, "montecarlo.json"), "utf8")) as Found;
    expect(written.columns?.finalEquity).toHaveLength(100);
    expect(readFileSync(join(out, "montecarlo.html"), "utf8")).toContain("<svg");
    const same = await found("bootstrap", "--paths", "100", "--columns");
    expect(same).toEqual(written);
  });

  it("takes the equity of a file, or of the result with the bars' times", async () => {
    const beside = await found("block", "--paths", "50");
    const equity = ["--equity", join(folder, "run/equity.csv")];
    const run = ["montecarlo", "--result", alone, "--method", "block", "--paths", "50", "--json"];
    expect(JSON.parse((await varanus(...run, ...equity)).stdout)).toEqual(beside);
    const whole = await varanus(
      "backtest",
      ...sample,
      "--strategy",
      "ewmac",
      "--stop",
      "percentage",
      "--json",
      "--equity",
    );
    const file = writeFile(folder, "with-equity.json", whole.stdout);
    const ran = await varanus(
      "montecarlo",
      "--result",
      file,
      "--method",
      "block",
      "--paths",
      "50",
      "--json",
      ...sample,
    );
    expect(JSON.parse(ran.stdout)).toEqual(beside);
  });

  it.each<[string, string[], string]>([
    ["no result", ["--method", "shuffle"], "--result"],
    ["no method", ["--result", alone], "--method"],
    ["an unknown method", ["--result", alone, "--method", "shufle"], 'did you mean "shuffle"'],
    ["paths that are none", ["--result", alone, "--method", "shuffle", "--paths", "0"], "--paths: 0 is not allowed"],
    ["a stray option", ["--result", alone, "--method", "shuffle", "--noise", "1"], "--noise: the method shuffle"],
    ["no workers", ["--result", alone, "--method", "shuffle", "--workers", "0"], "--workers"],
    ["no equity", ["--result", alone, "--method", "block"], "equity.csv"],
    ["no data", ["--result", alone, "--method", "null"], "give --data FILE"],
    ["other data", ["--result", alone, "--method", "null", "--data", "sample"], "not the bars of the run"],
    ["no file", ["--result", join(folder, "nowhere.json"), "--method", "skip"], "there is no such file"],
    ["finer bars", ["--result", alone, "--method", "noise", "--finer", "x.csv"], "there is no such flag"],
  ])("refuses %s", async (_, args, message) => {
    const ran = await varanus("montecarlo", "--json", ...args);
    expect(ran.code).toBe(2);
    expect(ran.stdout).toBe("");
    const complaints = ran.stderr.split("\n").filter((line) => line.startsWith("varanus:"));
    expect(complaints).toEqual([expect.stringContaining(message)]);
  });

  it("refuses what is no result, and the equity of another run", async () => {
    const other = writeFile(folder, "other.json", '{"fingerprint":"x"}');
    const ran = await varanus("montecarlo", "--result", other, "--method", "skip");
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("no result of varanus backtest") });
    const equity = writeFile(folder, "equity.csv", "timestamp,time,equity\n0,x,1\n");
    const wrong = await varanus("montecarlo", "--result", alone, "--method", "block", "--equity", equity);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("not the equity of the run") });
  });

  it("refuses to add noise to a run that cannot be made again", async () => {
    const json = JSON.parse(readFileSync(alone, "utf8")) as { config: { commissionBps: number } };
    json.config.commissionBps = 3;
    const changed = writeFile(folder, "changed.json", JSON.stringify(json));
    const ran = await varanus("montecarlo", "--result", changed, "--method", "noise", ...sample);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("its fingerprint is");
  });

  it("ends with 130 on Ctrl-C, and says so in one line", async () => {
    const args = ["montecarlo", "--result", result, "--method", "noise", "--paths", "1000000", "--json", ...sample];
    const { code, stdout, stderr } = await interrupted("0 %", ...args);
    expect(code).toBe(130);
    expect(stdout).toBe("");
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("varanus: stopped as asked");
  });

  it("has help", async () => {
    const { code, stdout } = await varanus("montecarlo", "--help");
    expect(code).toBe(0);
    for (const word of ["shuffle", "--workers", "--mean-block", "--columns", "--funding"])
      expect(stdout).toContain(word);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(112);
  });
});
