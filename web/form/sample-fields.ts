import { sampleLength, type Timeframe } from "../../src/index.js";
import { h } from "../dom.js";
import type { SampleSource } from "../workers.js";
import { Field } from "./field.js";

const TIMEFRAMES = ["1m", "5m", "15m", "30m", "1h", "4h", "1d"] as const;
const MOST_BARS = 2_000_000;

/** What the synthetic market is made by; Enter takes it. */
export class SampleFields {
  readonly element: HTMLElement;
  private readonly bars = whole("bars", "Bars", sampleLength("4h"), 1, MOST_BARS);
  private readonly seed = whole("seed", "Seed", 1, 0, 4_294_967_295);
  private readonly timeframe: Field;

  constructor(onEnter: () => void) {
    this.timeframe = new Field(
      {
        path: "sample.timeframe",
        label: "Timeframe",
        description: "",
        kind: "choice",
        default: "4h",
        choices: TIMEFRAMES,
        check: () => undefined,
      },
      () => this.bars.setDefault(sampleLength(this.timeframe.value as Timeframe)),
    );
    this.element = h(
      "div",
      {
        class: "fields three",
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          onEnter();
        },
      },
      this.bars.element,
      this.timeframe.element,
      this.seed.element,
    );
  }

  /** What the fields say, or nothing: then the one at fault says why. */
  read(): SampleSource | undefined {
    const wrong = [this.bars, this.timeframe, this.seed].find((field) => !field.validate());
    wrong?.focus();
    if (wrong) return undefined;
    return {
      kind: "sample",
      bars: this.bars.value as number,
      seed: this.seed.value as number,
      timeframe: this.timeframe.value as Timeframe,
    };
  }

  /** Asks for another seed. */
  suggest(seed: number): void {
    this.seed.set(seed);
  }
}

function whole(name: string, label: string, standard: number, low: number, high: number): Field {
  return new Field(
    {
      path: `sample.${name}`,
      label,
      description: "",
      kind: "int",
      default: standard,
      check: (value) =>
        typeof value === "number" && Number.isInteger(value) && value >= low && value <= high
          ? undefined
          : `It has to be an integer from ${low} to ${high}.`,
    },
    () => {},
  );
}
