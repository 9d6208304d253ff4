import { equityCsv, type ReportOptions, type Result, reportHtml, tradesCsv } from "../../index.js";
import { defineTask } from "../tasks.js";
import { resultOf } from "./kept.js";
import { EXPORT, type ExportKind } from "./names.js";

/** How a Result becomes a file, by the file's name; a further kind is one entry here and its name in `EXPORT_KINDS`. */
const WRITERS: Readonly<Record<ExportKind, (result: Result, options: ReportOptions) => string | Promise<string>>> = {
  "report.html": reportHtml,
  "result.json": (result) => `${JSON.stringify(result, null, 2)}\n`,
  "trades.csv": tradesCsv,
  "equity.csv": equityCsv,
};

/** MIME types by the end of a file's name. */
export const TYPES: Readonly<Record<string, string>> = {
  json: "application/json",
  csv: "text/csv;charset=utf-8",
  html: "text/html;charset=utf-8",
};

export const exportTask = defineTask({
  name: EXPORT,
  async run({ result, kind, monteCarlo }, context) {
    const text = await WRITERS[kind](resultOf(context, result), { monteCarlo });
    const type = TYPES[kind.slice(kind.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    return { bytes: new TextEncoder().encode(text), type };
  },
  transfer: ({ bytes }) => [bytes.buffer],
});
