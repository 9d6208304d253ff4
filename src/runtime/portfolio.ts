import type { PortfolioInput, SleeveSource, SleeveSources } from "../index.js";
import { VaranusError } from "../index.js";
import type { Pool, RunOptions } from "./pool.js";
import { holdBars } from "./tasks/kept.js";
import { PORTFOLIO, type PortfolioOutput, type SleeveTaskInput } from "./tasks/names.js";

/**
 * A portfolio on one worker of a pool: the bytes of `v.portfolio`, while the caller goes on. Throws a VaranusError "config" for a strategy of one's
 * own, which cannot be sent.
 */
export async function portfolioOnPool(
  pool: Pool,
  config: PortfolioInput,
  sources: readonly SleeveSources[],
  { signal, onProgress }: Pick<RunOptions, "signal" | "onProgress"> = {},
): Promise<PortfolioOutput> {
  const held: ReturnType<typeof holdBars>[] = [];
  const hold = (bars: SleeveSource["bars"]): string => {
    const one = holdBars(pool, bars);
    held.push(one);
    return one.key;
  };
  const input = ({ bars, finer, signals, given, strategy }: SleeveSource, sleeve: number): SleeveTaskInput => {
    if (strategy) throw cannotBeSent(sleeve);
    return {
      ...(bars ? { data: hold(bars) } : {}),
      ...(finer ? { finer: hold(finer) } : {}),
      ...(signals ? { signals } : {}),
      ...(given ? { given } : {}),
    };
  };
  try {
    const sleeves = sources.map((source, k) =>
      isPair(source) ? ([input(source[0], k), input(source[1], k)] as const) : input(source, k),
    );
    const needs = [...new Set(held.map(({ key }) => key))];
    return await pool.run(PORTFOLIO, { config, sleeves }, { signal, onProgress, needs });
  } finally {
    for (const { release } of held) release();
  }
}

function isPair(source: SleeveSources): source is readonly [SleeveSource, SleeveSource] {
  return Array.isArray(source);
}

function cannotBeSent(sleeve: number): VaranusError {
  return new VaranusError({
    code: "config",
    path: `sleeves.${sleeve}.strategy`,
    message: "a strategy of one's own cannot be sent to a worker",
    hint: "call v.portfolio, which runs it where it is called",
  });
}
