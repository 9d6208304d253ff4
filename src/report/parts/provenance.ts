import type { Result } from "../../backtest/result.js";
import { VERSION } from "../../backtest/version.js";
import { html, type Markup } from "../markup.js";
import { row, section, table } from "./table.js";

export function provenanceSection(result: Result): Markup {
  const { dataSha256, configSha256, kernelSha256, strategySha256, fillsSha256 } = result.provenance;
  const { data } = result;
  const hash = (value: string) => html`<span class="hash">${value}</span>`;
  return section(
    { id: "provenance", title: "Provenance" },
    html`<p class="muted">Equal fingerprints are equal runs, in any host: whoever runs this configuration on these data with this kernel gets these fills, to the bit.</p>
`,
    table({
      caption: "Where the result comes from",
      columns: [{ title: "Part" }, { title: "SHA-256, or value" }],
      rows: [
        row(html`<b>Fingerprint</b>`, html`<b>${hash(result.fingerprint)}</b>`),
        row("Data", hash(dataSha256)),
        row("Configuration", hash(configSha256)),
        row("Kernel", hash(kernelSha256)),
        row("Strategy", hash(strategySha256)),
        row("Fills", hash(fillsSha256)),
        row("Engine", hash(`Varanus ${VERSION}`)),
        row("First and last bar", hash(`${data.from} to ${data.to}`)),
      ],
    }),
  );
}
