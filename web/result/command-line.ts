import { type BacktestConfig, indicatorLine, type SourceInput, type Span } from "../../src/index.js";
import type { NamedIndicator } from "../../src/runtime/browser/index.js";
import type { Run } from "../session.js";
import type { Source } from "../workers.js";

/** Where the bars of a run come from, as the command line is told; files go by their names. */
export function sourceOf(source: Source, { from, to, signals, funding, finer }: Omit<Run, "config">): SourceInput {
  const own: SourceInput =
    source.kind === "file"
      ? {
          data: source.file.name,
          symbol: source.symbol,
          timeframe: source.timeframe,
          utcOffset: source.utcOffset,
          calendar: source.calendar,
        }
      : { data: "sample", sampleBars: source.bars, timeframe: source.timeframe, symbol: source.symbol };
  return {
    ...own,
    from,
    to,
    signals: signals?.name,
    funding: funding?.file.name,
    fundingSymbol: funding?.symbol,
    finer: finer?.file.name,
  };
}

/** Whether the command line gives the same fingerprint: its sample is that of the configuration's seed. */
export function isRepeatable(source: Source, config: BacktestConfig): boolean {
  return source.kind === "file" || source.seed === config.seed;
}

/** The command that gives an indicator of the bars, or of a span of them. */
export function indicatorCommand(source: Source, span: Span, { params, ...rest }: NamedIndicator): string {
  const seed = source.kind === "sample" ? ([["seed", String(source.seed)]] as const) : [];
  return indicatorLine({ ...rest, params: { ...params } }, sourceOf(source, span), seed);
}
