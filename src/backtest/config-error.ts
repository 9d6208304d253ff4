import type { z } from "zod";
import { documentSchema } from "../contracts/config.js";
import { closest, VaranusError } from "../contracts/errors.js";

/** The first problem of a refused configuration, as one of our errors: what came, what is allowed. */
export function configError(
  error: z.ZodError,
  input: unknown,
  prefix: readonly PropertyKey[] = [],
  keysAt: (path: readonly PropertyKey[]) => readonly string[] = keysOfRun,
): VaranusError {
  const issue = deepest(error.issues[0] as z.core.$ZodIssue);
  const at = [...prefix, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const key = String(issue.keys[0]);
    const names = keysAt(at);
    const near = closest(key, names);
    return new VaranusError({
      code: "unknown-name",
      path: [...at, key].join("."),
      message: "there is no such key",
      hint: near === undefined ? `the keys are: ${names.join(", ")}` : `did you mean "${near}"?`,
    });
  }
  const came = valueAt(input, at);
  return new VaranusError({
    code: "config",
    path: at.join("."),
    message: `${came === undefined ? "nothing" : JSON.stringify(came)} is not allowed: ${expectation(issue)}`,
  });
}

/** Keys that a run's document can have at a place. */
function keysOfRun(path: readonly PropertyKey[]): readonly string[] {
  return path.length === 0 ? Object.keys(documentSchema.shape) : ["name", "params"];
}

/** Inside a union, the issue of the branch that came furthest. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .map((issues) => issues[0])
    .filter((first): first is z.core.$ZodIssue => first !== undefined)
    .sort(
      (a, b) => b.path.length - a.path.length || Number(a.code === "invalid_type") - Number(b.code === "invalid_type"),
    )[0];
  return inner === undefined ? issue : deepest({ ...inner, path: [...issue.path, ...inner.path] });
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      return `it has to be ${issue.inclusive ? "at least" : "above"} ${issue.minimum}`;
    case "too_big":
      return `it has to be ${issue.inclusive ? "at most" : "below"} ${issue.maximum}`;
    case "invalid_value":
      return `it is one of ${issue.values.map(String).join(", ")}`;
    case "invalid_type":
      return `it has to be ${article(issue.expected)}`;
    default:
      return issue.message;
  }
}

function article(kind: string): string {
  const name = kind === "int" ? "integer" : kind === "record" ? "object" : kind;
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return value;
}
