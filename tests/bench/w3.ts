import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  load,
  type MonteCarloRun,
  monteCarloRunOf,
  type Quantiles,
  type ResultJson,
  resolveConfig,
} from "../../src/index.js";
import { dataFolder } from "./data.js";
import type { Contestant } from "./workload.js";

const PATHS = 10_000;
const TRADES = 1_000;

interface Checks {
  eq50: number;
  dd5: number;
  dd50: number;
  dd95: number;
}

/** W3 through the public API: 10,000 paths over 1,000 trades whose money is added, with everything that a user gets but fan and fingerprint. */
export async function w3(method: "shuffle" | "bootstrap", k: string): Promise<Contestant[]> {
  const v = await load();
  const run = runOf(profits());
  return [
    {
      k,
      note: "a stream a path: another sample than the yardstick's",
      checks: (): Checks => {
        const result = v.monteCarlo(run, { method, paths: PATHS, seed: 7 });
        const { maxDrawdownMoney, maxDrawdown, maxDrawdownHistogram, probabilityOfLoss, riskOfRuin } = result;
        if (!maxDrawdown || !maxDrawdownHistogram || riskOfRuin === null) throw new Error("no drawdowns");
        if ((probabilityOfLoss === null) !== (method === "shuffle")) throw new Error("no probability of loss");
        const { p5, median, p95 } = maxDrawdownMoney as Quantiles;
        // the end of a shuffle is always the same
        const eq50 = result.finalEquity?.median ?? (result.columns.finalEquity[0] as number);
        return { eq50, dd5: p5, dd50: median, dd95: p95 };
      },
    },
  ];
}

/** Quote currency (1000): those of the yardstick, or a seeded walk's where it is absent. */
function profits(): Float64Array {
  const folder = dataFolder();
  if (folder === undefined) return Float64Array.from({ length: TRADES }, (_, k) => ((k * 7_919) % 401) - 198);
  const bytes = readFileSync(join(folder, `pnl_${TRADES}.f64`));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function runOf(pnl: Float64Array): MonteCarloRun {
  const config = resolveConfig({ strategy: "ewmac", sizer: "fixed-amount", capital: 10_000 });
  const trades = Array.from(pnl, (profit) => ({ pnl: profit }));
  const json = { fingerprint: "", config, trades, openPosition: null, metrics: { slippageCost: 0 } };
  return monteCarloRunOf(json as unknown as ResultJson);
}
