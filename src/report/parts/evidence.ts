import type { Result } from "../../backtest/result.js";
import { findings } from "../findings.js";
import { capitalised, counted } from "../format.js";
import { html, type Markup } from "../markup.js";
import { row, section, table } from "./table.js";

/** What can be believed: everything that the run itself knows to speak for or against its numbers. */
export function evidence(result: Result): Markup {
  const rows = findings(result).map(({ subject, found, details, meaning, judgement }) =>
    row(
      subject,
      html`${capitalised(found)}${details.map((line) => html`<small>${capitalised(line)}</small>`)}`,
      meaning,
      html`<span class="badge ${judgement}">${judgement}</span>`,
    ),
  );
  return section(
    { id: "evidence", title: "What can be believed" },
    warnings(result.warnings),
    table({
      caption: "Evidence for and against",
      name: "evidence",
      columns: [{ title: "Question" }, { title: "Found" }, { title: "What it means" }, { title: "Judgement" }],
      rows,
    }),
  );
}

function warnings(lines: readonly string[]): Markup {
  if (lines.length === 0)
    return html`<div class="warnings calm"><p>The run raised no warnings.</p></div>
`;
  return html`<div class="warnings"><p>${counted(lines.length, "warning")}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></div>
`;
}
