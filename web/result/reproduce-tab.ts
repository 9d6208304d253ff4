import { type BacktestOutput, EXPORT_KINDS, type ExportKind } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";
import { copyable } from "./copyable.js";
import { saveButton } from "./save-button.js";

const SAYS: Readonly<Record<ExportKind, string>> = {
  "report.html": "a report to send on",
  "result.json": "everything, for programs",
  "trades.csv": "every closed trade",
  "equity.csv": "equity at every bar",
};

const HASHES = [
  ["dataSha256", "Bars", "every stamp, price and volume"],
  ["configSha256", "Configuration", "every setting, defaults included"],
  ["kernelSha256", "Kernel", "the WebAssembly that computed"],
  ["strategySha256", "Strategy", "everything that the signals are computed by"],
  ["fillsSha256", "Fills", "every order that was filled"],
] as const;

/** Files to take along, and what proves that another run is the same one. */
export function reproduceTab(
  { head }: BacktestOutput,
  /** What a terminal has to be told for the same run, or why there is nothing. */
  command: string,
  save: (kind: ExportKind) => Promise<void>,
): HTMLElement {
  return h(
    "div",
    { testid: "reproduce" },
    h("h3", {}, "Save"),
    h(
      "div",
      { class: "downloads" },
      EXPORT_KINDS.map((kind) => saveButton(kind, SAYS[kind], () => save(kind))),
    ),
    h("h3", {}, "Fingerprint"),
    h(
      "p",
      { class: "lead" },
      "The same bars, settings, strategy and kernel give the same fingerprint, on the command line, in a module and in any browser.",
    ),
    copyable(head.fingerprint, "fingerprint", "Fingerprint"),
    h(
      "table",
      { class: "hashes" },
      h(
        "tbody",
        {},
        HASHES.map(([name, title, says]) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, title, h("small", {}, says)),
            h("td", {}, copyable(head.provenance[name], name, title)),
          ),
        ),
      ),
    ),
    h(
      "details",
      {},
      h("summary", {}, "The configuration that was hashed"),
      h("pre", { class: "config", tabindex: 0 }, JSON.stringify(head.config, null, 2)),
    ),
    h("h3", {}, "On the command line"),
    command === ""
      ? h(
          "p",
          { class: "lead", testid: "no-command" },
          "The command line makes its sample by the seed of the configuration, which is another one than this sample's: give both the same, and the command for the run stands here.",
        )
      : [
          h("p", { class: "lead" }, "In the folder of the files, with Varanus installed, this is the same run:"),
          copyable(command, "command", "Command line"),
        ],
    h("p", { class: "hint" }, `Varanus ${head.engine.version}`),
  );
}
