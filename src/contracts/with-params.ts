import type { Named } from "./config.js";
import { closest, VaranusError } from "./errors.js";
import { allowed, type ParameterShape, type ParameterValue, specOf } from "./parameters.js";

/** Fills in and checks the parameters of a thing out of a catalogue. */
export function withParams(named: Named, shape: ParameterShape, path: string): Named {
  const params: Record<string, ParameterValue> = {};
  for (const key of Object.keys(named.params)) {
    if (key in shape) continue;
    const names = Object.keys(shape);
    const near = closest(key, names);
    throw new VaranusError({
      code: "unknown-name",
      path: `${path}.params.${key}`,
      message: `${named.name} has no parameter "${key}"; it has: ${names.join(", ") || "none"}`,
      hint: near === undefined ? "" : `did you mean "${near}"?`,
    });
  }
  for (const [key, schema] of Object.entries(shape)) {
    const result = schema.safeParse(named.params[key]);
    if (!result.success) {
      throw new VaranusError({
        code: "config",
        path: `${path}.params.${key}`,
        message: `${shown(named.params[key])} is not allowed; ${key} of ${named.name} is ${allowed(specOf(schema))}`,
      });
    }
    // -0 is hashed as 0, so it has to run as 0
    params[key] = result.data === 0 ? 0 : result.data;
  }
  return { name: named.name, params };
}

/** A value that was given, for an error in words. */
export function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
