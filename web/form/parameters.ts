import { allowed, type ParameterValue, specOf } from "../../src/index.js";
import { Field, type FieldSpec } from "./field.js";
import { labelOf } from "./words.js";

type Shape = Readonly<Record<string, Parameters<typeof specOf>[0]>>;

/** The form of declared parameters, e.g. of a strategy; `path` is theirs in the configuration. */
export function parameterFields(shape: object, path: string, onChange: () => void): Field[] {
  return Object.entries(shape as Shape).map(([name, schema]) => {
    const spec = specOf(schema);
    const field: FieldSpec = {
      path: `${path}.params.${name}`,
      label: labelOf(name),
      description: spec.description,
      kind: spec.kind,
      default: spec.default,
      ...(spec.kind === "choice" ? { choices: spec.choices } : {}),
      check: (value) => (schema.safeParse(value).success ? undefined : `It has to be ${allowed(spec)}.`),
    };
    return new Field(field, onChange);
  });
}

/** The values of such a form by name. */
export function parameterValues(fields: readonly Field[]): Record<string, ParameterValue> {
  return Object.fromEntries(
    fields
      .filter(({ value }) => value !== undefined)
      .map(({ spec, value }) => [spec.path.slice(spec.path.lastIndexOf(".") + 1), value as ParameterValue]),
  );
}

/** Sets the fields of such a form. */
export function takeParameters(fields: readonly Field[], values: Readonly<Record<string, ParameterValue>>): void {
  for (const field of fields) {
    const value = values[field.spec.path.slice(field.spec.path.lastIndexOf(".") + 1)];
    if (value !== undefined) field.set(value);
  }
}
