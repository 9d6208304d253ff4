import { canonicalColumns, canonicalJson, sha256, sha256Text } from "../../contracts/canonical.js";
import type { MonteCarlo } from "../../contracts/monte-carlo.js";
import { Kernel } from "../../kernel/kernel.js";
import type { PathColumns } from "../../kernel/paths.js";
import { fanOf } from "./fan.js";
import type { MonteCarloPlan } from "./plan.js";
import { histogramOf, quantilesOf, shareOf } from "./quantiles.js";

const SAME_END = "the same trades in another order end at the same equity";
const MULTIPLIED = "drawdowns in money mean little where profits are reinvested";
const NO_TEST = "only random entries (null) test a hypothesis";

/** Names that have no value, and why. */
function reasonsOf({ nothing, settings: { method }, compounded }: MonteCarloPlan): Record<string, string> {
  const names = (reason: string, ...list: readonly string[]) => list.map((name) => [name, reason] as const);
  const all = [
    "finalEquity",
    "probabilityOfLoss",
    "maxDrawdown",
    "maxDrawdownHistogram",
    "maxDrawdownMoney",
    "riskOfRuin",
  ];
  if (nothing !== "") return Object.fromEntries(names(nothing, ...all, "pValue", "fan"));
  return Object.fromEntries([
    ...(method === "shuffle" ? names(SAME_END, "finalEquity", "probabilityOfLoss") : []),
    ...(compounded || method === "noise" ? names(MULTIPLIED, "maxDrawdownMoney") : []),
    ...(method === "null" ? [] : names(NO_TEST, "pValue")),
  ]);
}

/** @param points equity at the marks of the fan, asked for when the fan is first read */
export function summariseMonteCarlo(plan: MonteCarloPlan, given: PathColumns, points: () => Float64Array): MonteCarlo {
  const { settings, unit, steps, compounded, start, actual, run, nothing, marks } = plan;
  const reasons = reasonsOf(plan);
  const none = new Float64Array(0);
  const columns =
    nothing === "" ? given : { finalEquity: none, maxDrawdown: none, lowestShare: none, maxDrawdownMoney: none };
  const { finalEquity, maxDrawdown, lowestShare, maxDrawdownMoney } = columns;
  const plain = { settings, unit, steps, compounded, start, actual, columns, reasons, run };
  const unlessReason = <T>(name: string, compute: () => T) => (name in reasons ? () => null : compute);
  return lazily(plain, {
    finalEquity: unlessReason("finalEquity", () => quantilesOf(finalEquity)),
    probabilityOfLoss: unlessReason("probabilityOfLoss", () => shareOf(finalEquity, (equity) => equity < start)),
    maxDrawdown: unlessReason("maxDrawdown", () => quantilesOf(maxDrawdown)),
    maxDrawdownHistogram: unlessReason("maxDrawdownHistogram", () => histogramOf(maxDrawdown)),
    maxDrawdownMoney: unlessReason("maxDrawdownMoney", () => quantilesOf(maxDrawdownMoney)),
    riskOfRuin: unlessReason("riskOfRuin", () => shareOf(lowestShare, (share) => share <= settings.ruin)),
    pValue: unlessReason("pValue", () => pValue(finalEquity, actual.finalEquity)),
    fan: unlessReason("fan", () => fanOf(points(), marks, start)),
    fingerprint: () =>
      sha256Text([Kernel.sha256, run, sha256Text(canonicalJson(settings)), columnsSha256(columns)].join("|")),
  }) as unknown as MonteCarlo;
}

function pValue(finals: Float64Array, actual: number): number {
  const exceeding = shareOf(finals, (equity) => equity >= actual) * finals.length;
  return (1 + Math.round(exceeding)) / (1 + finals.length);
}

function columnsSha256({ finalEquity, maxDrawdown, lowestShare, maxDrawdownMoney }: PathColumns): string {
  return sha256(canonicalColumns([finalEquity, maxDrawdown, lowestShare, maxDrawdownMoney]));
}

/** An object with further properties, each computed when it is first read. */
function lazily(target: object, properties: Readonly<Record<string, () => unknown>>): object {
  for (const [name, compute] of Object.entries(properties)) {
    let value: { is: unknown } | undefined;
    const get = () => {
      value ??= { is: compute() };
      return value.is;
    };
    Object.defineProperty(target, name, { enumerable: true, get });
  }
  return target;
}
