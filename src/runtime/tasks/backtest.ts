import {
  type BacktestOptions,
  type Bars,
  finerCover,
  type Result,
  readSignals,
  type SignalColumns,
} from "../../index.js";
import { defineTask, PORTION_MS, type TaskContext } from "../tasks.js";
import { barsOf, bytesOf, forgotten, fundingOf, runBars, varanus } from "./kept.js";
import { BACKTEST, type BacktestOutput, type BacktestTaskInput } from "./names.js";

/** Bars of the first portion; those that follow are fitted to PORTION_MS. */
const FIRST_PORTION = 16_384;

export const backtestTask = defineTask({
  name: BACKTEST,
  forgotten,
  async run(input, context) {
    const bars = await runBars(barsOf(context, input.data), input, fundingOf(context, input.funding));
    const finer = input.finer === undefined ? undefined : barsOf(context, input.finer);
    if (finer) finerCover(bars, finer);
    const signals = await signalsOf(input, bars);
    const result = await simulate(input, bars, { ...(signals && { signals }), ...(finer && { finer }) }, context);
    if (input.keep === undefined) return outputOf(result, (column) => column);
    context.kept.set(input.keep, result);
    // the columns move to the caller, the Result stays here
    return outputOf(result, (column) => column.slice());
  },
  transfer: ({ trades, fills, entryTime, exitTime, equity }) =>
    [...columnsOf(trades), ...columnsOf(fills), entryTime, exitTime, equity].map((column) => column.buffer),
});

async function signalsOf(input: BacktestTaskInput, bars: Bars): Promise<SignalColumns | undefined> {
  const { signals, signalsFile } = input;
  return signalsFile ? readSignals(await bytesOf(signalsFile), bars, { file: signalsFile.name }) : signals;
}

async function simulate(
  { config }: BacktestTaskInput,
  bars: Bars,
  options: BacktestOptions,
  context: TaskContext,
): Promise<Result> {
  const running = (await varanus()).start(bars, config, options);
  try {
    let portion = FIRST_PORTION;
    for (let more = true; more; ) {
      const started = performance.now();
      more = running.advance(portion);
      const factor = PORTION_MS / Math.max(0.1, performance.now() - started);
      portion = Math.max(1_024, Math.round(portion * Math.min(2, factor)));
      context.progress(running.progress);
      await context.pause();
    }
    return running.finish();
  } catch (error) {
    running.dispose();
    throw error;
  }
}

function outputOf(result: Result, give: (column: Float64Array) => Float64Array): BacktestOutput {
  const { trades: _, equity: __, metrics, ...head } = result.toJSON();
  const { timestamp } = result.bars;
  const timeOf = (bars: Float64Array) => bars.map((bar) => timestamp[bar] as number);
  return {
    // a lazy object becomes a plain one
    head: { ...head, metrics: { ...metrics } },
    entryTime: timeOf(result.trades.entryBar),
    exitTime: timeOf(result.trades.exitBar),
    trades: mapColumns(result.trades, give),
    fills: mapColumns(result.fills, give),
    plots: result.plotTitles,
    equity: give(result.equity),
  };
}

function mapColumns<Columns extends object>(columns: Columns, give: (column: Float64Array) => Float64Array): Columns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [name, value instanceof Float64Array ? give(value) : value]),
  ) as Columns;
}

function columnsOf(columns: object): Float64Array<ArrayBuffer>[] {
  return Object.values(columns).filter((value): value is Float64Array<ArrayBuffer> => value instanceof Float64Array);
}
