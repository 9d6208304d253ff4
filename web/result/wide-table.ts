import { h } from "../dom.js";

/** A table whose rows begin with their name; all else are numbers. */
export function wideTable(
  testid: string,
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  return h(
    "div",
    { class: "wide-table", testid, role: "region", tabindex: 0, "aria-label": title },
    h(
      "table",
      { class: "metric-table" },
      h("caption", {}, title),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map((head) => h("th", { scope: "col" }, head)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(([name, ...cells]) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, name),
            cells.map((cell) => h("td", {}, cell)),
          ),
        ),
      ),
    ),
  );
}
