import { h } from "./dom.js";

/** Files dropped anywhere on the page: bars, or signals where they are dropped on the strategy. */
export function acceptDrops(on: { bars: (file: File) => void; signals: (file: File) => void }): void {
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
    const file = event.dataTransfer?.files[0];
    leave();
    if (!file) return;
    event.preventDefault();
    const onSignals = (event.target as Element | null)?.closest('[data-drop="signals"]');
    if (onSignals) on.signals(file);
    else on.bars(file);
  });
}
