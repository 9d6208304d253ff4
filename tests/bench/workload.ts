/** One program that does a workload; `checks` does it once and gives the values that all contestants must agree on. */
export interface Contestant {
  k: string;
  checks(): object | Promise<object>;
  /** What has to be known to read the line. */
  readonly note?: string;
  /** Its work is this many times smaller than the workload. */
  scale?: number;
  /** Slow: timed once, not in every round. */
  once?: boolean;
  /** Gives back what it holds, after the last run. */
  close?(): Promise<void>;
}

export interface Workload {
  name: string;
  /** The yardstick's line that the ratios are taken to. */
  native: string;
  /** What must be reached, as a multiple of the yardstick's time. */
  must: number;
  goal: number;
  /** Ours, of which must and goal speak. */
  ours: string;
  contestants: Contestant[];
  /** Runs before the clock counts, and in a round; those of a short workload where nothing is said. */
  warmUp?: number;
  runs?: number;
  /** Relative tolerance of the check values; counts are exact. */
  tolerance: number;
  /** Decimals to which the yardstick prints them. */
  decimals?: number;
}
