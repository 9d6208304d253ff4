import { beforeAll, expect, it } from "vitest";
import { load, MONTE_CARLO_METHODS, type MonteCarloOptions, type Varanus } from "../../src/index.js";
import { bundleScript, describeBrowser } from "../support/chromium.js";

// The same paths in Node and on the workers of a browser, to the bit: fingerprints hash every column.

interface Case {
  sizer: string;
  options: MonteCarloOptions;
}
interface Found {
  fingerprint: string;
  run: string;
  fan: string;
  quantiles: string;
}
interface TestPage {
  runCase(given: Case, workers: number): Promise<Found>;
}

const BARS = { seed: 5, bars: 3_000 };

const SCRIPT = `
import { load } from "../../src/index.js";
import { monteCarloOn } from "../../src/runtime/monte-carlo.js";
import { createPool, spawnWebWorker } from "../../src/runtime/browser/index.js";

const v = await load();
const bars = v.sample(${JSON.stringify(BARS)});
window.runCase = async ({ sizer, options }, workers) => {
  const pool = createPool({ spawn: spawnWebWorker(new URL("./worker.js", location.href)), size: workers });
  const result = v.backtest(bars, { strategy: "ewmac", stops: ["percentage"], sizer });
  const { fingerprint, run, fan, maxDrawdown, finalEquity } = await monteCarloOn(pool, v.planMonteCarlo(result, options));
  await pool.close();
  return { fingerprint, run, fan: JSON.stringify(fan), quantiles: JSON.stringify([maxDrawdown, finalEquity]) };
};
`;

const cases = ["fixed-fractional", "fixed-amount"].flatMap((sizer) =>
  MONTE_CARLO_METHODS.map((method): Case => {
    return { sizer, options: { method, paths: method === "noise" ? 20 : 1_003, seed: 4_294_967_295, trial: 7 } };
  }),
);

describeBrowser(
  "Monte Carlo in Node and on a browser's workers",
  (site) => {
    let v: Varanus;
    let run: (given: Case, workers: number) => Promise<Found>;
    beforeAll(async () => {
      v = await load();
      const { page } = await site.open();
      await page.goto(`${site.url}montecarlo.html`);
      await page.waitForFunction("window.runCase");
      run = (given, workers) =>
        page.evaluate(([each, count]) => (window as unknown as TestPage).runCase(each, count), [given, workers] as [
          Case,
          number,
        ]);
    });

    it.each(cases)("agree on $options.method, $sizer", async (given) => {
      const result = v.backtest(v.sample(BARS), { strategy: "ewmac", stops: ["percentage"], sizer: given.sizer });
      const { fingerprint, run: own, fan, maxDrawdown, finalEquity } = v.monteCarlo(result, given.options);
      const here = {
        fingerprint,
        run: own,
        fan: JSON.stringify(fan),
        quantiles: JSON.stringify([maxDrawdown, finalEquity]),
      };
      for (const workers of [1, 3]) expect(await run(given, workers)).toEqual(here);
    });
  },
  async () => ({
    "/montecarlo.html":
      '<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module" src="montecarlo.js"></script>',
    "/montecarlo.js": await bundleScript(SCRIPT),
  }),
);
