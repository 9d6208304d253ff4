import { closest, VaranusError, VERSION } from "../src/index.js";
import { backtestCommand } from "./commands/backtest.js";
import { demoCommand } from "./commands/demo.js";
import { indicatorCommand } from "./commands/indicator.js";
import { indicatorsCommand } from "./commands/indicators.js";
import { monteCarloCommand } from "./commands/montecarlo.js";
import { portfolioCommand } from "./commands/portfolio.js";
import { serveCommand } from "./commands/serve.js";
import { strategiesCommand } from "./commands/strategies.js";
import { sweepCommand } from "./commands/sweep.js";
import { mainHelp } from "./help.js";

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  backtest: backtestCommand,
  sweep: sweepCommand,
  portfolio: portfolioCommand,
  montecarlo: monteCarloCommand,
  strategies: strategiesCommand,
  indicators: indicatorsCommand,
  indicator: indicatorCommand,
  serve: serveCommand,
  demo: demoCommand,
};

/** Exit code of everything that the user can mend. */
const MENDABLE = 2;
/** Exit code of what was stopped by Ctrl-C, as shells have it. */
const INTERRUPTED = 130;

async function main(args: readonly string[]): Promise<void> {
  const [name = "--help", ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") return void process.stdout.write(mainHelp(VERSION));
  if (name === "--version" || name === "version") return void process.stdout.write(`${VERSION}\n`);
  const command = COMMANDS[name];
  if (command === undefined) {
    const names = Object.keys(COMMANDS);
    const near = closest(name, names);
    throw new VaranusError({
      code: "unknown-name",
      path: name,
      message: `there is no such command; there are: ${names.join(", ")}`,
      hint: near === undefined ? "varanus --help says more" : `did you mean "${near}"?`,
    });
  }
  return command(rest);
}

// a reader that has had enough (varanus ... | head) is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof VaranusError) {
    process.stderr.write(`varanus: ${error.line}\n`);
    process.exitCode = error.code === "cancelled" ? INTERRUPTED : MENDABLE;
    return;
  }
  process.stderr.write(
    `varanus: this is a bug, please report it: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  if (process.env["VARANUS_DEBUG"]) console.error(error);
  process.exitCode = 1;
});
