import type { Result } from "../../backtest/result.js";
import { formatTime } from "../../market/times.js";
import { findings } from "../findings.js";
import { capitalised, count, counted, shortTime } from "../format.js";
import type { Levels } from "../levels.js";
import { html, type Markup } from "../markup.js";
import { row, section, table } from "./table.js";

/** As many ambiguous bars are named. */
const LISTED = 8;

/** What can be believed: everything that the run itself knows to speak for or against its numbers. */
export function evidence(result: Result, levels: Levels | undefined): Markup {
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
    levels && guesses(result, levels),
  );
}

function warnings(lines: readonly string[]): Markup {
  if (lines.length === 0)
    return html`<div class="warnings calm"><p>The run raised no warnings.</p></div>
`;
  return html`<div class="warnings"><p>${counted(lines.length, "warning")}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></div>
`;
}

/** The first bars whose order was a guess, so that they can be looked at. */
function guesses({ bars, ambiguousBars }: Result, { ambiguous }: Levels): Markup | undefined {
  if (ambiguousBars === 0) return undefined;
  const times: string[] = [];
  for (let i = 0; i < ambiguous.length && times.length < LISTED; i++) {
    if (ambiguous[i] === 1) times.push(shortTime(formatTime(bars.timestamp[i] as number)));
  }
  const rest = ambiguousBars > LISTED ? `, and ${count(ambiguousBars - LISTED)} more` : "";
  return html`<p class="muted">Ambiguous bars, UTC: ${times.join(", ")}${rest}.</p>
`;
}
