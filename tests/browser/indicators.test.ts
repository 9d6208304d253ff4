import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { canonicalColumns, sha256 } from "../../src/contracts/canonical.js";
import { INDICATORS, type IndicatorRequest, load, specOf } from "../../src/index.js";
import { bundleScript, describeBrowser } from "../support/chromium.js";
import { recordedColumns } from "../support/recorded.js";

// Every indicator here and in a browser: the same bits, with the defaults and with each choice of a parameter.

const SAMPLE = { seed: 81, bars: 70_000, timeframe: "15m" as const };

const REQUESTS: IndicatorRequest[] = INDICATORS.flatMap(({ name, parameters }) => {
  const choices = Object.entries(parameters).flatMap(([key, schema]) => {
    const spec = specOf(schema);
    return spec.kind === "choice" ? spec.choices.map((choice) => ({ [key]: choice })) : [];
  });
  return (choices.length === 0 ? [{}] : choices).map((params) => ({ name, params, other: "open" as const }));
});

const SCRIPT = `
import { load } from "../../src/index.js";
import { canonicalColumns, sha256 } from "../../src/contracts/canonical.js";
import { recordedColumns } from "../support/recorded.js";

window.run = async (sample, requests) => {
  const v = await load();
  const bars = v.sample(sample);
  const recorded = recordedColumns(bars);
  const columns = v.indicators(bars, requests.map((request) => ({ ...request, columns: recorded })));
  return columns.map((outputs) => sha256(canonicalColumns(Object.values(outputs))));
};
`;

type TestPage = { run(sample: typeof SAMPLE, requests: IndicatorRequest[]): Promise<string[]> };

describeBrowser(
  "every indicator in Node and in a browser",
  (site) => {
    let page: Page;
    beforeAll(async () => {
      ({ page } = await site.open());
      await page.goto(`${site.url}test.html`);
      await page.waitForFunction("window.run");
    });

    it("has the same bits", async () => {
      const v = await load();
      const bars = v.sample(SAMPLE);
      const columns = recordedColumns(bars);
      const here = v
        .indicators(
          bars,
          REQUESTS.map((request) => ({ ...request, columns })),
        )
        .map((outputs) => sha256(canonicalColumns(Object.values(outputs))));
      const there = await page.evaluate(([sample, requests]) => (window as unknown as TestPage).run(sample, requests), [
        SAMPLE,
        REQUESTS,
      ] as const);
      const named = (hashes: readonly string[]) => hashes.map((hash, k) => `${JSON.stringify(REQUESTS[k])}: ${hash}`);
      expect(named(there)).toEqual(named(here));
      expect(new Set(here).size).toBeGreaterThan(INDICATORS.length - 3);
    });
  },
  async () => ({
    "/test.html":
      '<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module" src="test.js"></script>',
    "/test.js": await bundleScript(SCRIPT),
  }),
);
