import type { Quality, Timeframe } from "../contracts/bars.js";
import { type Calendar, detectCalendar } from "./calendar.js";
import { describeFindings } from "./findings.js";
import { findGaps } from "./gaps.js";
import { findOutliers } from "./outliers.js";
import { isOnGrid } from "./timeframes.js";

/** The columns that the checks look at, each (nBars). */
export interface CheckedColumns {
  /** ms UTC, bar open, strictly increasing. */
  timestamp: Float64Array;
  close: Float64Array;
  volume: Float64Array;
}

export interface QualityOptions {
  timeframe: Timeframe;
  /** Detected from the stamps when not given. */
  calendar?: Calendar | undefined;
  reversed?: boolean | undefined;
  /** ms UTC by the host's clock, to find bars of the future; not looked for when not given. */
  now?: number | undefined;
}

/** As many gaps are listed, the longest ones. */
const LISTED_GAPS = 100;

/** Looks for what may spoil a backtest without making the file unusable. One pass a check, nothing per bar but numbers. */
export function assessQuality(columns: CheckedColumns, options: QualityOptions): Quality {
  const { timestamp, close, volume } = columns;
  const { timeframe, reversed = false, now = Number.POSITIVE_INFINITY } = options;
  const calendar = options.calendar ?? detectCalendar(timestamp, timeframe);
  const gaps = findGaps(timestamp, timeframe, calendar)
    .filter((gap) => !gap.closed)
    .sort((a, b) => b.missing - a.missing || a.after - b.after);
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  const offGrid = countOffGrid(timestamp, timeframe);
  const zeroVolume = countZeros(volume);
  const outliers = findOutliers(close);
  const flatRun = longestFlatRun(close);
  const future = countAfter(timestamp, now);
  const measured = { timeframe, timestamp, gaps, missing, offGrid, zeroVolume, outliers, flatRun, future, reversed };
  const findings = describeFindings(measured);
  return {
    grade: findings[0]?.grade ?? "excellent",
    rows: timestamp.length,
    gaps: gaps.slice(0, LISTED_GAPS),
    gapCount: gaps.length,
    missing,
    offGrid,
    zeroVolume,
    outliers: outliers.count,
    longestFlatRun: flatRun.length,
    reversed,
    calendar,
    issues: findings.map((finding) => finding.line),
  };
}

/** How many of the ascending stamps are later than `ms`. */
function countAfter(timestamp: Float64Array, ms: number): number {
  let first = timestamp.length;
  while (first > 0 && (timestamp[first - 1] as number) > ms) first--;
  return timestamp.length - first;
}

function countOffGrid(timestamp: Float64Array, timeframe: Timeframe): number {
  let offGrid = 0;
  for (let i = 0; i < timestamp.length; i++) {
    if (!isOnGrid(timestamp[i] as number, timeframe)) offGrid++;
  }
  return offGrid;
}

function countZeros(column: Float64Array): number {
  let zeros = 0;
  for (let i = 0; i < column.length; i++) {
    if (column[i] === 0) zeros++;
  }
  return zeros;
}

/** The longest run of equal closes and the bar that it starts at; a close that differs from its neighbours is a run of 1. */
function longestFlatRun(close: Float64Array): { length: number; from: number } {
  const longest = { length: Math.min(1, close.length), from: 0 };
  let from = 0;
  for (let i = 1; i < close.length; i++) {
    if (close[i] !== close[i - 1]) from = i;
    else if (i - from + 1 > longest.length) {
      longest.length = i - from + 1;
      longest.from = from;
    }
  }
  return longest;
}
