import type { VaranusError } from "../../src/index.js";
import { type FundingOutput, format } from "../../src/runtime/browser/index.js";
import type { Field } from "../form/field.js";
import { sourceField } from "../form/settings.js";
import type { FundingSource } from "../session.js";
import { FileChoice } from "./file-choice.js";

const WORDS = {
  kind: "funding",
  title: "Funding",
  invitation: "Add a file of funding rates",
  form: "CSV with timestamp, funding_rate",
  label: "File of funding rates",
} as const;

/** Funding rates of a perpetual future, from a file beside that of the bars. */
export class FundingPanel {
  readonly symbol: Field;
  readonly choice: FileChoice<FundingSource>;

  constructor(take: (source: FundingSource) => Promise<void>, change: () => void) {
    this.symbol = sourceField("fundingSymbol", () => {});
    this.symbol.element.addEventListener("change", () => void this.choice.takeAgain());
    const source = (file: File): FundingSource => {
      const symbol = this.symbol.value as string | undefined;
      return { file, ...(symbol === undefined ? {} : { symbol }) };
    };
    const forget = () => this.symbol.set(undefined);
    this.choice = new FileChoice(WORDS, { source, take, forget, change }, [this.symbol.element]);
  }

  show(source: FundingSource, { rates, bars, charged }: FundingOutput): void {
    const found =
      bars === undefined ? "" : `; ${format.count(charged ?? 0)} of ${format.counted(bars, "bar")} have one`;
    this.choice.show(source, [`${format.counted(rates, "rate")}${found}.`]);
  }

  /** Says what is wrong with the file, beside it. */
  refuse(source: FundingSource, { path, message, hint }: VaranusError): void {
    const cure = hint === "" ? "" : ` (${hint.replace("--funding-symbol", "its symbol below")})`;
    this.choice.refuse(source, `${path}: ${message}${cure}.`);
  }
}
