/** Units of numbers since 1970, each with the size from which on it is the one meant. */
const UNITS = [
  { name: "seconds", from: 0 },
  { name: "milliseconds", from: 1e11 }, // 1973; in seconds the year 5138
  { name: "microseconds", from: 1e14 },
  { name: "nanoseconds", from: 1e17 },
] as const;

type Unit = 0 | 1 | 2 | 3;

/**
 * Turns raw epoch numbers into ms, in place, each by its size: a vendor that changed from milliseconds to microseconds
 * inside a file is read right. Numbers below 1e11 are seconds if the whole file is so small, else milliseconds of
 * the first years after 1970.
 *
 * @returns the names of the units met
 */
export function toMillis(timestamp: Float64Array): string[] {
  let largest = 0;
  for (let i = 0; i < timestamp.length; i++) largest = Math.max(largest, Math.abs(timestamp[i] as number));
  const small: Unit = unitOf(largest) === 0 ? 0 : 1;
  const met = [false, false, false, false];
  for (let i = 0; i < timestamp.length; i++) {
    const raw = timestamp[i] as number;
    const unit = Math.max(small, unitOf(Math.abs(raw))) as Unit;
    met[unit] = true;
    timestamp[i] = scaled(raw, unit);
  }
  return UNITS.filter((_, unit) => met[unit]).map(({ name }) => name);
}

/** One raw epoch number in ms, by its size alone. */
export function epochToMillis(raw: number): number {
  return scaled(raw, unitOf(Math.abs(raw)));
}

function unitOf(size: number): Unit {
  if (size < UNITS[1].from) return 0;
  if (size < UNITS[2].from) return 1;
  return size < UNITS[3].from ? 2 : 3;
}

function scaled(raw: number, unit: Unit): number {
  switch (unit) {
    case 0:
      return Math.round(raw * 1_000);
    case 1:
      return raw;
    case 2:
      return Math.floor(raw / 1_000);
    case 3:
      // nanoseconds of our days are beyond 2^53, so a double holds them to 256 ns: the nearest microsecond first
      return Math.floor(Math.round(raw / 1_000) / 1_000);
  }
}
