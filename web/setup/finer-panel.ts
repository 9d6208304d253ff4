import type { VaranusError } from "../../src/index.js";
import { type FinerOutput, format } from "../../src/runtime/browser/index.js";
import type { FinerSource } from "../session.js";
import { FileChoice } from "./file-choice.js";

const WORDS = {
  kind: "finer",
  title: "Finer bars",
  invitation: "Add a file of finer bars",
  form: "the same market in shorter bars, in any form that the bars may have",
  label: "File of finer bars",
} as const;

const NEEDED = "Choose a file of finer bars, or another rule for what came first inside a bar.";

/** The bars of a lower timeframe that settle what came first inside a bar. Whoever has no need of them does not see it. */
export class FinerPanel {
  readonly choice: FileChoice<FinerSource>;
  private needed = false;

  constructor(take: (source: FinerSource) => Promise<void>, change: () => void) {
    this.choice = new FileChoice(WORDS, { source: (file) => ({ file }), take, forget: () => {}, change });
    this.need(false);
  }

  get element(): HTMLElement {
    return this.choice.element;
  }

  /** Whether a run looks into finer bars. */
  need(is: boolean): void {
    this.needed = is;
    this.element.hidden = !is;
  }

  get source(): FinerSource | undefined {
    return this.needed ? this.choice.source : undefined;
  }

  validate(): boolean {
    return !this.needed || this.choice.validate(NEEDED);
  }

  show(source: FinerSource, { data, cover, notes }: FinerOutput): void {
    const { bars, timeframe, from, to, quality } = data;
    const span = `${from.slice(0, 10)} to ${to.slice(0, 10)}`;
    const grade = quality.grade === "poor" || quality.grade === "critical" ? `; their quality is ${quality.grade}` : "";
    const lines = [`${format.counted(bars, "bar")} of ${timeframe}, ${span}${grade}.`];
    this.choice.show(source, cover ? [...lines, coverText(cover)] : lines, notes);
  }

  /** Says what is wrong with the file, beside it. */
  refuse(source: FinerSource, error: VaranusError): void {
    this.choice.refuse(source, problemText(error));
  }

  /** Says what a run found wrong with them. */
  complain(error: VaranusError): void {
    this.choice.complain(problemText(error));
    this.choice.focus();
  }
}

function problemText({ path, message, hint }: VaranusError): string {
  const cure = hint === "" ? "" : ` (${hint})`;
  const text = `${message}${cure}.`;
  return path === "finer" || path === "" ? format.capitalised(text) : `${path}: ${text}`;
}

function coverText({ bars, covered, complete }: NonNullable<FinerOutput["cover"]>): string {
  const others = covered - complete;
  const differ = others === 0 ? "" : ` Of ${format.count(others)} more the prices differ: are they of the same market?`;
  return `They make up ${format.count(complete)} of ${format.counted(bars, "bar")}.${differ}`;
}
