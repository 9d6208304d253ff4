import type { Timeframe } from "../../src/index.js";
import type { FileSource } from "../workers.js";
import type { Field } from "./field.js";
import { sourceField } from "./settings.js";

/** What a file of bars does not say of itself. */
export class Told {
  private readonly fields: Record<"symbol" | "timeframe" | "utcOffset" | "calendar", Field>;

  constructor() {
    const nothing = () => {};
    this.fields = {
      symbol: sourceField("symbol", nothing),
      timeframe: sourceField("timeframe", nothing),
      utcOffset: sourceField("utcOffset", nothing),
      calendar: sourceField("calendar", nothing),
    };
  }

  get elements(): HTMLElement[] {
    return Object.values(this.fields).map(({ element }) => element);
  }

  clear(): void {
    for (const field of Object.values(this.fields)) field.set(undefined);
  }

  /** A file with what is told of it. */
  of(file: File): FileSource {
    const text = (field: Field) => field.value as string | undefined;
    const symbol = text(this.fields.symbol);
    const timeframe = text(this.fields.timeframe) as Timeframe | undefined;
    const utcOffset = text(this.fields.utcOffset);
    const calendar = text(this.fields.calendar) as FileSource["calendar"];
    return {
      kind: "file",
      file,
      ...(symbol === undefined ? {} : { symbol }),
      ...(timeframe === undefined ? {} : { timeframe }),
      ...(utcOffset === undefined ? {} : { utcOffset }),
      ...(calendar === undefined ? {} : { calendar }),
    };
  }
}
