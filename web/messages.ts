import { VaranusError } from "../src/index.js";
import { fill, h } from "./dom.js";
import { labelOf } from "./form/words.js";

/** The page's one place for what went wrong: read out when it comes, gone with the next success or on request. */
export class Messages {
  readonly element = h("div", { class: "messages", role: "alert", testid: "messages" });

  show(error: unknown): void {
    if (error instanceof VaranusError && error.code === "cancelled") {
      this.clear();
      return;
    }
    const { title, place, hint } = partsOf(error);
    fill(
      this.element,
      h(
        "div",
        { class: "message", testid: "message" },
        h(
          "div",
          {},
          h("p", { class: "message-title" }, place !== "" && h("code", {}, place), title),
          hint !== "" && h("p", { class: "message-hint" }, hint),
        ),
        h("button", { type: "button", class: "quiet", "aria-label": "Dismiss", onclick: () => this.clear() }, "✕"),
      ),
    );
    this.element.scrollIntoView?.({ block: "nearest" });
  }

  clear(): void {
    fill(this.element);
  }
}

function partsOf(error: unknown): { title: string; place: string; hint: string } {
  if (error instanceof VaranusError) {
    return {
      title: sentence(error.message),
      place: error.path,
      hint: error.hint === "" ? "" : sentence(forThePage(error.hint)),
    };
  }
  return {
    title: sentence(error instanceof Error ? error.message : String(error)),
    place: "",
    hint: "This is a fault of Varanus, not of what you did; the page goes on working.",
  };
}

/** Flags of the command line are fields here. */
function forThePage(hint: string): string {
  return hint.replace(/--([a-z][a-z-]+)/g, (_, flag: string) => labelOf(flag));
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
