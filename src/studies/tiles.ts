/** Values of the last parameter that are gone through with all values of the others before the next ones. */
const TILE = 4;

/**
 * The order in which the combinations [from, to) of a grid are run, as their numbers by position: the columns of a few values of the last
 * parameter, of which there are `last`, stay in the processor's cache while the other parameters change. No result depends on it.
 */
export function tiled(from: number, to: number, last: number): (position: number) => number {
  const start = Math.ceil(from / last) * last;
  const rows = Math.floor(to / last) - start / last;
  const [first, end] = [start - from, start - from + rows * last];
  return (position) => {
    // parts of rows, in front and behind
    if (rows < 1 || position < first || position >= end) return from + position;
    const inside = position - first;
    const tile = Math.floor(inside / (rows * TILE));
    const width = Math.min(TILE, last - tile * TILE);
    const rest = inside - tile * rows * TILE;
    return start + Math.floor(rest / width) * last + tile * TILE + (rest % width);
  };
}
