import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HEADER, interrupted, rows, temporaryFolder, varanus, writeFile } from "./varanus.js";

const SLEEVES = [
  { name: "trend", strategy: "ewmac", weight: 0.5 },
  { name: "turn", strategy: { name: "rsi-reversal", params: { period: 7 } }, weight: 0.3, stops: ["percentage"] },
];
const SAMPLE = { data: "sample", sampleBars: 1_500, sleeves: SLEEVES };

function configured(document: unknown): { folder: string; file: string } {
  const folder = temporaryFolder();
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return { folder, file: writeFile(folder, "portfolio.json", text) };
}

describe("varanus portfolio", () => {
  it("prints its result as JSON, and nothing else", async () => {
    const { file } = configured(SAMPLE);
    const runs = await Promise.all([0, 1].map(() => varanus("portfolio", "--config", file, "--json", "--equity")));
    const [first, second] = runs.map(({ code, stdout }) => {
      expect(code).toBe(0);
      return JSON.parse(stdout);
    });
    expect(first).toEqual(second);
    expect(first.sleeves.map(({ name }: { name: string }) => name)).toEqual(["trend", "turn"]);
    expect(first.account.equity).toHaveLength(1_500);
    expect(first.reserve).toBeGreaterThan(1_000);
    expect(first.config.rebalance).toEqual({ drift: 0.05, minimumOrder: 10 });
    expect(first.metrics.finalEquity).toBe(first.account.equity.at(-1));
  });

  it("writes its files", async () => {
    const { folder, file } = configured(SAMPLE);
    const { code, stdout } = await varanus("portfolio", "--config", file, "--out", join(folder, "out"));
    expect(code).toBe(0);
    expect(stdout).toContain("trend");
    expect(readdirSync(join(folder, "out")).sort()).toEqual([
      "account.csv",
      "fills.csv",
      "report.html",
      "result.json",
      "trades.csv",
    ]);
    const read = (name: string) => readFileSync(join(folder, "out", name), "utf8");
    const account = read("account.csv").trim().split("\n");
    expect(account).toHaveLength(1_501);
    expect(account[0]).toBe("timestamp,time,equity,exposure,netExposure,heat,positions,slice trend,slice turn");
    const result = JSON.parse(read("result.json"));
    expect(read("trades.csv").trim().split("\n")).toHaveLength(1 + result.metrics.trades);
    expect(read("fills.csv").trim().split("\n")).toHaveLength(1 + result.fills.length);
  });

  it("is a single backtest where it has one sleeve of weight 1", async () => {
    const { file } = configured({ ...SAMPLE, sleeves: [{ strategy: "ewmac", weight: 1 }] });
    const [portfolio, backtest] = await Promise.all([
      varanus("portfolio", "--config", file, "--json", "--equity"),
      varanus("backtest", "--data", "sample", "--sample-bars", "1500", "--strategy", "ewmac", "--json", "--equity"),
    ]);
    const [together, alone] = [JSON.parse(portfolio.stdout), JSON.parse(backtest.stdout)];
    expect(together.account.equity).toEqual(alone.equity);
    expect(together.sleeves[0].trades).toEqual(alone.trades);
    expect(together.metrics).toEqual(alone.metrics);
  });

  it("reads files, signals and both legs of a pair", async () => {
    const folder = temporaryFolder();
    const series = rows(200);
    const a = writeFile(folder, "a.csv", [HEADER, ...series].join("\n"));
    const b = writeFile(folder, "b.csv", [HEADER, ...series].join("\n"));
    const one = writeFile(folder, "one.csv", "bar,longEntry,longExit\n10,1,0\n60,0,1\n");
    const two = writeFile(folder, "two.csv", "bar,shortEntry,shortExit\n10,1,0\n60,0,1\n");
    const legs = [
      { data: a, signals: one, symbol: "A" },
      { data: b, signals: two, symbol: "B" },
    ];
    const { file } = configured({ sleeves: [{ name: "pair", weight: 1, legs, sizer: "pair-dollar-neutral" }] });
    const { code, stdout } = await varanus("portfolio", "--config", file, "--json");
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result.sleeves.map(({ name }: { name: string }) => name)).toEqual(["pair, A", "pair, B"]);
    expect(result.sleeves.map(({ trades }: { trades: unknown[] }) => trades.length)).toEqual([1, 1]);
    expect(result.fills.map(({ symbol }: { symbol: string }) => symbol)).toEqual(["A", "B", "A", "B"]);
  });

  it("ends with 130 on Ctrl-C", async () => {
    const { file } = configured({
      ...SAMPLE,
      sampleBars: 39_000,
      sleeves: Array.from({ length: 60 }, (_, k) => ({ name: `s${k}`, weight: 0.01, strategy: "ewmac" })),
    });
    const ran = await interrupted("0 %", "portfolio", "--config", file, "--json");
    expect(ran).toMatchObject({ code: 130, stdout: "" });
    expect(ran.stderr.trimEnd().split("\n").at(-1)).toBe("varanus: stopped as asked");
  });

  it("explains itself", async () => {
    const { code, stdout } = await varanus("portfolio", "--help");
    expect(code).toBe(0);
    expect(stdout).toContain("volatilityTarget");
    expect(stdout.split("\n").every((line) => line.length <= 112)).toBe(true);
  });
});

describe("varanus portfolio says in one line", () => {
  const folder = temporaryFolder();
  const empty = writeFile(folder, "empty.csv", `${HEADER}\n`);
  const cases: [string, unknown, RegExp][] = [
    [
      "that weights are over 1",
      { ...SAMPLE, sleeves: SLEEVES.map((each) => ({ ...each, weight: 0.8 })) },
      /portfolio\.json: sleeves: the weights add up to 1\.6; all sleeves together have at most 1/,
    ],
    [
      "that a file is missing",
      { sleeves: [{ ...SLEEVES[0], data: "nowhere/ETH.csv" }] },
      /sleeves\.0: .*nowhere\/ETH\.csv/,
    ],
    ["that a sleeve has no data", { sleeves: [SLEEVES[0]] }, /sleeves\.0\.data: no data are given/],
    ["that a file has no bars", { data: empty, sleeves: [SLEEVES[0]] }, /sleeves\.0: .*empty\.csv/],
    ["that a span has no bars", { ...SAMPLE, from: "2031-01-01", sleeves: SLEEVES }, /sleeves\.0/],
    [
      "that a key is unknown",
      { ...SAMPLE, levrage: 2 },
      /portfolio\.json: levrage: there is no such key \(did you mean "leverage"\?\)/,
    ],
    [
      "that a limit is unknown",
      { ...SAMPLE, limits: { heet: 1 } },
      /limits\.heet: there is no such key \(did you mean "heat"\?\)/,
    ],
    ["that it is no JSON", "{ sleeves: ", /portfolio\.json: this is not JSON/],
    ["that a strategy is unknown", { ...SAMPLE, sleeves: [{ weight: 1, strategy: "ewmak" }] }, /did you mean "ewmac"/],
  ];
  it.each(cases)("%s", async (_, document, message) => {
    const { file } = configured(document);
    const { code, stdout, stderr } = await varanus("portfolio", "--config", file, "--json");
    expect(code).toBe(2);
    expect(stdout).toBe("");
    const lines = stderr.trimEnd().split("\n");
    expect(lines.at(-1)).toMatch(message);
    expect(lines.filter((line) => line.startsWith("varanus:"))).toHaveLength(1);
  });

  it("that no portfolio is given", async () => {
    const { code, stderr } = await varanus("portfolio");
    expect(code).toBe(2);
    expect(stderr).toContain("--config: no portfolio is given");
  });
});
