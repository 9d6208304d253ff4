import { h } from "../dom.js";

/** A text with a button that copies it. */
export function copyable(value: string, testid: string, title: string): HTMLElement {
  const said = h("span", { class: "visually-hidden", "aria-live": "polite" });
  const button = h(
    "button",
    {
      type: "button",
      class: "quiet",
      "aria-label": `Copy: ${title}`,
      onclick: async () => {
        const copied = await copy(value);
        button.textContent = copied ? "copied" : "not allowed";
        said.textContent = copied ? "Copied" : "The browser does not allow it";
        setTimeout(() => {
          button.textContent = "copy";
          said.textContent = "";
        }, 1_500);
      },
    },
    "copy",
  );
  return h("span", { class: "hash" }, h("code", { testid }, value), button, said);
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
