import { allowed, SIZERS, SLIPPAGES, STOPS, STRATEGIES, specOf } from "../src/index.js";
import { BACKTEST_FLAGS, type Flag, SOURCE_FLAGS } from "./flags.js";

const WIDTH = 26;

export function mainHelp(version: string): string {
  return `varanus ${version}: backtests whose answers come with their evidence

usage: varanus COMMAND [flags]

  backtest     run a strategy, or signals of your own, over a series of bars
  strategies   list the strategies with parameters, defaults and ranges
  serve        open the web page on 127.0.0.1
  demo         run a backtest on the embedded market and write a report

  varanus COMMAND --help says more; --version prints the version.
`;
}

export function backtestHelp(): string {
  const catalogue = (list: readonly { name: string; description: string; parameters: object }[]) =>
    list
      .map((each) => `  ${each.name.padEnd(WIDTH)}${each.description}${parameterLines(each.parameters as never)}`)
      .join("\n");
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
${line("--slippage NAME", `one of ${SLIPPAGES.map((s) => s.name).join(", ")} (fixed)`)}
${line("--slippage-param k=v", "a parameter of the slippage model; repeatable")}
${line("--margin-tier N:I:M", "from notional N on, initial margin I and maintenance margin M (fractions); repeatable")}
${line("--config FILE.json", "all of this as one document; flags win")}

simulation
${flagLines(BACKTEST_FLAGS)}

output
${line("--out DIR", "write report.html, result.json, trades.csv and equity.csv there")}
${line("--json", "print the Result as JSON on stdout, and nothing else")}
${line("--equity", "with --json: the equity of every bar as well")}

sizers
${catalogue(SIZERS)}

stops
${catalogue(STOPS)}

slippage models
${catalogue(SLIPPAGES)}

A file of bars is CSV (or CSV.gz) with timestamp,open,high,low,close,volume. A file of signals is CSV with bar or timestamp, then any of
longEntry,longExit,shortEntry,shortExit (0 or 1), stop,target (absolute prices), size (base units), confidence (0 to 1): only bars with something in them.
Exit code 2 and one line on stderr if something is wrong with what was given.
`;
}

export function strategiesHelp(): string {
  return `usage: varanus strategies [--json]\n\nLists every strategy with its rule, parameters, defaults and ranges.\n`;
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
      return `\n    ${`${name}=${spec.default}`.padEnd(WIDTH - 2)}${spec.description} (${allowed(spec)})`;
    })
    .join("");
}

function flagLines(flags: readonly Flag[]): string {
  return flags
    .map((flag) => {
      const value =
        flag.kind === "boolean"
          ? ""
          : flag.kind === "choice"
            ? ` ${flag.choices.join("|")}`
            : ` ${flag.kind === "number" ? "N" : "TEXT"}`;
      const negated = flag.kind === "boolean" && flag.default === "true" ? `--no-${flag.name}` : `--${flag.name}`;
      const standard = flag.default === "" ? "" : ` (${flag.default})`;
      return line(
        `${negated}${value.length > 40 ? ` ${flag.choices[0]}|...` : value}`,
        `${flag.description}${standard}`,
      );
    })
    .join("\n");
}

function line(left: string, right: string): string {
  return left.length < WIDTH - 1 ? `  ${left.padEnd(WIDTH)}${right}` : `  ${left}\n  ${"".padEnd(WIDTH)}${right}`;
}
