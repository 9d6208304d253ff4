import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { INDICATORS, load } from "../../src/index.js";
import { HEADER, rows, temporaryFolder, varanus, writeFile } from "./varanus.js";

const folder = temporaryFolder();
const DATA = writeFile(folder, "bars.csv", [HEADER, ...rows(120)].join("\n"));

describe("varanus indicators", () => {
  it("lists every indicator for people, and as JSON with inputs, outputs and parameters", async () => {
    const { code, stdout } = await varanus("indicators");
    expect(code).toBe(0);
    for (const { name, title } of INDICATORS) expect(stdout).toContain(`${name.padEnd(26)}${title.split(" ")[0]}`);
    const listed = JSON.parse((await varanus("indicators", "--json")).stdout);
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(INDICATORS.map(({ name }) => name));
    const bollinger = listed.find(({ name }: { name: string }) => name === "bollinger");
    expect(bollinger).toMatchObject({
      family: "volatility",
      inputs: ["series"],
      outputs: ["upper", "middle", "lower"],
    });
    expect(bollinger.parameters.period).toMatchObject({ kind: "int", default: 20, min: 1, max: 100_000 });
  });
});

describe("varanus indicator", () => {
  it("gives the values of the API as JSON, null where there are none", async () => {
    const args = ["indicator", "bollinger", "--data", DATA, "--param", "period=9", "--param", "width=1.5"];
    const { code, stdout } = await varanus(...args, "--series", "high", "--json");
    expect(code).toBe(0);
    const json = JSON.parse(stdout);
    expect(json).toMatchObject({ name: "bollinger", params: { period: 9, width: 1.5 }, timeframe: "1h", bars: 120 });
    const v = await load();
    const { bars } = await import("../../src/index.js").then(({ readBars }) =>
      readBars(readFileSync(DATA), { file: DATA, now: Date.now() }),
    );
    const columns = v.indicator("bollinger", bars, { period: 9, width: 1.5 }, "high");
    for (const [output, values] of Object.entries(columns)) {
      expect(json.outputs[output]).toEqual(Array.from(values, (value) => (Number.isNaN(value) ? null : value)));
    }
    expect(json.timestamp).toEqual(Array.from(bars.timestamp));
  });

  it("writes them as CSV, a line a bar", async () => {
    const file = join(folder, "out", "swings.csv");
    const { code } = await varanus("indicator", "swing-points", "--data", DATA, "--param", "left=3", "--out", file);
    expect(code).toBe(0);
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(121);
    expect(lines[0]).toBe("timestamp,time,swingHigh,swingLow,lastHigh,lastLow");
    expect(lines[1]).toMatch(/^\d+,[^,]+,,,,$/);
  });

  it("prints the last bars where neither is asked for", async () => {
    const { stdout } = await varanus("indicator", "rsi", "--data", DATA);
    expect(stdout).toContain("Relative strength index");
    expect(stdout).toContain("the last 20 of 120 bars");
    expect(stdout.match(/^\d{4}-\d\d-\d\dT/gm)).toHaveLength(20);
  });

  it.each([
    ["no name", [], /which one/],
    ["an unknown name", ["rsy", "--data", DATA], /"rsi"/],
    ["no data", ["rsi"], /^varanus: --data: no data/],
    ["a file that is not there", ["rsi", "--data", join(folder, "none.csv")], /there is no such file/],
    ["an unknown parameter", ["rsi", "--data", DATA, "--param", "perod=3"], /^varanus: --param perod: .*period/],
    ["a parameter out of bounds", ["rsi", "--data", DATA, "--param", "period=0"], /from 1 to 100000/],
    ["a parameter that is no number", ["rsi", "--data", DATA, "--param", "period=x"], /"x" is not a number/],
    ["an unknown choice", ["pivot-points", "--data", DATA, "--param", "kind=demark"], /classic/],
    ["an unknown column", ["rsi", "--data", DATA, "--series", "closs"], /^varanus: --series: .*"close"/],
    [
      "an unknown timeframe",
      ["rsi", "--data", DATA, "--timeframe", "7h"],
      /^varanus: --timeframe: "7h" is not allowed/,
    ],
    ["an offset that is none", ["rsi", "--data", DATA, "--utc-offset", "x"], /^varanus: --utc-offset: /],
    ["a first bar that is no time", ["rsi", "--data", DATA, "--from", "soon"], /^varanus: --from: /],
    ["half a seed", ["rsi", "--data", "sample", "--seed", "1.5"], /^varanus: --seed: 1.5 is not allowed/],
    [
      "what files of bars do not have",
      ["depth-imbalance", "--data", DATA],
      /^varanus: depth-imbalance: .*v\.indicators/,
    ],
    ["an unknown flag", ["rsi", "--data", DATA, "--paran", "x=1"], /--param/],
  ])("refuses %s in one line", async (_, args, words) => {
    const { code, stdout, stderr } = await varanus("indicator", ...args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(words);
  });
});
