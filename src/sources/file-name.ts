import type { Timeframe } from "../contracts/bars.js";
import { isTimeframe } from "../market/timeframes.js";

/** What a file's name says of the series in it. */
export interface NameGuess {
  symbol: string;
  timeframe: Timeframe | undefined;
}

const ENDINGS = /\.(gz|csv|tsv|txt|json)$/i;
const SEPARATORS = /[_\-. ]/;

/** `data/BTCUSDT_4h.csv.gz` -> BTCUSDT, 4h; `BTCUSDT-1m-2024-01.csv` -> BTCUSDT, 1m; `mt5_EURUSD_H1.tsv` -> EURUSD, 1h. */
export function guessFromName(file: string): NameGuess {
  const name = stem(file);
  for (let from = 0; from < name.length; from = nextWord(name, from)) {
    const rest = name.slice(from);
    const word = rest.split(SEPARATORS, 1)[0] as string;
    const timeframe = from === 0 ? undefined : timeframeOf(word);
    if (timeframe === undefined) continue;
    const before = name.slice(0, from - 1).split(/[_ ]/);
    return { symbol: before[before.length - 1] || name, timeframe };
  }
  return { symbol: name.split(/[_ ]/, 1)[0] || name || "series", timeframe: undefined };
}

function stem(file: string): string {
  let name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  while (ENDINGS.test(name)) name = name.replace(ENDINGS, "");
  return name;
}

/** Start of the word after the one at `from`; the length if there is none. */
function nextWord(name: string, from: number): number {
  const separator = name.slice(from).search(SEPARATORS);
  return separator < 0 ? name.length : from + separator + 1;
}

/** `4h`, or MetaTrader's `H4`. */
function timeframeOf(word: string): Timeframe | undefined {
  if (isTimeframe(word)) return word;
  const metaTrader = /^(MN|[MHDW])(\d+)$/.exec(word);
  if (metaTrader === null) return undefined;
  const [, unit, count] = metaTrader as unknown as [string, string, string];
  const ours = count + (unit === "MN" ? "M" : unit.toLowerCase());
  return isTimeframe(ours) ? ours : undefined;
}
