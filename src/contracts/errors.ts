/**
 * Errors are data at borders: what came, what is allowed, what to do.
 *
 * The command line prints one line and exits with 2, the page shows the same line as a message. Nothing
 * below a border throws anything else for something that a user did.
 */

export type ErrorCode =
  /** A configuration value is missing, of the wrong kind, or out of range. */
  | "config"
  /** A file cannot be read, or is not what it says it is. */
  | "file"
  /** The rows of a file are not usable bars. */
  | "data"
  /** A name that no catalogue has. */
  | "unknown-name"
  /** Signals do not fit the bars. */
  | "signals"
  /** A strategy of one's own has failed. */
  | "strategy"
  /** A worker died, or could not be started. */
  | "worker"
  /** The caller asked to stop. */
  | "cancelled"
  /** This host cannot do what was asked. */
  | "host";

export interface ErrorDetail {
  code: ErrorCode;
  /** One line: what came, and what is allowed. */
  message: string;
  /** The file (with line), configuration key or flag at fault; empty when there is none. */
  path: string;
  /** What to do about it; empty when the message says it all. */
  hint: string;
}

export class VaranusError extends Error implements ErrorDetail {
  override readonly name = "VaranusError";
  readonly code: ErrorCode;
  readonly path: string;
  readonly hint: string;

  constructor(detail: { code: ErrorCode; message: string; path?: string; hint?: string }) {
    super(detail.message);
    this.code = detail.code;
    this.path = detail.path ?? "";
    this.hint = detail.hint ?? "";
  }

  /** The whole error in one line, as the command line and the page show it. */
  get line(): string {
    const where = this.path === "" ? "" : `${this.path}: `;
    const cure = this.hint === "" ? "" : ` (${this.hint})`;
    return `${where}${this.message}${cure}`.replace(/\s*\n\s*/g, " ");
  }

  /** Plain data, for a worker's message or a log. Its inverse is `fromDetail`. */
  toDetail(): ErrorDetail {
    return { code: this.code, message: this.message, path: this.path, hint: this.hint };
  }

  static fromDetail(detail: ErrorDetail): VaranusError {
    return new VaranusError(detail);
  }
}

/** States a rule that holds unless there is a bug in Varanus itself; never used for user input. */
export function invariant(rule: unknown, positiveRule: string): asserts rule {
  if (!rule) throw new Error(`Invariant: ${positiveRule}.`);
}

/** The closest of `names` to `name`, or nothing if none is close; for "did you mean". */
export function closest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** The error for a name that a catalogue does not have. */
export function unknownName(kind: string, name: string, names: readonly string[], path: string): VaranusError {
  const near = closest(name, names);
  return new VaranusError({
    code: "unknown-name",
    message: `unknown ${kind} "${name}"; there are: ${names.join(", ")}`,
    path,
    hint: near === undefined ? `choose one of the ${kind} names above` : `did you mean "${near}"?`,
  });
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
