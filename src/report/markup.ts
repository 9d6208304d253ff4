/** HTML that is escaped by construction: whatever is put into an `html` template is text, unless it is Markup itself. */

/** Text that is already HTML. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Child = Markup | string | number | null | undefined | false | readonly Child[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** Nothing is drawn for null, undefined and false; arrays are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly Child[]): Markup {
  let text = strings[0] as string;
  for (let k = 0; k < values.length; k++) text += render(values[k]) + (strings[k + 1] as string);
  return new Markup(text);
}

/** For what this folder has made itself: style sheets and drawings. */
export const raw = (text: string): Markup => new Markup(text);

function render(child: Child): string {
  if (child === null || child === undefined || child === false) return "";
  if (child instanceof Markup) return child.text;
  if (typeof child === "object") return child.map(render).join("");
  return escapeText(String(child));
}
