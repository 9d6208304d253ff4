import { STRATEGIES, specOf } from "../../src/index.js";
import { strategiesHelp, strategiesText } from "../help.js";
import { has, noWords, parse } from "../parse.js";

/** varanus strategies: the catalogue, for people or as JSON. */
export async function strategiesCommand(args: readonly string[]): Promise<void> {
  const parsed = parse(
    args,
    new Map([
      ["json", "nothing"],
      ["help", "nothing"],
    ]),
  );
  if (has(parsed, "help")) return void process.stdout.write(strategiesHelp());
  noWords(parsed);
  if (!has(parsed, "json")) return void process.stdout.write(strategiesText());
  const list = STRATEGIES.map(({ name, title, description, source, parameters }) => ({
    name,
    title,
    description,
    source,
    parameters: Object.fromEntries(Object.entries(parameters).map(([key, schema]) => [key, specOf(schema)])),
  }));
  process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
}
