import { join } from "node:path";
import { demoHelp } from "../help.js";
import { writeOutputs } from "../outputs.js";
import { has, noWords, parse, single } from "../parse.js";
import { summary } from "../summary.js";
import { run } from "./backtest.js";

/** varanus demo: a backtest on the embedded market, with a report to look at. */
export async function demoCommand(args: readonly string[]): Promise<void> {
  const parsed = parse(
    args,
    new Map([
      ["out", "value"],
      ["help", "nothing"],
    ]),
  );
  if (has(parsed, "help")) return void process.stdout.write(demoHelp());
  noWords(parsed);
  const out = single(parsed, "out") ?? join("out", "demo");
  const result = await run(
    {
      data: "sample",
      seed: 1,
      strategy: { name: "donchian-breakout", params: { entry: 40, exit: 20 } },
      sizer: { name: "atr-risk", params: { risk: 0.01, multiple: 3 } },
      stops: [{ name: "atr", params: { multiple: 3 } }],
    },
    (line) => console.log(line),
  );
  process.stdout.write(summary(result));
  const written = await writeOutputs(result, out);
  console.log(`The report: ${written.find((path) => path.endsWith("report.html"))}`);
}
