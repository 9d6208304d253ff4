import { type AmbiguityBounds, findings } from "../../src/index.js";
import { type BacktestOutput, format } from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";

/** How many findings take away from the result; for the tab's title. */
export function cautions({ head }: BacktestOutput): number {
  return findings(head).filter(({ judgement }) => judgement === "beware").length;
}

/** What can be believed: everything that the run itself knows for and against its numbers. */
export function evidenceTab({ head }: BacktestOutput, bounds: () => Promise<AmbiguityBounds>): HTMLElement {
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
    head.ambiguousBars > 0 && boundsPart(bounds),
  );
}

/** A button that follows the run along every choice on its ambiguous bars, and what that found. */
function boundsPart(bounds: () => Promise<AmbiguityBounds>): HTMLElement {
  const found = h("p", { testid: "bounds", "aria-live": "polite" });
  const button = h(
    "button",
    {
      type: "button",
      testid: "ask-bounds",
      onclick: async () => {
        button.disabled = true;
        try {
          fill(found, boundsText(await bounds()));
        } catch (error) {
          fill(found, error instanceof Error ? error.message : String(error));
        } finally {
          button.disabled = false;
        }
      },
    },
    "What could the end have been?",
  );
  return h("div", { class: "bounds" }, button, found);
}

function boundsText({ low, high, exact, reason, bars }: AmbiguityBounds): string {
  const range = `Final equity between ${format.money(low)} and ${format.money(high)}, whatever came first on ${format.counted(bars, "ambiguous bar")}`;
  return exact ? `${range}: exact.` : `${range}: extremes found, not bounds, for ${reason}.`;
}
