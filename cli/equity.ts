import { VaranusError } from "../src/index.js";

/** Reads equity.csv as `varanus backtest --out` writes it: columns timestamp (ms UTC) and equity (quote currency) among its own. */
export function readEquity(text: string, path: string): { timestamp: Float64Array; equity: Float64Array } {
  const [header = "", ...lines] = text.trimEnd().split(/\r?\n/);
  const names = header.split(",");
  const [time, value] = [names.indexOf("timestamp"), names.indexOf("equity")];
  if (time < 0 || value < 0 || lines.length === 0) {
    throw refused(path, "it has no rows with the columns timestamp and equity");
  }
  const rows = lines.map((line) => line.split(","));
  const column = (k: number) =>
    Float64Array.from(rows, (row, line) => {
      const number = (row[k] ?? "").trim() === "" ? Number.NaN : Number(row[k]);
      if (!Number.isFinite(number)) throw refused(`${path}:${line + 2}`, `"${row[k] ?? ""}" is not a number`);
      return number;
    });
  return { timestamp: column(time), equity: column(value) };
}

function refused(path: string, message: string): VaranusError {
  const hint = "it has to be the equity.csv of varanus backtest --out";
  return new VaranusError({ code: "file", path, message, hint });
}
