import { findings } from "../../src/index.js";
import { type BacktestOutput, format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";

/** How many findings take away from the result; for the tab's title. */
export function cautions({ head }: BacktestOutput): number {
  return findings(head).filter(({ judgement }) => judgement === "beware").length;
}

/** What can be believed: everything that the run itself knows for and against its numbers. */
export function evidenceTab({ head }: BacktestOutput): HTMLElement {
  const { warnings } = head;
  return h(
    "div",
    { testid: "evidence" },
    warnings.length > 0 &&
      h(
        "ul",
        { class: "warnings", testid: "warnings" },
        warnings.map((line) => h("li", {}, line)),
      ),
    h(
      "dl",
      { class: "findings" },
      findings(head).map(({ subject, found, details, meaning, judgement }) =>
        h(
          "div",
          {},
          h("dt", {}, subject, h("span", { class: `badge ${judgement}` }, judgement)),
          h(
            "dd",
            { class: "found" },
            format.capitalised(found),
            details.map((line) => h("small", {}, format.capitalised(line))),
          ),
          h("dd", { class: "meaning" }, meaning),
        ),
      ),
    ),
  );
}
