import { freshId, h } from "../dom.js";

export interface Tab {
  name: string;
  title: (Node | string)[];
  panel: HTMLElement;
}

/** Tabs as the WAI-ARIA pattern has them: arrow keys move, the chosen one alone is in the tab order. */
export function tabs(
  label: string,
  list: readonly Tab[],
  chosen: string,
  onChoose: (name: string) => void,
): HTMLElement {
  const made = list.map(({ name, title, panel }) => {
    const id = freshId();
    const button = h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `${id}-tab`,
        "aria-controls": id,
        testid: `tab-${name}`,
        onclick: () => choose(name),
      },
      title,
    );
    return { name, button, panel: h("div", { role: "tabpanel", id, "aria-labelledby": `${id}-tab` }, panel) };
  });
  const choose = (name: string): void => {
    for (const each of made) {
      const is = each.name === name;
      each.button.setAttribute("aria-selected", String(is));
      each.button.tabIndex = is ? 0 : -1;
      each.panel.hidden = !is;
    }
    onChoose(name);
  };
  const bar = h(
    "div",
    { role: "tablist", "aria-label": label, class: "tablist" },
    made.map(({ button }) => button),
  );
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const now = made.findIndex(({ button }) => button === document.activeElement);
    const next = made[(now + step + made.length) % made.length];
    if (next === undefined) return;
    choose(next.name);
    next.button.focus();
  });
  choose(made.some(({ name }) => name === chosen) ? chosen : (made[0]?.name ?? ""));
  return h(
    "section",
    { class: "tabs", "aria-label": label },
    bar,
    made.map(({ panel }) => panel),
  );
}
