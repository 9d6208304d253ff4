import {
  accountBenchmark,
  accountCsv,
  accountFillsCsv,
  type Bars,
  finerCover,
  PortfolioResult,
  portfolioHtml,
  readSignals,
  type SleeveSource,
  type SleeveSources,
  sleeveTradesCsv,
} from "../../index.js";
import { defineTask, type TaskContext } from "../tasks.js";
import { columnsOf, mapColumns } from "./columns.js";
import { TYPES } from "./export.js";
import { barsOf, bytesOf, cutAndFunded, forgotten, fundingOf, missing, varanus } from "./kept.js";
import {
  PORTFOLIO,
  PORTFOLIO_EXPORT,
  type PortfolioExportKind,
  type PortfolioOutput,
  type SleeveOutput,
  type SleeveTaskInput,
} from "./names.js";
import { inPortions } from "./portions.js";

/** Moments. */
const PORTIONS = { first: 2_048, least: 64, growth: 2 };

export const portfolioTask = defineTask({
  name: PORTFOLIO,
  forgotten,
  async run({ config, sleeves, keep }, context) {
    const engine = await varanus();
    const series = new Series(context);
    try {
      const sources: SleeveSources[] = [];
      for (const sleeve of sleeves) {
        if (isPair(sleeve)) sources.push([await sourceOf(sleeve[0], series), await sourceOf(sleeve[1], series)]);
        else sources.push(await sourceOf(sleeve, series));
      }
      const result = await inPortions(engine.startPortfolio(config, sources), PORTIONS, context);
      if (keep !== undefined) context.kept.set(keep, result);
      return outputOf(result);
    } finally {
      for (const bars of series.made) engine.forget(bars);
    }
  },
  transfer: ({ account, fills, benchmark, sleeves }) => {
    const ofSleeves = sleeves.flatMap((sleeve) => [...columnsOf(sleeve), ...columnsOf(sleeve.trades)]);
    return [...columnsOf(account), ...columnsOf(fills), ...ofSleeves, benchmark].map(
      (column) => column.buffer as ArrayBuffer,
    );
  },
});

/** The bars of a portfolio: what is the same is one series, for its volume is there once. */
class Series {
  /** Bars that were made for this run alone. */
  readonly made: Bars[] = [];
  private readonly known = new Map<string, Bars>();

  constructor(readonly context: TaskContext) {}

  async of({ data = "", from, to, funding }: SleeveTaskInput): Promise<Bars> {
    const whole = barsOf(this.context, data);
    const key = JSON.stringify([data, from, to, funding]);
    const found = this.known.get(key);
    if (found) return found;
    const bars = await cutAndFunded(whole, { from, to }, fundingOf(this.context, funding));
    if (bars !== whole) this.made.push(bars);
    this.known.set(key, bars);
    return bars;
  }
}

async function sourceOf(input: SleeveTaskInput, series: Series): Promise<SleeveSource> {
  // the portfolio says in its own words that a sleeve has no bars
  if (input.data === undefined) return {} as SleeveSource;
  const bars = await series.of(input);
  const finer = input.finer === undefined ? undefined : barsOf(series.context, input.finer);
  if (finer) finerCover(bars, finer);
  const { signalsFile: file, given } = input;
  const signals = file ? await readSignals(await bytesOf(file), bars, { file: file.name }) : input.signals;
  return { bars, ...(signals && { signals }), ...(finer && { finer }), ...(given && { given }) };
}

function isPair(
  sleeve: SleeveTaskInput | readonly [SleeveTaskInput, SleeveTaskInput],
): sleeve is readonly [SleeveTaskInput, SleeveTaskInput] {
  return Array.isArray(sleeve);
}

/** Every column is a copy: some are the bars' own, and a Result that is kept needs its. */
function outputOf(result: PortfolioResult): PortfolioOutput {
  const { sleeves, fills: _, metrics, ...head } = result.toJSON();
  const copy = (column: Float64Array) => column.slice();
  return {
    // a lazy object becomes a plain one
    head: { ...head, metrics: { ...metrics } },
    symbols: result.symbols,
    account: mapColumns(result.account, copy),
    fills: mapColumns(result.fills, copy),
    benchmark: copy(accountBenchmark(result)),
    rebalanced: result.rebalanced,
    sleeves: result.sleeves.map(({ index, slice, profit, result: run }, k): SleeveOutput => {
      const { trades: __, metrics: own, ...rest } = sleeves[k] as (typeof sleeves)[number];
      return {
        ...rest,
        index,
        metrics: { ...own },
        trades: mapColumns(run.trades, copy),
        timestamp: copy(run.bars.timestamp),
        equity: copy(run.equity),
        slice: copy(slice),
        profits: copy(profit),
      };
    }),
  };
}

/** How a portfolio becomes a file: what the command line writes, by the same names. */
const WRITERS: Readonly<Record<PortfolioExportKind, (result: PortfolioResult) => string | Promise<string>>> = {
  "report.html": portfolioHtml,
  "result.json": (result) => `${JSON.stringify(result.toJSON({ equity: true }), null, 2)}\n`,
  "account.csv": accountCsv,
  "fills.csv": accountFillsCsv,
  "trades.csv": sleeveTradesCsv,
};

export const portfolioExportTask = defineTask({
  name: PORTFOLIO_EXPORT,
  async run({ result: key, kind }, { kept }) {
    const result = kept.get(key);
    if (!(result instanceof PortfolioResult)) throw missing("portfolio", key);
    const text = await WRITERS[kind](result);
    const type = TYPES[kind.slice(kind.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    return { bytes: new TextEncoder().encode(text), type };
  },
  transfer: ({ bytes }) => [bytes.buffer],
});
