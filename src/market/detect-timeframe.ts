import { TIMEFRAMES, type Timeframe } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import { DAY } from "./civil.js";
import { formatDuration, timeframeMs } from "./timeframes.js";

/** The timeframe that the stamps show, and how plainly. */
export interface DetectedTimeframe {
  timeframe: Timeframe;
  /** The most frequent step between neighbours, ms; of 28 to 31 days the nominal month. */
  step: number;
  /** How many of the steps are this one, fraction. */
  share: number;
}

/**
 * The timeframe whose length is the most frequent step between neighbouring stamps.
 *
 * @param timestamp ms UTC, bar open (nBars), strictly increasing
 * @param path file or series, for the error
 */
export function detectTimeframe(timestamp: Float64Array, path = ""): DetectedTimeframe {
  if (timestamp.length < 2) {
    throw new VaranusError({
      code: "data",
      message: `the timeframe cannot be told from ${timestamp.length === 1 ? "a single bar" : "no bars"}`,
      path,
      hint: "state it with --timeframe",
    });
  }
  const { step, count } = mostFrequentStep(timestamp);
  const timeframe = timeframeOfStep(step);
  if (timeframe === undefined) {
    throw new VaranusError({
      code: "data",
      message: `the most frequent step between bars is ${formatDuration(step)}, which is no known timeframe; there are: ${TIMEFRAMES.join(", ")}`,
      path,
      hint: "check the stamps, or state the timeframe with --timeframe",
    });
  }
  return { timeframe, step, share: count / (timestamp.length - 1) };
}

/** The timeframe that the stamps look like, if they look like any. */
export function likelyTimeframe(timestamp: Float64Array): Timeframe | undefined {
  return timestamp.length < 2 ? undefined : timeframeOfStep(mostFrequentStep(timestamp).step);
}

/** Refuses a stated timeframe that is longer than the step between the bars: they would overlap. */
export function checkTimeframe(timeframe: Timeframe, timestamp: Float64Array, path = ""): void {
  if (timestamp.length < 2) return;
  const { step } = mostFrequentStep(timestamp);
  if (step >= timeframeMs(timeframe)) return;
  throw new VaranusError({
    code: "data",
    message: `the bars are ${formatDuration(step)} apart, so they cannot be bars of ${timeframe}`,
    path,
    hint: "leave --timeframe out, or state the one that the file has",
  });
}

function timeframeOfStep(step: number): Timeframe | undefined {
  return TIMEFRAMES.find((timeframe) => step === timeframeMs(timeframe));
}

/** From one bar to the next, ms; calendar months are all as long as the nominal one. */
function stepTo(i: number, timestamp: Float64Array): number {
  const step = (timestamp[i] as number) - (timestamp[i - 1] as number);
  return step >= 28 * DAY && step <= 31 * DAY ? timeframeMs("1M") : step;
}

/** The most frequent step, of equally frequent ones the shortest. */
function mostFrequentStep(timestamp: Float64Array): { step: number; count: number } {
  const majority = majorityStep(timestamp);
  if (majority.count * 2 > timestamp.length - 1) return majority;
  const counts = new Map<number, number>();
  for (let i = 1; i < timestamp.length; i++) {
    const step = stepTo(i, timestamp);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const best = { step: 0, count: 0 };
  for (const [step, count] of counts) {
    if (count > best.count || (count === best.count && step < best.step)) {
      best.step = step;
      best.count = count;
    }
  }
  return best;
}

/** The one step that can be more than half of all, by Boyer and Moore's vote; it spares most files the table above. */
function majorityStep(timestamp: Float64Array): { step: number; count: number } {
  let step = 0;
  let votes = 0;
  for (let i = 1; i < timestamp.length; i++) {
    const next = stepTo(i, timestamp);
    if (votes === 0) step = next;
    votes += next === step ? 1 : -1;
  }
  let count = 0;
  for (let i = 1; i < timestamp.length; i++) {
    if (stepTo(i, timestamp) === step) count++;
  }
  return { step, count };
}
