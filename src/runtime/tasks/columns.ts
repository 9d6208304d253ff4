/** Columns as they go to the caller: those that move, and those of which the worker keeps its own. */

type Give = (column: Float64Array) => Float64Array;

/** The same set with each of its columns given away by `give`. */
export function mapColumns<Columns extends object>(columns: Columns, give: Give): Columns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [name, value instanceof Float64Array ? give(value) : value]),
  ) as Columns;
}

export function columnsOf(columns: object): Float64Array<ArrayBuffer>[] {
  return Object.values(columns).filter((value): value is Float64Array<ArrayBuffer> => value instanceof Float64Array);
}
