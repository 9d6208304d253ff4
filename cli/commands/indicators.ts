import { INDICATOR_FAMILIES, specOf } from "../../src/index.js";
import { indicatorsHelp, indicatorsText } from "../help.js";
import { has, noWords, parse } from "../parse.js";

/** varanus indicators: the catalogue, for people or as JSON. */
export async function indicatorsCommand(args: readonly string[]): Promise<void> {
  const parsed = parse(
    args,
    new Map([
      ["json", "nothing"],
      ["help", "nothing"],
    ]),
  );
  if (has(parsed, "help")) return void process.stdout.write(indicatorsHelp());
  noWords(parsed);
  if (!has(parsed, "json")) return void process.stdout.write(indicatorsText());
  const list = Object.entries(INDICATOR_FAMILIES).flatMap(([family, indicators]) =>
    indicators.map(({ name, title, source, inputs, outputs, parameters }) => ({
      name,
      family,
      title,
      source,
      inputs,
      outputs,
      parameters: Object.fromEntries(Object.entries(parameters).map(([key, schema]) => [key, specOf(schema)])),
    })),
  );
  process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
}
