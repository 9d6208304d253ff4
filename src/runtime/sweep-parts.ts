import { canonicalColumns } from "../contracts/canonical.js";
import { VaranusError } from "../contracts/errors.js";
import { SWEEP_METRICS, type SweepIdentity, type SweepMetric } from "../index.js";
import type { Files } from "./files.js";
import type { KeptPart, SweepKeeping } from "./sweep.js";

/** What a file of a part begins with, in one line of JSON; its columns follow in their canonical form. */
interface PartHead {
  readonly sweep: SweepIdentity;
  readonly from: number;
  readonly length: number;
  readonly skipped: KeptPart["skipped"];
}

/** Bytes before the values of canonical columns. */
const HEADER_BYTES = 16;
// a file that is being written ends otherwise
const ENDING = ".rows";

/** The finished ranges of one sweep as files of a folder, each written whole or not at all. */
export class SweepParts implements SweepKeeping {
  private kept = 0;

  private constructor(
    private readonly files: Files,
    private readonly folder: string,
    private readonly sweep: SweepIdentity,
    readonly done: readonly KeptPart[],
  ) {}

  /**
   * Opens a folder: for a new sweep there must be no parts in it, to resume there must be some, all of this sweep. A file that is no whole part
   * counts as not done.
   */
  static async open(files: Files, folder: string, sweep: SweepIdentity, resume: boolean): Promise<SweepParts> {
    const names = (await files.list(folder)).filter((name) => name.endsWith(ENDING));
    if (!resume) {
      if (names.length === 0) return new SweepParts(files, folder, sweep, []);
      throw refused(
        folder,
        "it keeps what is finished of a sweep that was stopped",
        "give --resume to go on from there, another --out, or delete the folder to start anew",
      );
    }
    if (names.length === 0) {
      throw refused(folder, "there is no stopped sweep to go on with", "leave --resume, or give the --out that it had");
    }
    const kept: KeptPart[] = [];
    for (const name of names) {
      const part = partOf(await files.readBytes(`${folder}/${name}`), sweep, folder);
      if (part) kept.push(part);
    }
    kept.sort((a, b) => a.from - b.from);
    let end = 0;
    const done = kept.filter(({ from, length }) => {
      const apart = from >= end;
      if (apart) end = from + length;
      return apart;
    });
    return new SweepParts(files, folder, sweep, done);
  }

  /** Combinations that are kept. */
  get finished(): number {
    return this.kept + this.done.reduce((sum, { length }) => sum + length, 0);
  }

  async keep({ from, length, rows, skipped }: KeptPart): Promise<void> {
    const head: PartHead = { sweep: this.sweep, from, length, skipped };
    const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
    const values = canonicalColumns(SWEEP_METRICS.map((name) => rows[name]));
    const bytes = new Uint8Array(line.length + values.length);
    bytes.set(line);
    bytes.set(values, line.length);
    await this.files.writeWhole(`${this.folder}/${from}-${from + length}${ENDING}`, bytes);
    this.kept += length;
  }

  /** When the sweep's results are written, its parts are not needed. */
  async remove(): Promise<void> {
    await this.files.remove(this.folder);
  }
}

/** The part in a file, or nothing where it is not a whole one. */
function partOf(bytes: Uint8Array, sweep: SweepIdentity, folder: string): KeptPart | undefined {
  const end = bytes.indexOf(0x0a);
  if (end < 0) return undefined;
  const head = headOf(new TextDecoder().decode(bytes.subarray(0, end)));
  if (head === undefined) return undefined;
  const { from, length, skipped } = head;
  const differs = (Object.keys(sweep) as (keyof SweepIdentity)[]).filter((key) => head.sweep[key] !== sweep[key]);
  if (differs.length > 0) {
    throw refused(
      folder,
      `it keeps parts of another sweep; not the same: ${differs.join(", ")}`,
      "give what the sweep was started with, or another --out",
    );
  }
  const start = end + 1 + HEADER_BYTES;
  if (bytes.length !== start + SWEEP_METRICS.length * length * 8) return undefined;
  const values = new Float64Array(SWEEP_METRICS.length * length);
  new Uint8Array(values.buffer).set(bytes.subarray(start));
  const rows = Object.fromEntries(
    SWEEP_METRICS.map((name, k) => [name, values.slice(k * length, (k + 1) * length)]),
  ) as Record<SweepMetric, Float64Array>;
  return { from, length, rows, skipped };
}

function headOf(text: string): PartHead | undefined {
  try {
    return JSON.parse(text) as PartHead;
  } catch {
    return undefined;
  }
}

function refused(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "config", path, message, hint });
}
