/** A range of values that a heatmap draws in one colour. */
export interface ValueClass {
  readonly label: string;
  /** Above the pivot, or there is none. */
  readonly above: boolean;
  /** 0 to 1. */
  readonly strength: number;
}

/** Classes, at most two more. */
const CLASSES = 9;
/** Values so far out, on each side, share the outermost class: one outlier is not to make all others look alike. */
const TAIL = 0.02;

/**
 * Round classes for values, lowest first, and which of them a value belongs to. With a pivot it is a border, and strength grows
 * on both sides of it.
 */
export function valueClasses(
  values: readonly number[],
  text: (value: number) => string,
  pivot?: number,
): { classes: readonly ValueClass[]; classOf(value: number): number } {
  if (values.length === 0) return { classes: [], classOf: () => 0 };
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  const [low, high] = [at(TAIL), at(1 - TAIL)];
  const step = roundStep((high - low) / CLASSES);
  const base = pivot ?? 0;
  const border = (k: number) => base + Number((k * step).toPrecision(12));
  // borders first..last; outside of them there is one class each
  const first = step === 0 ? 0 : Math.floor((low - base) / step) + 1;
  const last = step === 0 ? -1 : Math.ceil((high - base) / step) - 1;
  const borders = Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => border(first + k));
  const classOf = (value: number) => {
    let k = 0;
    while (k < borders.length && value >= (borders[k] as number)) k++;
    return k;
  };
  // the first class above the pivot; the outermost one is below it where every value is
  const turn = pivot === undefined ? 0 : borders.filter((each) => each <= pivot).length + (high < pivot ? 1 : 0);
  const widest = Math.max(turn, borders.length + 1 - turn);
  const classes = Array.from({ length: borders.length + 1 }, (_, k): ValueClass => {
    const above = k >= turn;
    const away = above ? k - turn + 1 : turn - k;
    return { label: labelOf(borders, k, text, sorted), above, strength: away / widest };
  });
  return { classes, classOf };
}

function labelOf(borders: readonly number[], k: number, text: (value: number) => string, sorted: Float64Array): string {
  const [from, to] = [borders[k - 1], borders[k]];
  if (from === undefined) return to === undefined ? text(sorted[0] as number) : `below ${text(to)}`;
  return to === undefined ? `${text(from)} and more` : `${text(from)} to ${text(to)}`;
}

/** The next of 1, 2, 5 times a power of ten. */
function roundStep(size: number): number {
  if (!(size > 0)) return 0;
  let power = 1;
  while (power > size) power /= 10;
  while (power * 10 <= size) power *= 10;
  const factor = [1, 2, 5, 10].find((each) => each * power >= size * (1 - 1e-9)) ?? 10;
  return factor * power;
}
