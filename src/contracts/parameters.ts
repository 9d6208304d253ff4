import * as z from "zod";

/**
 * Parameters of strategies, sizers and stops, declared once. The declaration is a zod schema that carries its own
 * description, default, bounds and search space: the command line's flags, the page's form, the sweep's grid and
 * the optimiser all read it.
 */

export type ParameterValue = number | string | boolean;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

interface Described {
  /** One sentence for a form or a help text, with the unit. */
  description: string;
}

export interface IntParameter extends Described {
  kind: "int";
  default: number;
  min: number;
  max: number;
  /** Where an optimiser looks: [low, high], both inclusive. */
  search: readonly [number, number];
}

export interface FloatParameter extends Described {
  kind: "float";
  default: number;
  min: number;
  max: number;
  search: readonly [number, number];
}

export interface BooleanParameter extends Described {
  kind: "boolean";
  default: boolean;
}

export interface ChoiceParameter extends Described {
  kind: "choice";
  default: string;
  choices: readonly string[];
}

export type ParameterSpec = IntParameter | FloatParameter | BooleanParameter | ChoiceParameter;

/** A record of declared parameters; the values' types follow from it. */
export type ParameterShape = Readonly<Record<string, z.ZodType<ParameterValue>>>;
export type ValuesOf<Shape extends ParameterShape> = { readonly [Name in keyof Shape]: z.output<Shape[Name]> };

type NumberOptions = { min: number; max: number; search?: readonly [number, number] };

export function int(value: number, options: NumberOptions, description: string) {
  const { min, max, search = [min, max] } = options;
  const spec: IntParameter = { kind: "int", default: value, min, max, search, description };
  return z
    .number()
    .int()
    .min(min)
    .max(max)
    .default(value)
    .meta({ ...spec });
}

export function float(value: number, options: NumberOptions, description: string) {
  const { min, max, search = [min, max] } = options;
  const spec: FloatParameter = { kind: "float", default: value, min, max, search, description };
  return z
    .number()
    .min(min)
    .max(max)
    .default(value)
    .meta({ ...spec });
}

export function bool(value: boolean, description: string) {
  const spec: BooleanParameter = { kind: "boolean", default: value, description };
  return z
    .boolean()
    .default(value)
    .meta({ ...spec });
}

export function choice<const Choice extends string>(value: Choice, choices: readonly Choice[], description: string) {
  const spec: ChoiceParameter = { kind: "choice", default: value, choices, description };
  return z
    .enum(choices as readonly [Choice, ...Choice[]])
    .default(value as never)
    .meta({ ...spec }) as unknown as z.ZodType<Choice>;
}

/** What a declared parameter says of itself. */
export function specOf(schema: z.ZodType<ParameterValue>): ParameterSpec {
  return schema.meta() as unknown as ParameterSpec;
}

/** What a parameter may be, in words: "an integer from 2 to 500". */
export function allowed(spec: ParameterSpec): string {
  switch (spec.kind) {
    case "int":
      return `an integer from ${spec.min} to ${spec.max}`;
    case "float":
      return `a number from ${spec.min} to ${spec.max}`;
    case "boolean":
      return "true or false";
    case "choice":
      return `one of ${spec.choices.join(", ")}`;
  }
}
