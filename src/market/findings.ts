import { type Gap, GRADES, type Grade, type Timeframe } from "../contracts/bars.js";
import {
  FLAT_RUN_LIMITS,
  gradeOf,
  type Limits,
  MISSING_LIMITS,
  OFF_GRID_LIMITS,
  OUTLIER_LIMITS,
  ZERO_VOLUME_LIMITS,
} from "./grade.js";
import { OUTLIER_FLOOR, OUTLIER_MEDIANS, type Outliers } from "./outliers.js";
import { formatTime } from "./times.js";

/** A line of the quality report and how bad it is. */
export interface Finding {
  grade: Grade;
  line: string;
}

/** What the checks of a series have measured. */
export interface Measurements {
  timeframe: Timeframe;
  /** ms UTC, bar open (nBars). */
  timestamp: Float64Array;
  /** Holes while the market was open, the longest first. */
  gaps: readonly Gap[];
  missing: number;
  offGrid: number;
  zeroVolume: number;
  outliers: Outliers;
  /** Longest run of equal closes, in bars, and the bar that it starts at. */
  flatRun: { length: number; from: number };
  /** Bars that open after the present. */
  future: number;
  reversed: boolean;
}

/** The measurements in words, worst first; what is as it should be is not mentioned. */
export function describeFindings(measured: Measurements): Finding[] {
  const { timestamp, gaps, missing, offGrid, zeroVolume, outliers, flatRun, future } = measured;
  const rows = timestamp.length;
  const timeOf = (bar: number) => formatTime(timestamp[bar] as number);
  const findings: Finding[] = [];
  const report = (line: string, finding = 0, limits: Limits = [0, 0, 0, 0]) =>
    findings.push({ grade: gradeOf(finding, limits), line });

  if (future > 0) {
    findings.push({ grade: "poor", line: `${bars(future, "lies", "lie")} in the future, up to ${timeOf(rows - 1)}` });
  }
  const longest = gaps[0];
  if (longest !== undefined) {
    const share = missing / (rows + missing);
    const holes = `${gaps.length} ${gaps.length === 1 ? "gap" : "gaps"}, ${bars(missing)} missing (${percent(share)})`;
    const where = `the longest of ${bars(longest.missing)} after ${formatTime(longest.from)}`;
    report(`${holes}, ${where}`, share, MISSING_LIMITS);
  }
  if (offGrid > 0) {
    const stamps = offGrid === 1 ? "1 timestamp is" : `${offGrid} timestamps are`;
    report(`${stamps} not on a ${measured.timeframe} boundary`, offGrid / rows, OFF_GRID_LIMITS);
  }
  if (zeroVolume === rows) report("the source has no volume");
  else if (zeroVolume > 0) {
    report(`${bars(zeroVolume, "has", "have")} zero volume`, zeroVolume / rows, ZERO_VOLUME_LIMITS);
  }
  if (outliers.count > 0) {
    const rule = `more than ${OUTLIER_MEDIANS} times the median move and ${percent(OUTLIER_FLOOR)}`;
    const largest = `the largest ${percent(outliers.largestMove)} at ${timeOf(outliers.largest)}`;
    report(`${bars(outliers.count, "moves", "move")} by ${rule}, ${largest}`, outliers.count / rows, OUTLIER_LIMITS);
  }
  if (flatRun.length > FLAT_RUN_LIMITS[0]) {
    const line = `the close does not change over ${flatRun.length} bars from ${timeOf(flatRun.from)}`;
    report(line, flatRun.length, FLAT_RUN_LIMITS);
  }
  if (measured.reversed) report("the file came newest bar first and was turned round");

  return findings.sort((a, b) => GRADES.indexOf(b.grade) - GRADES.indexOf(a.grade));
}

/** "1 bar has", "4 bars have"; without a verb "1 bar", "4 bars". */
function bars(n: number, verb = "", verbOfMany = verb): string {
  return `${n} ${n === 1 ? "bar" : "bars"} ${n === 1 ? verb : verbOfMany}`.trim();
}

/** Two significant digits: 0.31 %. */
function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
