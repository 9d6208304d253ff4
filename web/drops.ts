import { h } from "./dom.js";

const PLACES = ["bars", "signals", "funding", "finer"] as const;
type Place = (typeof PLACES)[number];

/** Files dropped anywhere on the page: bars, or what the place that they are dropped on is for. */
export function acceptDrops(
  on: Readonly<Record<Place, (files: readonly [File, ...File[]], at: Element) => void>>,
): void {
  const veil = h("div", { class: "veil", hidden: true, "aria-hidden": "true" }, h("span", {}, "Drop to read the bars"));
  document.body.append(veil);
  let depth = 0;
  const leave = () => {
    depth = 0;
    veil.hidden = true;
  };
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  window.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth++;
    veil.hidden = false;
  });
  window.addEventListener("dragleave", () => {
    if (--depth <= 0) leave();
  });
  window.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  window.addEventListener("drop", (event) => {
    const [first, ...others] = event.dataTransfer?.files ?? [];
    leave();
    if (!first) return;
    event.preventDefault();
    const at = (event.target as Element | null) ?? document.body;
    const place = at.closest<HTMLElement>("[data-drop]")?.dataset["drop"];
    on[PLACES.find((each) => each === place) ?? "bars"]([first, ...others], at);
  });
}
