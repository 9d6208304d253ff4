import { allowed, INDICATOR_FAMILIES, SIZERS, SLIPPAGES, STOPS, STRATEGIES, specOf } from "../src/index.js";
import { BACKTEST_FLAGS, type Flag, SOURCE_FLAGS } from "./flags.js";

const WIDTH = 26;
/** Columns of a line. */
const COLUMNS = 110;

/** The backtest's switches under headings, by key; those that no heading names come last. */
const GROUPS: readonly { title: string; keys: readonly string[] }[] = [
  {
    title: "account and costs",
    keys: [
      "capital",
      "commissionBps",
      "makerCommissionBps",
      "minimumFee",
      "slippage",
      "slippageBps",
      "borrowRate",
      "liquidationFeeBps",
    ],
  },
  {
    title: "leverage and margin",
    keys: ["leverage", "maintenanceMargin", "marginTiers", "marginCheck", "liquidation"],
  },
  { title: "the market's steps and minimums", keys: ["tickSize", "lotSize", "minimumNotional"] },
  { title: "what a bar's volume can fill", keys: ["maxParticipation", "unfilled", "protectiveExits"] },
  { title: "trading", keys: ["fill", "intrabar", "longOnly", "reverse", "profile"] },
];
const OTHERS = "everything else about execution and statistics";

/** What a flag's value is, where its kind does not say it. */
const VALUES: Readonly<Record<string, string>> = {
  data: "FILE|sample",
  signals: "FILE",
  finer: "FILE",
  funding: "FILE",
  symbol: "NAME",
  fundingSymbol: "NAME",
  from: "TIME",
  to: "TIME",
  utcOffset: "OFFSET",
};

/** What the files hold, a paragraph each. */
const FILES = [
  "A file of bars is CSV (or CSV.gz) with timestamp,open,high,low,close,volume.",
  "A file of signals is CSV with bar or timestamp, then any of longEntry,longExit,shortEntry,shortExit (0 or 1), stop,target (absolute prices), size (base units), confidence (0 to 1): only bars with something in them.",
  "A file of funding rates is CSV with timestamp,funding_rate (fraction of the position's value; above 0 longs pay shorts) and perhaps symbol. A rate is charged at its stamp to what is held then.",
  "Exit code 2 and one line on stderr if something is wrong with what was given.",
];

export function mainHelp(version: string): string {
  return `varanus ${version}: backtests whose answers come with their evidence

usage: varanus COMMAND [flags]

  backtest     run a strategy, or signals of your own, over a series of bars
  sweep        a strategy with every combination of parameter values
  portfolio    one account and many sleeves: strategies on symbols, each with a weight
  montecarlo   what could have come of a run: its trades, days, prices or entries drawn anew
  strategies   list the strategies with parameters, defaults and ranges
  indicators   list the indicators with inputs, outputs, parameters, defaults and ranges
  indicator    one of them on a series of bars: a table, CSV or JSON
  serve        open the web page on 127.0.0.1
  demo         run a backtest on the embedded market and write a report

  varanus COMMAND --help says more; --version prints the version.
`;
}

export function backtestHelp(): string {
  const catalogue = (list: readonly { name: string; description: string; parameters: object }[]) =>
    list.map((each) => line(each.name, each.description) + parameterLines(each.parameters as never)).join("\n");
  return `usage: varanus backtest --data FILE|sample --strategy NAME [--param k=v ...] [flags]
       varanus backtest --data FILE --signals FILE [flags]
       varanus backtest --config FILE.json [flags]

data
${flagLines(SOURCE_FLAGS)}

what to trade by
${line("--strategy NAME", `one of ${STRATEGIES.map((s) => s.name).join(", ")}`)}
${line("--param k=v", "a parameter of the strategy; repeatable (varanus strategies lists them)")}
${line("--sizer NAME", `one of ${SIZERS.map((s) => s.name).join(", ")} (fixed-fractional)`)}
${line("--sizer-param k=v", "a parameter of the sizer; repeatable")}
${line("--stop NAME", `one of ${STOPS.map((s) => s.name).join(", ")}; repeatable`)}
${line("--stop-param k=v", "a parameter of the stop before it; repeatable")}
${line("--config FILE.json", "all of this as one document; flags win")}

${groups()}

output
${line("--out DIR", "write report.html, result.json, trades.csv and equity.csv there")}
${line("--json", "print the Result as JSON on stdout, and nothing else")}
${line("--bounds", "lowest and highest final equity over every choice of the intrabar rule, and whether they are exact")}
${line("--equity", "with --json: the equity of every bar as well")}
${line("--monte-carlo METHOD[:N]", "what could have come of the run, in the report too: shuffle, bootstrap, block, skip, noise or null, with N paths (10000; of noise 1000); varanus montecarlo has more settings")}
${line("--workers N", "with --monte-carlo: threads (one a core)")}

sizers
${catalogue(SIZERS)}

stops
${catalogue(STOPS)}

slippage models
${catalogue(SLIPPAGES)}

${FILES.map((text) => wrapped(text, COLUMNS).join("\n")).join("\n")}
`;
}

export function sweepHelp(): string {
  return `usage: varanus sweep --data FILE|sample --strategy NAME --param k=a..b[:step] [--param k=a,b,c ...] [flags]

Runs the strategy with every combination of the values that its parameters are given; a parameter with one value is fixed. All flags of
varanus backtest but --signals are understood. What is not the strategy's own goes by its place in the configuration: sizer.fraction,
stops.percentage.stop (of a stop that is given with --stop), slippage.factor, slippageBps, commissionBps, leverage.

${line("--param k=a..b[:step]", "values from a to b; or a list a,b,c; repeatable")}
${line("--metric NAME", "what summary and report rank by: sharpe, finalEquity, maxDrawdown, trades (sharpe)")}
${line("--workers N", "threads (as many as the machine has cores)")}
${line("--out DIR", "write report.html with the heatmap, sweep.json and sweep.csv there; what is finished of a sweep that is stopped is kept there too")}
${line("--resume", "go on with a sweep that was stopped, from what --out DIR keeps of it")}
${line("--json", "print the columns as JSON on stdout, and nothing else")}

Ctrl-C stops it with 130.
`;
}

/** Source flags that Monte Carlo reads; finer bars would not fit prices with noise. */
export const MONTE_CARLO_SOURCES: readonly Flag[] = SOURCE_FLAGS.filter(({ key }) => key !== "finer");

export function monteCarloHelp(): string {
  return `usage: varanus montecarlo --result result.json --method NAME [flags]

method
${line("shuffle", "the trades in another order: drawdown and ruin; the end is always the same")}
${line("bootstrap", "as many trades, drawn with replacement")}
${line("block", "UTC days in runs of random length (stationary bootstrap of Politis and Romano)")}
${line("skip", "every trade is left out with a probability")}
${line("noise", "the strategy is run again on prices with noise; needs the data")}
${line("null", "the positions begun on random bars: how often chance does as well; needs the data")}

flags
${line("--result FILE", "the run, as varanus backtest writes it with --out or prints with --json")}
${line("--paths N", "1 to 1000000 (10000; of noise 1000)")}
${line("--seed N", "0 to 4294967295 (1); the same seed gives the same bytes, for any number of workers")}
${line("--trial N", "number of the trial that the run belongs to (0): trials share no random numbers")}
${line("--probability P", "skip: probability that a trade is left out, 0 to below 1 (0.1)")}
${line("--mean-block DAYS", "block: mean length of a run of days (the cube root of their number)")}
${line("--noise X", "noise: its deviation as a fraction of that of the closes' log returns (0.2)")}
${line("--ruin X", "ruin is an equity at or under this share of the start (0.5)")}
${line("--equity FILE", "block: equity.csv of the run (by default the one beside the result)")}
${line("--workers N", "threads to compute on (one a core)")}

data, for noise and null
${line("--config FILE.json", "the document of the run, if it names the data; flags win")}
${flagLines(MONTE_CARLO_SOURCES)}

output
${line("--json", "print one JSON object on stdout, and nothing else")}
${line("--columns", "with --json: final equity and drawdown of every path as well")}
${line("--out DIR", "write montecarlo.json, with the columns, and montecarlo.html there")}

${wrapped(FILES.at(-1) as string, COLUMNS).join("\n")} Ctrl-C stops it with 130.
`;
}

export function strategiesHelp(): string {
  return `usage: varanus strategies [--json]\n\nLists every strategy with its rule, parameters, defaults and ranges.\n`;
}

/** Source flags that an indicator reads. */
export const INDICATOR_SOURCES: readonly Flag[] = SOURCE_FLAGS.filter(
  ({ key }) => !["signals", "finer", "funding", "fundingSymbol"].includes(key),
);

export function indicatorsHelp(): string {
  return `usage: varanus indicators [--json]\n\nLists every indicator with its formula and source, inputs, outputs, parameters, defaults and ranges.\n`;
}

export function indicatorHelp(): string {
  return `usage: varanus indicator NAME --data FILE|sample [--param k=v ...] [flags]

${line("NAME", "one of varanus indicators")}
${line("--param k=v", "a parameter of it; repeatable")}
${line("--series NAME", "for those that take any column: open, high, low, close, volume (close)")}
${line("--other NAME", "the second column of those that compare two")}
${line("--seed N", "of the sample (0)")}
${flagLines(INDICATOR_SOURCES)}

output
${line("--out FILE.csv", "write one line a bar there; nothing where there is no value")}
${line("--json", "print one JSON object on stdout, and nothing else; null where there is no value")}

Without either the last bars are printed. ${wrapped(FILES.at(-1) as string, COLUMNS).join("\n")}
`;
}

export function indicatorsText(): string {
  return Object.entries(INDICATOR_FAMILIES)
    .flatMap(([family, list]) => [
      `${family}\n`,
      ...list.map(
        ({ name, title, source, inputs, outputs, parameters }) =>
          `${line(name, `${title}. ${source}`)}\n${line("", `${inputs.join(", ")} -> ${outputs.join(", ")}`)}${parameterLines(parameters as never)}\n`,
      ),
    ])
    .join("\n");
}

export function serveHelp(): string {
  return `usage: varanus serve [--port N]\n\nServes the web page on 127.0.0.1 (port 8910, or the next free one). Nothing leaves this machine.\n`;
}

export function demoHelp(): string {
  return `usage: varanus demo [--out DIR]\n\nRuns a backtest on the embedded synthetic market and writes a report (out/demo).\n`;
}

export function strategiesText(): string {
  return STRATEGIES.map(
    (s) => `${s.name}: ${s.title}\n  ${s.description}\n  source: ${s.source}${parameterLines(s.parameters as never)}\n`,
  ).join("\n");
}

function parameterLines(parameters: Readonly<Record<string, Parameters<typeof specOf>[0]>>): string {
  return Object.entries(parameters)
    .map(([name, schema]) => {
      const spec = specOf(schema);
      return `\n${line(`  ${name}=${spec.default}`, `${spec.description} (${allowed(spec)})`)}`;
    })
    .join("");
}

function groups(): string {
  const named = new Set(GROUPS.flatMap(({ keys }) => keys));
  const rest = BACKTEST_FLAGS.map(({ key }) => key).filter((key) => !named.has(key));
  return [...GROUPS, { title: OTHERS, keys: rest }]
    .map(({ title, keys }) => `${title}\n${keys.map(switchLines).join("\n")}`)
    .join("\n\n");
}

/** The lines of one key: those of its flag, or of the flags that a key with several parts has. */
function switchLines(key: string): string {
  if (key === "slippage") {
    return [
      line("--slippage NAME", `one of ${SLIPPAGES.map(({ name }) => name).join(", ")} (fixed)`),
      line("--slippage-param k=v", "a parameter of the slippage model; repeatable"),
    ].join("\n");
  }
  if (key === "marginTiers") {
    const says =
      "from notional N on, initial margin I and maintenance margin M, fractions, instead of --maintenance-margin; repeatable, lowest first";
    return line("--margin-tier N:I:M", says);
  }
  return flagLines(BACKTEST_FLAGS.filter((flag) => flag.key === key));
}

function flagLines(flags: readonly Flag[]): string {
  return flags
    .map((flag) => line(`--${nameOf(flag)}${takenBy(flag)}`, `${inFlags(flag.description)}${standardOf(flag)}`))
    .join("\n");
}

/** A description of the schema, with other keys by their flags. */
function inFlags(description: string): string {
  return description.replace(/\b[a-z]+[A-Z][A-Za-z]*\b/g, (key) => {
    const flag = BACKTEST_FLAGS.find((each) => each.key === key);
    return flag ? `--${flag.name}` : key;
  });
}

/** A switch that is on has a form that turns it off. */
const nameOf = ({ name, kind, default: standard }: Flag): string =>
  kind === "boolean" && standard === "true" ? `[no-]${name}` : name;

function takenBy({ key, kind, choices }: Flag): string {
  if (kind === "boolean") return "";
  const value = VALUES[key] ?? (kind === "choice" ? choices.join("|") : kind === "number" ? "N" : "TEXT");
  return value.length > 60 ? ` ${choices[0]}|...` : ` ${value}`;
}

function standardOf({ kind, default: standard }: Flag): string {
  if (standard === "" || (kind === "boolean" && standard === "false")) return "";
  return ` (${kind === "boolean" ? "on" : standard})`;
}

/** A flag or a name, and what it is, broken into lines. */
function line(left: string, right: string): string {
  const [first = "", ...rest] = wrapped(right, COLUMNS - WIDTH - 2);
  const further = rest.map((text) => `\n  ${"".padEnd(WIDTH)}${text}`).join("");
  const own = left.length < WIDTH - 1 ? `  ${left.padEnd(WIDTH)}${first}` : `  ${left}\n  ${"".padEnd(WIDTH)}${first}`;
  return own + further;
}

function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export function portfolioHelp(): string {
  return `usage: varanus portfolio --config FILE.json [--out DIR] [--json [--equity]]

${line("--config FILE.json", "the account and its sleeves, as below")}
${line("--out DIR", "write report.html, result.json, account.csv, fills.csv and trades.csv there")}
${line("--json", "print the result as JSON, and nothing else, on stdout")}
${line("--equity", "with the account's columns and every sleeve's equity in that JSON")}

${wrapped("A sleeve is a strategy (or a file of signals) on one series with a weight, a share of the account; the weights add up to at most 1. What stands beside the sleeves holds for all of them, unless a sleeve says otherwise; capital, leverage, margin, liquidation and maxParticipation are the account's. The keys are those of varanus backtest --config.", COLUMNS).join("\n")}

  {
    "capital": 10000,
    "data": "sample", "sampleSeed": 1,
    "stops": ["percentage"],
    "sleeves": [
      { "name": "trend", "strategy": "ewmac", "weight": 0.5 },
      { "name": "reversal", "data": "sample", "sampleSeed": 2, "symbol": "OTHER",
        "strategy": { "name": "rsi-reversal", "params": { "length": 10 } }, "weight": 0.3 },
      { "name": "pair", "weight": 0.2, "sizer": "pair-dollar-neutral",
        "legs": [ { "data": "A.csv", "signals": "a.csv" }, { "data": "B.csv", "signals": "b.csv" } ] }
    ],
    "rebalance": { "drift": 0.05, "minimumOrder": 10 },
    "volatilityTarget": { "target": 0.15, "bars": 60, "least": 0.5, "most": 2 },
    "limits": { "maxDrawdown": 0.2, "haltBars": 24, "closeAll": false, "positions": 10,
                "heat": 0.25, "exposure": 0.5, "correlation": 0.8, "days": 60 }
  }

${wrapped("rebalance is on with the numbers above; null turns it off. volatilityTarget and limits are off unless they are given; {} takes the numbers above, and null turns single limits off. Orders of sleeves that fill at one moment and one price are netted by symbol: what they cross changes hands without slippage and fee. Two legs are filled both or neither.", COLUMNS).join("\n")}
`;
}
