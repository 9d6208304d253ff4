import { h } from "../dom.js";

/** A button that saves a file, with what it is. */
export function saveButton(name: string, says: string, save: () => Promise<void>): HTMLElement {
  const button = h(
    "button",
    {
      type: "button",
      testid: `save-${name}`,
      onclick: async () => {
        button.disabled = true;
        await save();
        button.disabled = false;
      },
    },
    h("strong", {}, name),
    h("small", {}, says),
  );
  return button;
}
