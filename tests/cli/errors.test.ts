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
