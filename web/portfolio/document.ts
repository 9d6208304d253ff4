import type { PortfolioDocument } from "../../src/index.js";
import { sourceOf } from "../result/command-line.js";
import type { PortfolioRun } from "./portfolio-session.js";

/** What the JSON file is called. */
export const DOCUMENT = "portfolio.json";

/** The document that the command line reads for the same portfolio; files go by their names. */
export function portfolioDocument({ config, sleeves }: PortfolioRun): string {
  const { sleeves: settings, ...account } = config;
  const document = {
    ...account,
    sleeves: settings.map((own, k) => {
      const { series, signals } = sleeves[k] as PortfolioRun["sleeves"][number];
      const { source, from, to, funding } = series;
      const { name, weight, ...rest } = own;
      return {
        name,
        weight,
        ...sourceOf(source, { from, to, signals, funding }),
        ...(source.kind === "sample" ? { sampleSeed: source.seed } : {}),
        ...rest,
      };
    }),
  };
  return `${JSON.stringify(document as unknown as PortfolioDocument, null, 2)}\n`;
}
