import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { interrupted, temporaryFolder, varanus, writeFile } from "./varanus.js";

const SAMPLE = ["sweep", "--data", "sample", "--sample-bars", "1500"];
const GRID = [...SAMPLE, "--strategy", "ewmac", "--param", "fast=5..9:2", "--param", "slow=20,40", "--param", "atr=10"];

describe("varanus sweep", () => {
  it("prints the columns as JSON, the same with any number of workers", async () => {
    const runs = await Promise.all(["1", "2", "3"].map((n) => varanus(...GRID, "--json", "--workers", n)));
    const [first, ...others] = runs.map(({ code, stdout }) => {
      expect(code).toBe(0);
      return JSON.parse(stdout);
    });
    expect(Object.keys(first.columns)).toEqual(["fast", "slow", "finalEquity", "sharpe", "maxDrawdown", "trades"]);
    expect(first.columns.fast).toEqual([5, 5, 7, 7, 9, 9]);
    expect(first.columns.slow).toEqual([20, 40, 20, 40, 20, 40]);
    expect(first.config.strategy.params.atr).toBe(10);
    for (const other of others) expect(other).toEqual(first);
  });

  it("writes files, ranks by what is asked for, and warns of the best", async () => {
    const out = temporaryFolder();
    const { code, stdout } = await varanus(...GRID, "--metric", "maxDrawdown", "--out", out);
    expect(code).toBe(0);
    expect(stdout).toContain("best by maxDrawdown, of 6");
    expect(stdout).toContain("luckiest");
    const lines = readFileSync(join(out, "sweep.csv"), "utf8").trim().split("\n");
    expect(lines).toHaveLength(7);
    expect(lines[0]).toBe("fast,slow,finalEquity,sharpe,maxDrawdown,trades");
    expect(JSON.parse(readFileSync(join(out, "sweep.json"), "utf8")).columns.fast).toHaveLength(6);
  });

  it("varies a parameter although its default contradicts a fixed one", async () => {
    const flags = ["--strategy", "ewmac", "--param", "fast=50", "--param", "slow=60,80"];
    const { code, stdout } = await varanus(...SAMPLE, ...flags, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).columns.finalEquity).toHaveLength(2);
  });

  it("ends with 130 on Ctrl-C, and says so in one line", async () => {
    const flags = ["--strategy", "ewmac", "--param", "fast=2..400", "--param", "slow=401..1400", "--json"];
    const ran = await interrupted("0 %", "sweep", "--data", "sample", "--sample-bars", "20000", ...flags);
    expect(ran).toMatchObject({ code: 130, stdout: "" });
    expect(ran.stderr.trimEnd().split("\n").at(-1)).toBe("varanus: stopped as asked");
  });

  it("keeps what is finished when it is stopped, and goes on to the same bytes", async () => {
    const out = temporaryFolder();
    const flags = ["--strategy", "ewmac", "--stop", "percentage", "--param", "fast=2..61", "--param", "slow=50..89"];
    const long = ["sweep", "--data", "sample", "--sample-bars", "20000", ...flags];
    const further = [...long, "--param", "stops.percentage.stop=0.01,0.02"];
    const stopped = await interrupted(": 20 %", ...further, "--out", join(out, "a"));
    expect(stopped.code).toBe(130);
    const [, kept] =
      /stopped as asked \((\d+) of 4800 combinations are kept: .*--resume goes on\)/.exec(stopped.stderr) ?? [];
    expect(Number(kept)).toBeGreaterThan(900);
    expect(readdirSync(join(out, "a"))).toEqual(["sweep.parts"]);
    const refusals: [string[], RegExp][] = [
      [further, /keeps what is finished of a sweep that was stopped \(give --resume/],
      [[...further, "--capital", "5000", "--resume"], /parts of another sweep; not the same: configuration/],
      [[...long, "--param", "stops.percentage.stop=0.01,0.03", "--resume"], /another sweep; not the same: values/],
      [
        further.map((word) => (word === "20000" ? "19999" : word)).concat("--resume"),
        /another sweep; not the same: data/,
      ],
    ];
    for (const [args, message] of refusals) {
      const { code, stderr } = await varanus(...args, "--out", join(out, "a"));
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
    }
    // what is no whole part is done again
    const parts = readdirSync(join(out, "a/sweep.parts"));
    const [first] = parts.map((name) => join(out, "a/sweep.parts", name)) as [string];
    writeFileSync(first, readFileSync(first).subarray(0, -8));
    const resumed = await varanus(...further, "--out", join(out, "a"), "--resume", "--workers", "1");
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toMatch(/\d+ of them are finished already/);
    const whole = await varanus(...further, "--out", join(out, "b"));
    expect(whole.code).toBe(0);
    expect(readdirSync(join(out, "a"))).toEqual(["report.html", "sweep.csv", "sweep.json"]);
    for (const name of readdirSync(join(out, "b"))) {
      expect(readFileSync(join(out, "a", name)).equals(readFileSync(join(out, "b", name))), name).toBe(true);
    }
    const again = await varanus(...further, "--out", join(out, "a"), "--resume");
    expect(again.stderr).toMatch(/no stopped sweep to go on with/);
  });

  it("writes a report with a heatmap, whose commands can be run", async () => {
    const out = temporaryFolder();
    await varanus(...GRID, "--out", out);
    const report = readFileSync(join(out, "report.html"), "utf8");
    expect(report).toContain("<svg");
    const [, command = ""] = /<code>npx varanus (backtest [^<]*) --out out\/<\/code>/.exec(report) ?? [];
    const { stdout } = await varanus(...command.split(" "), "--json");
    const { columns } = JSON.parse(readFileSync(join(out, "sweep.json"), "utf8"));
    expect(columns.sharpe).toContain(JSON.parse(stdout).metrics.sharpe);
  });

  it("says in one line where it cannot write", async () => {
    const folder = temporaryFolder();
    const file = writeFile(folder, "file", "");
    const { code, stderr } = await varanus(...GRID, "--out", join(file, "out"));
    expect(code).toBe(2);
    expect(
      stderr
        .trim()
        .split("\n")
        .filter((line) => line.includes("cannot be written")),
    ).toHaveLength(1);
  });

  it.each<[string, string[], RegExp]>([
    ["nothing to vary", [...SAMPLE, "--strategy", "ewmac", "--param", "fast=5"], /no parameter has several values/],
    ["no strategy", [...SAMPLE, "--param", "fast=5..6"], /strategy/],
    ["an unknown parameter", [...SAMPLE, "--strategy", "ewmac", "--param", "speed=1..3"], /no parameter "speed"/],
    ["a range that is none", [...SAMPLE, "--strategy", "ewmac", "--param", "fast=9..5"], /no range/],
    ["a value that is not allowed", [...SAMPLE, "--strategy", "ewmac", "--param", "fast=0..5"], /not allowed/],
    [
      "a stop that is not there",
      [...GRID, "--param", "stops.atr.multiple=1,2"],
      /--param stops.atr.multiple: the stop "atr" is not in the configuration \(add it: --stop atr/,
    ],
    [
      "a misspelt parameter of the sizer",
      [...GRID, "--param", "sizer.fracton=0.1"],
      /--param sizer.fracton: .*did you mean "sizer.fraction"/,
    ],
    ["to resume what is nowhere", [...GRID, "--resume"], /--resume: nothing says where/],
    ["an unknown metric", [...GRID, "--metric", "luck"], /no such column/],
    ["no workers", [...GRID, "--workers", "0"], /no number of workers/],
    [
      "a grid of a billion",
      [
        ...SAMPLE,
        "--strategy",
        "ewmac",
        "--param",
        "fast=1..1000",
        "--param",
        "slow=1..1000",
        "--param",
        "atr=1..1000",
      ],
      /1,000,000,000 combinations/,
    ],
  ])("refuses %s in one line", async (_, args, message) => {
    const { code, stderr } = await varanus(...args);
    expect(code).toBe(2);
    expect(stderr.trim().split("\n").at(-1)).toMatch(message);
  });
});
