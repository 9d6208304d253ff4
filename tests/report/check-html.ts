/** A small checker of HTML as the report writes it: every element is closed in order, attributes are quoted, text has no stray markup. */

const VOID = new Set(["meta", "br", "hr", "img", "input", "link"]);
const ATTRIBUTES = /^(?:\s+[a-zA-Z][\w:-]*(?:="[^"<]*")?)*\s*\/?$/;

/** What is wrong, one line each; empty when nothing is. */
export function faultsOf(page: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  const body = page.replace(/^<!doctype html>/, "").replace(/<style>[\s\S]*?<\/style>/, "<style></style>");
  const tags = /<(\/?)([a-zA-Z][\w:-]*)([^>]*)>|([^<]+)|(<)/g;
  for (const [whole, slash, name, rest, text, stray] of body.matchAll(tags)) {
    if (stray) faults.push("a stray <");
    else if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) faults.push(`a stray & in "${text.slice(0, 60)}"`);
    } else if (slash) {
      const expected = open.pop();
      if (expected !== name) faults.push(`</${name}> closes <${expected}>`);
    } else {
      if (!ATTRIBUTES.test(rest as string)) faults.push(`bad attributes: ${whole.slice(0, 120)}`);
      if (!VOID.has(name as string) && !(rest as string).endsWith("/")) open.push(name as string);
    }
  }
  if (open.length > 0) faults.push(`left open: ${open.join(" ")}`);
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  for (const id of new Set(ids.filter((id, k) => ids.indexOf(id) !== k))) faults.push(`id ${id} is there twice`);
  for (const [, target] of page.matchAll(/ (?:href="#|aria-labelledby=")([^"]*)"/g)) {
    if (!ids.includes(target)) faults.push(`nothing has the id ${target}`);
  }
  return faults;
}

/** What a reader sees, with the words of aria labels. */
export function textOf(page: string): string {
  const labels = [...page.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label);
  const text = page.replace(/<style>[\s\S]*?<\/style>/, "").replace(/<[^>]*>/g, " ");
  return `${text} ${labels.join(" ")}`;
}
