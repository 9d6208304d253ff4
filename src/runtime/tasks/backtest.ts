import { type Bars, finerCover, type Result, readSignals, type SignalColumns } from "../../index.js";
import { defineTask } from "../tasks.js";
import { columnsOf, mapColumns } from "./columns.js";
import { barsOf, bytesOf, forgotten, fundingOf, runBars, varanus } from "./kept.js";
import { BACKTEST, type BacktestOutput, type BacktestTaskInput } from "./names.js";
import { inPortions } from "./portions.js";

/** Bars. */
const PORTIONS = { first: 16_384, least: 1_024, growth: 2 };

export const backtestTask = defineTask({
  name: BACKTEST,
  forgotten,
  async run(input, context) {
    const bars = await runBars(barsOf(context, input.data), input, fundingOf(context, input.funding));
    const finer = input.finer === undefined ? undefined : barsOf(context, input.finer);
    if (finer) finerCover(bars, finer);
    const signals = await signalsOf(input, bars);
    const options = { ...(signals && { signals }), ...(finer && { finer }) };
    const result = await inPortions((await varanus()).start(bars, input.config, options), PORTIONS, context);
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
