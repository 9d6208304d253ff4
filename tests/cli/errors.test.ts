import { describe, expect, it } from "vitest";
import { HEADER, rows, temporaryFolder, varanus, writeFile } from "./varanus.js";

// Whatever is wrong with what a user gave: one line that names what is at fault and the cure, exit code 2, nothing on stdout but notes.

const folder = temporaryFolder();
const sound = rows(60);
const changed = (line: number, change: (cells: string[]) => void) => {
  const lines = [HEADER, ...sound];
  const cells = (lines[line] as string).split(",");
  change(cells);
  lines[line] = cells.join(",");
  return `${lines.join("\n")}\n`;
};
const set = (k: number, value: string) => (cells: string[]) => {
  cells[k] = value;
};

const FILES: [name: string, content: string | Uint8Array, place: RegExp, says: RegExp][] = [
  ["empty.csv", "", /empty\.csv/, /empty/],
  ["header-only.csv", `${HEADER}\n`, /header-only\.csv:1/, /no rows/],
  [
    "missing-column.csv",
    `timestamp,open,high,low,volume\n1700006400000,1,2,1,5\n`,
    /missing-column\.csv:1/,
    /no column close/,
  ],
  ["text.csv", changed(3, set(1, "abc")), /text\.csv:4/, /open is "abc"/],
  ["nan.csv", changed(3, set(4, "NaN")), /nan\.csv:4/, /close is NaN/],
  ["blank.csv", changed(3, set(2, "")), /blank\.csv:4/, /high/],
  ["infinite.csv", changed(3, set(2, "Infinity")), /infinite\.csv:4/, /high/],
  ["duplicate.csv", changed(3, set(0, (sound[1] as string).split(",")[0] as string)), /duplicate\.csv:4/, /duplicate/],
  [
    "unsorted.csv",
    `${[HEADER, sound[0], sound[2], sound[1], ...sound.slice(3)].join("\n")}\n`,
    /unsorted\.csv:4/,
    /unsorted/,
  ],
  ["crossed.csv", changed(3, set(2, "1")), /crossed\.csv:4/, /high/],
  ["negative.csv", changed(3, set(3, "-5")), /negative\.csv:4/, /low|positive|above 0/],
  ["ragged.csv", changed(3, (cells) => cells.pop()), /ragged\.csv:4/, /.+/],
  ["binary.csv", Uint8Array.from({ length: 400 }, (_, i) => (i * 37 + 11) % 256), /binary\.csv/, /.+/],
  ["zip.csv", new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3, 4]), /zip\.csv/, /ZIP|zip/],
  ["broken.csv.gz", new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7]), /broken\.csv\.gz/, /gzip/],
];

const FLAGS: [args: string, place: RegExp, says: RegExp][] = [
  ["--strategy nope", /--strategy/, /unknown strategy "nope".*ewmac/],
  ["--strategy emwac", /--strategy/, /did you mean "ewmac"/],
  ["--strategy ewmac --param fats=3", /--param fats/, /no parameter "fats".*did you mean "fast"/],
  ["--strategy ewmac --param fast=0", /--param fast/, /integer from 1/],
  ["--strategy ewmac --param fast=2.5", /--param fast/, /integer from 1/],
  ["--strategy ewmac --param fast=x", /--param fast/, /not a number/],
  ["--strategy ewmac --param fast", /--param fast/, /name=value/],
  ["--strategy ewmac --param fast=30", /--strategy/, /below slow/],
  ["--strategy ewmac --capital -5", /--capital/, /above 0/],
  ["--strategy ewmac --capital abc", /--capital/, /not a number/],
  ["--strategy ewmac --leverage 0", /--leverage/, /at least 1/],
  ["--strategy ewmac --slippage-bps -1", /--slippage-bps/, /at least 0/],
  ["--strategy ewmac --leverage 0.5", /--leverage/, /at least 1/],
  ["--strategy ewmac --slippage foo", /--slippage/, /unknown slippage model "foo".*fixed, volatility, volume/],
  ["--strategy ewmac --slippage volum", /--slippage/, /did you mean "volume"/],
  ["--strategy ewmac --slippage volume --slippage-param factr=1", /--slippage-param factr/, /did you mean "factor"/],
  ["--strategy ewmac --slippage volume --slippage-param factor=9", /--slippage-param factor/, /from 0 to 1/],
  [
    "--strategy ewmac --slippage volume --slippage-param impact=cubic",
    /--slippage-param impact/,
    /linear, square-root/,
  ],
  ["--strategy ewmac --slippage volatility --slippage-param baseBps=-1", /--slippage-param baseBps/, /from 0 to 5000/],
  ["--strategy ewmac --slippage volume --slippage-param factor", /--slippage-param factor/, /name=value/],
  ["--strategy ewmac --slippage-param factor=1", /--slippage-param factor=1/, /no parameters.*--slippage volatility/],
  ["--strategy ewmac --slippage volume --slippage-bps 5", /--slippage-bps/, /does not read it.*--slippage fixed/],
  ["--strategy ewmac --slippage volume --slippage fixed", /--slippage/, /twice/],
  ["--strategy ewmac --max-participation 2", /--max-participation/, /at most 1/],
  ["--strategy ewmac --max-participation 0.1 --unfilled wait", /--unfilled/, /work, cancel/],
  ["--strategy ewmac --max-participation 0.1 --protective-exits never", /--protective-exits/, /whole, by-volume/],
  ["--strategy ewmac --unfilled cancel", /--unfilled/, /--max-participation too/],
  [
    "--strategy ewmac --max-participation 0 --protective-exits whole",
    /--protective-exits/,
    /nothing holds orders.*--max-participation too/,
  ],
  ["--strategy ewmac --maker-commission-bps -1", /--maker-commission-bps/, /at least 0/],
  ["--strategy ewmac --maker-commission-bps x", /--maker-commission-bps/, /not a number/],
  ["--strategy ewmac --minimum-fee -1", /--minimum-fee/, /at least 0/],
  ["--strategy ewmac --minimum-notional -1", /--minimum-notional/, /at least 0/],
  ["--strategy ewmac --liquidation-fee-bps 9999", /--liquidation-fee-bps/, /at most 5000/],
  ["--strategy ewmac --borrow-rate -0.1", /--borrow-rate/, /at least 0/],
  ["--strategy ewmac --margin-tier", /--margin-tier/, /missing/],
  ["--strategy ewmac --margin-tier 0:0.1", /--margin-tier 0:0\.1/, /NOTIONAL:INITIAL:MAINTENANCE.*example/],
  ["--strategy ewmac --margin-tier 0:0.2:0.1:5", /--margin-tier 0:0\.2:0\.1:5/, /NOTIONAL:INITIAL:MAINTENANCE/],
  ["--strategy ewmac --margin-tier 0:a:0.1", /--margin-tier 0:a:0\.1/, /"a" is not a number.*example/],
  ["--strategy ewmac --margin-tier ::", /--margin-tier ::/, /"" is not a number.*example/],
  ["--strategy ewmac --margin-tier 0:0.2:-1", /--margin-tier 0:0\.2:-1/, /at least 0/],
  ["--strategy ewmac --margin-tier 5:0.2:0.1", /--margin-tier 5:0\.2:0\.1/, /first tier begins at 5.*begin at 0/],
  [
    "--strategy ewmac --leverage 9 --margin-tier 0:0.2:0.1 --margin-tier 900:0.3:0.2 --margin-tier 500:0.4:0.3",
    /--margin-tier 500:0\.4:0\.3/,
    /begins at 500, the one before it at 900.*order/,
  ],
  [
    "--strategy ewmac --leverage 9 --margin-tier 0:0.2:0.1 --margin-tier 900:0.15:0.1",
    /--margin-tier 900:0\.15:0\.1/,
    /0\.15 is less than the 0\.2 of the tier before it/,
  ],
  [
    "--strategy ewmac --leverage 20 --margin-tier 0:0.1:0.1",
    /--margin-tier 0:0\.1:0\.1/,
    /not below the tier's initial margin 0\.1/,
  ],
  ["--strategy ewmac --margin-tier 0:0.2:0.1 --maintenance-margin 0.1", /--maintenance-margin/, /both given/],
  ["--strategy ewmac --stop triple-barrier --stop-param day=1", /--stop-param day/, /did you mean "days"/],
  ["--strategy ewmac --stop chandelier --stop-param period=0", /--stop-param period/, /integer from 1/],
  ["--strategy ewmac --stop chandelier --stop chandelier", /--stop/, /given twice/],
  ["--strategy ewmac --sizer optimal-f --sizer-param share=2", /--sizer-param share/, /to 1/],
  ["--strategy ewmac --funding nowhere.csv", /nowhere\.csv/, /no such file/],
  ["--strategy ewmac --funding-symbol X", /--funding-symbol/, /no file of funding rates.*--funding/],
  ["--strategy ewmac --fill cloze", /--fill/, /next-open, close/],
  ["--strategy ewmac --fil close", /--fil/, /did you mean --fill/],
  ["--strategy ewmac --stop percentag", /--stop/, /did you mean "percentage"/],
  ["--strategy ewmac --stop percentage --stop-param stop=-1", /--stop-param stop/, /from 0/],
  ["--strategy ewmac --stop-param stop=1", /--stop-param/, /no stop before it/],
  ["--strategy ewmac --stop atr --stop atr", /--stop/, /given twice/],
  ["--strategy ewmac --sizer foo", /--sizer/, /unknown sizer/],
  ["--strategy ewmac --from yesterday", /--from/, /not a time/],
  ["--strategy ewmac --from 2050-01-01", /--from/, /no bars from 2050-01-01T00:00:00Z; the data span 2021-01-01/],
  ["--strategy ewmac --to 2001-01-01", /--to/, /no bars to 2001-01-01T23:59:59.999Z; the data span/],
  ["--strategy ewmac --from 2022-02-01 --to 2022-01-01", /--from/, /no bars from 2022-02-01/],
  ["--strategy ewmac --timeframe 7m", /--timeframe/, /1m, 3m/],
  ["--strategy ewmac --seed 1.5", /--seed/, /integer/],
  ["--strategy ewmac --profile zipline", /--profile/, /backtesting\.py/],
  ["--strategy ewmac --capital 1 --capital 2", /--capital/, /twice/],
  ["--strategy ewmac --capital", /--capital/, /missing/],
  ["--strategy ewmac word", /word/, /flag was expected/],
  ["--strategy ewmac --out /proc/nowhere", /\/proc\/nowhere/, /cannot be written/],
  ["--strategy ewmac --config nowhere.json", /nowhere\.json/, /no such file/],
  ["--strategy ewmac --signals nowhere.csv", /--signals/, /both/],
  ["--signals nowhere.csv", /nowhere\.csv/, /no such file/],
  ["", /--strategy/, /nothing to trade by/],
];

/** Funding for the sample's bars, which begin with 2021. */
const T = Date.UTC(2021, 0, 1);
const FUNDING: [name: string, content: string, symbol: string, place: RegExp, says: RegExp][] = [
  ["f-empty.csv", "", "", /f-empty\.csv/, /empty/],
  ["f-header.csv", "timestamp,funding_rate\n", "", /f-header\.csv/, /no rates.*row a stamp/],
  ["f-no-rate.csv", `timestamp,price\n${T},1\n`, "", /f-no-rate\.csv:1/, /no column of funding rates.*funding_rate/],
  ["f-no-stamp.csv", "when,funding_rate\nx,1\n", "", /f-no-stamp\.csv:1/, /no column of stamps.*timestamp/],
  ["f-stamp.csv", "timestamp,funding_rate\nsoon,0.1\n", "", /f-stamp\.csv:2/, /stamp is "soon".*2024-01-31/],
  ["f-text.csv", `timestamp,funding_rate\n${T},abc\n`, "", /f-text\.csv:2/, /rate is "abc", a number is needed/],
  ["f-blank.csv", `timestamp,funding_rate\n${T},0.1\n${T + 1},\n`, "", /f-blank\.csv:3/, /rate is ""/],
  ["f-ragged.csv", `timestamp,funding_rate\n${T}\n`, "", /f-ragged\.csv:2/, /1 cells, the header has 2/],
  ["f-vast.csv", `timestamp,funding_rate\n${T},3\n`, "", /f-vast\.csv/, /rate 3 at 2021-01-01.*between -1 and 1/],
  ["f-twice.csv", `timestamp,funding_rate\n${T},0.1\n${T},0.2\n`, "", /f-twice\.csv/, /two rates for 2021-01-01/],
  [
    "f-several.csv",
    `timestamp,symbol,funding_rate\n${T},AAA,0.1\n${T},BBB,0.2\n`,
    "",
    /f-several\.csv/,
    /rates of AAA, BBB.*--funding-symbol/,
  ],
  [
    "f-unknown.csv",
    `timestamp,symbol,funding_rate\n${T},AAA,0.1\n${T},BBB,0.2\n`,
    "CCC",
    /f-unknown\.csv/,
    /no rates of CCC; the file has AAA, BBB/,
  ],
  ["f-outside.csv", "timestamp,funding_rate\n1000000000000,0.1\n", "", /f-outside\.csv/, /no rate falls into the bars/],
];

const CONFIGS: [content: string, place: RegExp, says: RegExp][] = [
  ["{", /config-0\.json/, /not JSON/],
  ["[]", /config-1\.json/, /one JSON object/],
  ['{"capitol": 5}', /config-2\.json: capitol/, /did you mean "capital"/],
  ['{"capital": -5}', /config-3\.json: capital/, /above 0/],
  ['{"strategy": {"name": "ewmac", "parms": {}}}', /config-4\.json: strategy/, /params/],
  [
    '{"strategy": {"name": "ewmac", "params": {"fast": 0}}}',
    /config-5\.json: strategy\.params\.fast/,
    /integer from 1/,
  ],
  [
    '{"strategy": "ewmac", "stops": ["percentage", {"name": "atr", "params": {"multiple": -1}}]}',
    /config-6\.json: stops\.1\.params\.multiple/,
    /number from/,
  ],
  ['{"strategy": "ewmac", "fill": "tomorrow"}', /config-7\.json: fill/, /next-open/],
  [
    '{"strategy": "ewmac", "marginTiers": [{"notional": 5, "maintenanceMargin": 0.1}]}',
    /config-8\.json: marginTiers\.0\.notional/,
    /begin at 0/,
  ],
  ['{"strategy": "ewmac", "slippage": {"name": "volum"}}', /config-9\.json: slippage/, /did you mean "volume"/],
];

async function oneClearLine(args: string[], place: RegExp, says: RegExp): Promise<void> {
  const { code, stderr, stdout } = await varanus("backtest", ...args);
  expect(code, stderr + stdout).toBe(2);
  const lines = stderr.trimEnd().split("\n");
  expect(lines, stderr).toHaveLength(1);
  expect(lines[0]).toMatch(/^varanus: /);
  expect(lines[0]).toMatch(place);
  expect(lines[0]).toMatch(says);
  expect(stderr + stdout).not.toMatch(/\n\s+at |undefined|\[object/);
  expect(stdout).not.toMatch(/Final equity/);
}

describe("one clear line and exit code 2 for", () => {
  it.concurrent.each(FILES)("%s", async (name, content, place, says) => {
    await oneClearLine(["--data", writeFile(folder, name, content), "--strategy", "ewmac"], place, says);
  });

  it("a file that is not there, and a folder", async () => {
    await oneClearLine(["--data", `${folder}/nowhere.csv`, "--strategy", "ewmac"], /nowhere\.csv/, /no such file/);
    await oneClearLine(["--data", folder, "--strategy", "ewmac"], /varanus-test/, /folder/);
  });

  it.concurrent.each(FLAGS)("%s", async (args, place, says) => {
    await oneClearLine(["--data", "sample", ...args.split(" ").filter((word) => word !== "")], place, says);
  });

  it.concurrent.each(FUNDING)("funding %s", async (name, content, symbol, place, says) => {
    const file = writeFile(folder, name, content);
    const told = symbol === "" ? [] : ["--funding-symbol", symbol];
    await oneClearLine(["--data", "sample", "--strategy", "ewmac", "--funding", file, ...told], place, says);
  });

  it.concurrent.each(CONFIGS.map((each, k) => [k, ...each] as const))(
    "config %i %s",
    async (k, content, place, says) => {
      const config = writeFile(folder, `config-${k}.json`, content);
      await oneClearLine(["--data", "sample", "--config", config], place, says);
    },
  );

  it("signals that do not fit the bars", async () => {
    const data = writeFile(folder, "sound.csv", `${[HEADER, ...sound].join("\n")}\n`);
    const cases: [string, RegExp][] = [
      ["bar,longEntry\n60,1\n", /0 to 59|bar 60|60/],
      ["bar,longEntry\n3,2\n", /:2/],
      ["bar,longEntri\n3,1\n", /longEntry/],
      ["timestamp,longEntry\n5,1\n", /:2/],
      ["bar,longEntry\n3,1\n3,1\n", /:3/],
      ["bar,longEntry,stop\n3,1,-1\n", /stop/],
    ];
    for (const [k, [content, says]] of cases.entries()) {
      const signals = writeFile(folder, `signals-${k}.csv`, content);
      await oneClearLine(["--data", data, "--signals", signals], /signals-\d\.csv/, says);
    }
  });

  it("an unknown command", async () => {
    const { code, stderr } = await varanus("backtset");
    expect(code).toBe(2);
    expect(stderr).toMatch(/did you mean "backtest"/);
  });
});
