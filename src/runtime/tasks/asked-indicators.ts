import { type Bars, canonicalJson, type IndicatorColumns, VaranusError } from "../../index.js";
import { varanus } from "./kept.js";
import type { NamedIndicator } from "./names.js";

/** What came of a request: its outputs (nBars), or in words why there are none. */
export type AskedIndicator = { readonly columns: IndicatorColumns } | { readonly failure: string };

/** What was asked for last, by its text. A chart that is moved asks for the same again and again. */
let kept: { readonly bars: Bars; readonly found: ReadonlyMap<string, AskedIndicator> } | undefined;

/** Indicators of a series, in the order of the requests; what an earlier call had is given up where this one does not ask for it. */
export async function askedIndicators(bars: Bars, requests: readonly NamedIndicator[]): Promise<AskedIndicator[]> {
  const before = kept?.bars === bars ? kept.found : new Map<string, AskedIndicator>();
  const found = new Map<string, AskedIndicator>();
  const asked: AskedIndicator[] = [];
  for (const request of requests) {
    const text = canonicalJson(request);
    const one = found.get(text) ?? before.get(text) ?? (await compute(bars, request));
    found.set(text, one);
    asked.push(one);
  }
  kept = requests.length === 0 ? undefined : { bars, found };
  return asked;
}

/** By itself: what one of them cannot do is no matter of the others. */
async function compute(bars: Bars, request: NamedIndicator): Promise<AskedIndicator> {
  try {
    return { columns: (await varanus()).indicators(bars, [request])[0] as IndicatorColumns };
  } catch (error) {
    if (error instanceof VaranusError)
      return { failure: error.hint ? `${error.message}: ${error.hint}` : error.message };
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
