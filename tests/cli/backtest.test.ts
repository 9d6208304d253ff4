import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { documentSchema, type ResultJson } from "../../src/index.js";
import { HEADER, rows, temporaryFolder, varanus, writeFile } from "./varanus.js";

// The command's contract: other programs rely on it.

const folder = temporaryFolder();
const csv = `${[HEADER, ...rows(400)].join("\n")}\n`;
const data = writeFile(folder, "TEST_1h.csv", csv);

async function result(...args: string[]): Promise<ResultJson> {
  const { code, stdout, stderr } = await varanus("backtest", "--json", ...args);
  expect(code, stderr).toBe(0);
  expect(stdout.trimEnd().split("\n"), "stdout is the Result and nothing else").toHaveLength(1);
  return JSON.parse(stdout) as ResultJson;
}

describe("bars of a lower timeframe", () => {
  // four bars of TEST_1h.csv make one of 4h
  const fine = rows(400).map((line) => line.split(",").map(Number));
  const coarse = Array.from({ length: 100 }, (_, i) => {
    const those = fine.slice(4 * i, 4 * i + 4);
    const at = (row: number[] | undefined, k: number) => row?.[k] as number;
    const high = Math.max(...those.map((row) => at(row, 2)));
    const low = Math.min(...those.map((row) => at(row, 3)));
    return [at(those[0], 0), at(those[0], 1), high, low, at(those[3], 4), 4].join(",");
  });
  const whole = writeFile(folder, "TEST_4h.csv", `${[HEADER, ...coarse].join("\n")}\n`);
  const run = [
    "--data",
    whole,
    "--strategy",
    "sma-cross",
    "--param",
    "fast=2",
    "--param",
    "slow=4",
    "--stop",
    "percentage",
  ];
  const narrow = [...run, "--stop-param", "stop=0.009", "--stop-param", "target=0.009"];

  it("settle what came first, and say so", async () => {
    const guessed = await result(...narrow, "--bounds");
    expect(guessed.ambiguousBars).toBeGreaterThan(0);
    expect(guessed.replay).toBeUndefined();
    const settled = await result(...narrow, "--intrabar", "lower-timeframe", "--finer", data);
    const { withoutFiner, ambiguousFiner, exact } = settled.replay as NonNullable<ResultJson["replay"]>;
    expect(withoutFiner).toBe(0);
    expect(settled.ambiguousBars).toBe(ambiguousFiner);
    expect(exact).toBe(ambiguousFiner === 0);
    expect(settled.ambiguousBars).toBeLessThan(guessed.ambiguousBars);
    const bounds = guessed.ambiguityBounds as NonNullable<ResultJson["ambiguityBounds"]>;
    const end = settled.metrics["finalEquity"] as number;
    expect(bounds.exact).toBe(true);
    expect(end).toBeGreaterThanOrEqual(bounds.low - 1e-9 * end);
    expect(end).toBeLessThanOrEqual(bounds.high + 1e-9 * end);
  });

  it("are asked for where they are missing, and refused where they do not fit", async () => {
    const missing = await varanus("backtest", ...run, "--intrabar", "lower-timeframe");
    expect(missing).toMatchObject({ code: 2, stdout: expect.not.stringContaining("fingerprint") });
    expect(missing.stderr).toContain("--intrabar");
    expect(missing.stderr).toContain("--finer");
    const same = await varanus("backtest", ...run, "--intrabar", "lower-timeframe", "--finer", whole);
    expect(same.code).toBe(2);
    expect(same.stderr).toMatch(/4h are not made up of bars of 4h/);
    expect(same.stderr.trim().split("\n")).toHaveLength(1);
    const late = writeFile(
      folder,
      "LATE_1h.csv",
      `${[HEADER, "1800000000000,1,1,1,1,1", "1800003600000,1,1,1,1,1"].join("\n")}\n`,
    );
    const other = await varanus("backtest", ...run, "--intrabar", "lower-timeframe", "--finer", late);
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(
      /--finer: no bar has all of its finer bars: these are of 2027.*give finer bars of that time/,
    );
    const idle = await varanus("backtest", ...run, "--finer", data);
    expect(idle).toMatchObject({ code: 2, stderr: expect.stringMatching(/--finer.*--intrabar lower-timeframe too/) });
  });

  it("are told of with the bars that they make up, and in the table", async () => {
    const { stdout } = await varanus("backtest", ...narrow, "--intrabar", "lower-timeframe", "--finer", data);
    expect(stdout).toContain("TEST_1h.csv: 400 bars of 1h make up 100 of 100 bars\n");
    expect(stdout).toMatch(/Lower timeframe +[Ff]iner bars (settled|left)/);
  });
});

describe("varanus backtest", () => {
  it("gives the Result as JSON with everything its contract names", async () => {
    const json = await result(
      "--data",
      data,
      "--strategy",
      "sma-cross",
      "--param",
      "fast=3",
      "--param",
      "slow=8",
      "--stop",
      "percentage",
    );
    expect(json.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(json.engine.kernelSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(json.config.strategy).toEqual({ name: "sma-cross", params: { fast: 3, slow: 8, atr: 14 } });
    expect(json.config.stops).toEqual([{ name: "percentage", params: { stop: 0.02, target: 0.05 } }]);
    expect(json.data).toMatchObject({ symbol: "TEST", timeframe: "1h", bars: 400, from: "2023-11-15T00:00:00Z" });
    expect(json.data.quality.grade).toBeDefined();
    expect(json.trades.length).toBeGreaterThan(3);
    expect(Object.keys(json.trades[0] as object)).toEqual([
      "side",
      "entryBar",
      "entryTime",
      "entryPrice",
      "exitBar",
      "exitTime",
      "exitPrice",
      "quantity",
      "pnl",
      "pnlPct",
      "commission",
      "exitReason",
      "mae",
      "mfe",
    ]);
    expect(json.equity).toBeUndefined();
    expect(json).toMatchObject({ conflicts: 0, rejected: {} });
    for (const [name, value] of Object.entries(json.metrics)) {
      if (value === null) expect(json.metrics.reasons[name], name).toMatch(/\w/);
    }
    const pnl = json.trades.reduce((sum, trade) => sum + trade.pnl, 0) + (json.openPosition?.openPnl ?? 0);
    expect(json.metrics["netProfit"]).toBeCloseTo(pnl, 6);
  });

  it("--equity adds the curve, packed data give the same fingerprint, and so does a config file", async () => {
    const args = ["--strategy", "donchian-breakout", "--param", "entry=10", "--sizer", "all-in", "--capital", "5000"];
    const plain = await result("--data", data, "--equity", ...args);
    expect(plain.equity).toHaveLength(400);
    const packed = await result("--data", writeFile(folder, "TEST_1h.csv.gz", gzipSync(csv)), ...args);
    expect(packed.fingerprint).toBe(plain.fingerprint);
    const document = {
      data,
      strategy: { name: "donchian-breakout", params: { entry: 10 } },
      sizer: "all-in",
      capital: 4000,
    };
    const config = writeFile(folder, "run.json", JSON.stringify(document));
    const configured = await result("--config", config, "--capital", "5000");
    expect(configured.fingerprint).toBe(plain.fingerprint);
    expect((await result("--config", config)).fingerprint).not.toBe(plain.fingerprint);
  });

  it("takes signals from a file, by bar or by timestamp", async () => {
    const stamps = rows(400).map((row) => row.split(",")[0]);
    const byBar = writeFile(folder, "by-bar.csv", "bar,longEntry,longExit,stop,size\n10,1,,60,2\n50,0,1,,\n");
    const byTime = writeFile(
      folder,
      "by-time.csv",
      `timestamp,longEntry,longExit,stop,size\n${stamps[10]},1,,60,2\n${stamps[50]},0,1,,\n`,
    );
    const first = await result("--data", data, "--signals", byBar);
    expect(first.trades).toMatchObject([
      { side: "long", entryBar: 11, exitBar: 51, quantity: 2, exitReason: "signal" },
    ]);
    expect((await result("--data", data, "--signals", byTime)).fingerprint).toBe(first.fingerprint);
  });

  it("tells trades from positions where these are closed in parts", async () => {
    const run = ["--data", "sample", "--sample-bars", "2000", "--strategy", "sma-cross", "--capital", "10000000"];
    const held = [...run, "--sizer", "all-in", "--max-participation", "0.001"];
    const { metrics } = await result(...held);
    expect(metrics["positions"]).toBeLessThan(metrics["trades"] as number);
    const { stdout } = await varanus("backtest", ...held);
    expect(stdout).toMatch(new RegExp(`Closed trades +${metrics["trades"]} of ${metrics["positions"]} positions, `));
    expect((await varanus("backtest", ...run)).stdout).toMatch(/Closed trades +\d+, /);
  });

  it("--from and --to cut the series, a date standing for its whole day", async () => {
    const json = await result("--data", data, "--strategy", "ewmac", "--from", "2023-11-16", "--to", "2023-11-17");
    expect(json.data).toMatchObject({ bars: 48, from: "2023-11-16T00:00:00Z", to: "2023-11-17T23:00:00Z" });
  });

  it("--out writes the report and the three data files", async () => {
    const out = join(folder, "deep", "out");
    const { code, stdout } = await varanus(
      "backtest",
      "--data",
      data,
      "--strategy",
      "sma-cross",
      "--param",
      "fast=3",
      "--param",
      "slow=8",
      "--out",
      out,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/Final equity[\s\S]*Sharpe[\s\S]*Fingerprint/);
    const json = JSON.parse(readFileSync(join(out, "result.json"), "utf8")) as ResultJson;
    expect(stdout).toContain(json.fingerprint);
    expect(readFileSync(join(out, "trades.csv"), "utf8").trimEnd().split("\n")).toHaveLength(json.trades.length + 1);
    expect(readFileSync(join(out, "equity.csv"), "utf8").trimEnd().split("\n")).toHaveLength(401);
    const report = readFileSync(join(out, "report.html"), "utf8");
    expect(report).toContain(json.fingerprint);
    expect(report).not.toContain("<script");
  });

  it("the sample depends on its seed alone", async () => {
    const args = ["--data", "sample", "--sample-bars", "500", "--strategy", "ewmac"];
    const [one, again, other] = await Promise.all([
      result(...args, "--seed", "3"),
      result(...args, "--seed", "3"),
      result(...args, "--seed", "4"),
    ]);
    expect(again.fingerprint).toBe(one.fingerprint);
    expect(other.data.sha256).not.toBe(one.data.sha256);
  });

  it.each(["3d", "1w", "1M"])("the sample of %s has neither gaps nor bars off the grid", async (timeframe) => {
    const json = await result(
      ...["--data", "sample", "--timeframe", timeframe],
      ...["--strategy", "sma-cross", "--param", "fast=3", "--param", "slow=10"],
    );
    expect(json.data).toMatchObject({ timeframe, quality: { gapCount: 0, missing: 0, offGrid: 0 } });
    expect(json.trades.length).toBeGreaterThan(5);
  });

  it("a file of months is read as such, its holes by the calendar", async () => {
    const [january2021, months] = [24_252, 40];
    const lines = Array.from({ length: months }, (_, k) => {
      const month = january2021 + k;
      const price = 100 + 10 * Math.abs((k % 12) - 6);
      return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01,${price},${price},${price},${price},1`;
    });
    const run = (name: string, rows: readonly string[]) =>
      result(
        ...["--data", writeFile(folder, name, `${[HEADER, ...rows].join("\n")}\n`)],
        ...["--strategy", "sma-cross", "--param", "fast=3", "--param", "slow=10"],
      );
    const { data } = await run("MONTHS.csv", lines);
    expect(data).toMatchObject({ timeframe: "1M", bars: months, from: "2021-01-01T00:00:00Z" });
    expect(data.quality).toMatchObject({ gapCount: 0, offGrid: 0, issues: [] });
    const holed = await run(
      "HOLED.csv",
      lines.filter((_, k) => k !== 1 && k !== 20 && k !== 21),
    );
    expect(holed.data).toMatchObject({ timeframe: "1M", quality: { gapCount: 2, missing: 3, offGrid: 0 } });
  });

  it("takes every new cost: models, fees, tiers, borrow cost and a file of funding rates", async () => {
    const plain = ["--data", data, "--strategy", "sma-cross", "--param", "fast=3", "--param", "slow=8"];
    const stamps = rows(400).map((row) => Number(row.split(",")[0]));
    const rates = stamps.filter((_, i) => i % 8 === 0).flatMap((stamp) => [`${stamp},AAA,0.001`, `${stamp},BBB,0.002`]);
    const funding = writeFile(folder, "funding.csv", `timestamp,symbol,funding_rate\n${rates.join("\n")}\n`);
    const costly = [
      ...["--slippage", "volatility", "--slippage-param", "baseBps=3", "--slippage-param", "factor=0.2"],
      ...["--maker-commission-bps", "1", "--minimum-fee", "0.5", "--minimum-notional", "10", "--borrow-rate", "0.1"],
      ...["--liquidation-fee-bps", "50", "--leverage", "10", "--end-of-data", "close"],
      ...["--margin-tier", "0:0.1:0.05", "--margin-tier", "5000:0.2:0.1"],
      ...["--funding", funding, "--funding-symbol", "AAA"],
    ];
    const json = await result(...plain, ...costly);
    expect(json.config).toMatchObject({
      slippage: { name: "volatility", params: { baseBps: 3, factor: 0.2 } },
      makerCommissionBps: 1,
      minimumFee: 0.5,
      minimumNotional: 10,
      borrowRate: 0.1,
      liquidationFeeBps: 50,
      marginTiers: [
        { notional: 0, initialMargin: 0.1, maintenanceMargin: 0.05 },
        { notional: 5000, initialMargin: 0.2, maintenanceMargin: 0.1 },
      ],
    });
    const paid = json.trades.reduce((sum, trade) => sum + (trade.funding ?? Number.NaN), 0);
    expect(paid).not.toBe(0);
    expect(json.metrics["fundingPaid"]).toBeCloseTo(paid, 9);
    for (const trade of json.trades) expect(trade.commission).toBeGreaterThanOrEqual(1);
    const other = await result(...plain, ...costly.slice(0, -1), "BBB");
    expect(other.data.sha256).not.toBe(json.data.sha256);
    expect(Math.abs(other.metrics["fundingPaid"] as number)).toBeGreaterThan(
      Math.abs(json.metrics["fundingPaid"] as number),
    );
    const { stdout } = await varanus("backtest", ...plain, ...costly);
    expect(stdout).toMatch(/funding\.csv: 50 funding rates, 50 of 400 bars have one/);
    expect(stdout).toContain(`Commission                  ${(json.metrics["fees"] as number).toFixed(2)}`);
    expect(stdout).toMatch(/Slippage +\d+\.\d\d/);
    expect(stdout).toContain(`Funding and borrow          ${(json.metrics["fundingPaid"] as number).toFixed(2)}`);
    expect(stdout).toMatch(/All costs +[\d,]+\.\d\d/);
    const { stdout: without } = await varanus("backtest", ...plain);
    expect(without).not.toContain("Funding");
    expect(without).toMatch(/Ended by +reverse 20\n/);
  });

  it("help names every switch once, in lines that fit a terminal", async () => {
    const { stdout } = await varanus("backtest", "--help");
    for (const key of Object.keys(documentSchema.shape)) {
      const flag =
        { stops: "stop", marginTiers: "margin-tier" }[key] ?? key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
      expect(stdout.match(new RegExp(`^  --(\\[no-\\])?${flag}( |$)`, "gm")), flag).toHaveLength(1);
    }
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
    const volume = stdout.slice(stdout.indexOf("what a bar's volume can fill"), stdout.indexOf("\ntrading\n"));
    expect(volume.match(/^ {2}--[a-z-]+/gm)).toEqual(["  --max-participation", "  --unfilled", "  --protective-exits"]);
  });

  it("help is everywhere, and strategies are listed with parameters, defaults and ranges", async () => {
    for (const command of [[], ["backtest"], ["strategies"], ["serve"], ["demo"]]) {
      const { code, stdout } = await varanus(...command, "--help");
      expect(code).toBe(0);
      expect(stdout).toMatch(/usage: varanus/);
    }
    const { stdout } = await varanus("strategies", "--json");
    const ewmac = (JSON.parse(stdout) as { name: string; parameters: Record<string, unknown> }[]).find(
      (s) => s.name === "ewmac",
    );
    expect(ewmac?.parameters["fast"]).toMatchObject({ kind: "int", default: 12, min: 1, max: 5000 });
  });

  it("says what could have come of the run, in report and JSON", async () => {
    const out = join(folder, "paths");
    const flags = [
      "--data",
      "sample",
      "--sample-bars",
      "1500",
      "--strategy",
      "ewmac",
      "--monte-carlo",
      "bootstrap:300",
    ];
    const { stdout, code } = await varanus("backtest", ...flags, "--json", "--out", out, "--workers", "2");
    expect(code).toBe(0);
    const { monteCarlo } = JSON.parse(stdout);
    expect(monteCarlo.settings).toMatchObject({ method: "bootstrap", paths: 300 });
    expect(JSON.parse(readFileSync(join(out, "montecarlo.json"), "utf8")).fingerprint).toBe(monteCarlo.fingerprint);
    expect(readFileSync(join(out, "report.html"), "utf8")).toContain(monteCarlo.fingerprint);
    const wrong = await varanus("backtest", ...flags.slice(0, -1), "bootstrip");
    expect(wrong.stderr).toMatch(/--monte-carlo: .*did you mean "bootstrap"/);
  });

  it("the built files are there", () => {
    for (const name of ["varanus.wasm", "varanus.js", "cli.js"])
      expect(existsSync(join(import.meta.dirname, "../../dist", name))).toBe(true);
  });
});
