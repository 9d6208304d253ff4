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

/** Columns for all paths of a plan, filled range by range in any order. */
export class Gathered {
  readonly columns: { readonly [Name in keyof PathColumns]: Float64Array };
  private points: Float64Array | undefined;

  constructor(private readonly plan: MonteCarloPlan) {
    const column = () => new Float64Array(plan.settings.paths);
    this.columns = { finalEquity: column(), maxDrawdown: column(), lowestShare: column(), maxDrawdownMoney: column() };
  }

  put(from: number, range: PathRange): void {
    const { columns, plan } = this;
    for (const name of Object.keys(columns) as (keyof PathColumns)[]) columns[name].set(range[name], from);
    if (!range.points) return;
    const rows = Math.min(plan.settings.paths, FAN_PATHS);
    this.points ??= new Float64Array(rows * plan.marks.length);
    if (from < rows) this.points.set(range.points, from * plan.marks.length);
  }

  /** Equity at the fan's marks, if the ranges left it. */
  get fanPoints(): Float64Array | undefined {
    return this.points;
  }
}
