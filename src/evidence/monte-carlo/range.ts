import type { Engine } from "../../kernel/engine.js";
import { type PathColumns, Paths } from "../../kernel/paths.js";
import { FAN_PATHS } from "./fan.js";
import { NoisyRuns } from "./noise.js";
import type { MonteCarloPlan, MonteCarloWork } from "./plan.js";

/** What a range of paths came to; `points` are those of the fan, where paths leave them on the way: row-major (paths below FAN_PATHS, marks). */
export interface PathRange extends PathColumns {
  readonly points?: Float64Array;
}

/** Computes ranges of a plan's paths, in any order. */
export interface RangeComputer {
  /** Paths [from, to). */
  take(from: number, to: number): PathRange;
  /** Equity of the first paths at the marks, where `take` does not leave it. */
  fan(): Float64Array;
  dispose(): void;
}

export function rangeComputer(
  engine: Engine,
  { work, marks, settings }: Pick<MonteCarloPlan, "marks" | "settings"> & { work: MonteCarloWork },
): RangeComputer {
  if (work.kind === "noise") {
    const runs = new NoisyRuns(engine, work.source);
    return {
      take: (from, to) => runs.take(from, to, marks, FAN_PATHS),
      fan: () => runs.take(0, Math.min(settings.paths, FAN_PATHS), marks, FAN_PATHS).points,
      dispose: () => runs.dispose(),
    };
  }
  const paths = new Paths(engine.kernel, work.source);
  return {
    take: (from, to) => paths.take(from, to),
    fan: () => paths.equityAt(marks, 0, Math.min(settings.paths, FAN_PATHS)),
    dispose: () => paths.dispose(),
  };
}

/** Columns for paths [from, to) of a plan, by default all, filled range by range in any order. */
export class Gathered {
  readonly columns: { readonly [Name in keyof PathColumns]: Float64Array };
  private points: Float64Array | undefined;

  constructor(
    private readonly plan: Pick<MonteCarloPlan, "marks" | "settings">,
    private readonly from = 0,
    private readonly to = plan.settings.paths,
  ) {
    const column = () => new Float64Array(to - from);
    this.columns = { finalEquity: column(), maxDrawdown: column(), lowestShare: column(), maxDrawdownMoney: column() };
  }

  /** Takes in paths from `first` on. */
  put(first: number, range: PathRange): void {
    const { columns, plan, from, to } = this;
    for (const name of Object.keys(columns) as (keyof PathColumns)[]) columns[name].set(range[name], first - from);
    if (!range.points) return;
    this.points ??= new Float64Array(Math.max(0, Math.min(to, FAN_PATHS) - from) * plan.marks.length);
    if (first < FAN_PATHS) this.points.set(range.points, (first - from) * plan.marks.length);
  }

  /** Equity at the fan's marks of paths below FAN_PATHS, if the ranges left it. */
  get fanPoints(): Float64Array | undefined {
    return this.points;
  }
}
