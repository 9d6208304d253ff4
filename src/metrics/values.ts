/** A number, or why there is none. */
export type Value = number | Undefined;

export interface Undefined {
  readonly undefined: string;
}

/** Marks a metric that has no value, with the reason that the reader sees. */
export const none = (reason: string): Undefined => ({ undefined: reason });

/** `value`, unless it is not a finite number. */
export const finite = (value: number, reason: string): Value => (Number.isFinite(value) ? value : none(reason));

export const isNumber = (value: Value): value is number => typeof value === "number";

/** A group of metrics that are computed together. */
export interface MetricGroup {
  readonly names: readonly string[];
  compute(): Readonly<Record<string, Value>>;
}

/**
 * An object with every name of the groups as a property: number or null. A group is computed when one of its names is first
 * read; `reasons` (which computes them all) says why the nulls are null.
 */
export function lazyMetrics(
  groups: readonly MetricGroup[],
  further: Readonly<Record<string, () => unknown>> = {},
): Record<string, number | null> & { reasons: Record<string, string> } {
  const target = {};
  const computed = groups.map((group) => memo(() => group.compute()));
  groups.forEach((group, k) => {
    for (const name of group.names) {
      define(target, name, () => {
        const value = (computed[k] as () => Record<string, Value>)()[name];
        // no metric is -0: -0 + 0 is 0
        return typeof value === "number" ? value + 0 : null;
      });
    }
  });
  for (const [name, compute] of Object.entries(further)) define(target, name, memo(compute));
  define(
    target,
    "reasons",
    memo(() => {
      const reasons: Record<string, string> = {};
      groups.forEach((group, k) => {
        const values = (computed[k] as () => Record<string, Value>)();
        for (const name of group.names) {
          const value = values[name];
          if (typeof value !== "number") reasons[name] = value?.undefined ?? "not computed";
        }
      });
      return reasons;
    }),
  );
  return target as Record<string, number | null> & { reasons: Record<string, string> };
}

function define(target: object, name: string, get: () => unknown): void {
  Object.defineProperty(target, name, { enumerable: true, get });
}

function memo<T>(compute: () => T): () => T {
  let value: { is: T } | undefined;
  return () => {
    value ??= { is: compute() };
    return value.is;
  };
}
