// What a range of Monte Carlo paths is computed from and into. The host allocates all of it, and fills this in before every call.

@unmanaged
export class PathJob {
  /** METHOD_... */
  method: i32;
  /** units are money that is added; else factors that are multiplied */
  added: i32;
  /** one path at a time, for comparison: the same bits as four */
  single: i32;
  /** steps of a path: trades, or days */
  n: i32;
  seed: u32;
  trial: u32;
  /** skip: draws below it drop a trade; block: low words up to it begin a block */
  threshold: u32;
  /** steps after which the fan wants the equity; 0 = none */
  points: i32;
  /** random entries: positions, and bars of the series */
  positions: i32;
  bars: i32;
  /** start capital, quote currency */
  start: f64;
  /** quote currency, or 1 + return (n); of random entries they are written path by path */
  units: usize;
  /** PATH_SCRATCH bytes */
  scratch: usize;
  /** shuffle: 8 n values; random entries: 2 positions + 1 */
  work: usize;
  /** per path: last equity; deepest drawdown, fraction; lowest equity as a share of the start; deepest drawdown, quote currency */
  finals: usize;
  deepest: usize;
  lowest: usize;
  drops: usize;
  /** steps, rising, the last is n (points); equity after them (paths, points) */
  marks: usize;
  fan: usize;
  /** random entries, per trade (n): signed quantity or exposure, costs as a fraction of the traded value, bars held, 1 = left at a close */
  weight: usize;
  cost: usize;
  held: usize;
  inside: usize;
  /** per position (positions + 1): its first trade */
  first: usize;
  /** prices that orders fill at, and closes (bars) */
  price: usize;
  close: usize;
}
