import { type Child, html, type Markup } from "../markup.js";

/** A heading of a column. */
export interface Column {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly numeric?: boolean;
}

interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Markup[];
  readonly name?: string;
}

/** A table in a box that scrolls by itself where the page is too narrow for it. */
export function table({ caption, columns, rows, name = "" }: Table): Markup {
  const head = columns.map(({ title, numeric }) => html`<th scope="col"${numeric && html` class="n"`}>${title}</th>`);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table class="${name}"><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>
`;
}

/** A row that begins with its own heading. */
export function row(heading: Child, ...cells: readonly Child[]): Markup {
  return html`<tr><th scope="row">${heading}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;
}

export function numberRow(heading: Child, ...cells: readonly Child[]): Markup {
  return html`<tr><th scope="row">${heading}</th>${cells.map((cell) => html`<td class="n">${cell}</td>`)}</tr>
`;
}

interface Section {
  readonly id: string;
  readonly title: string;
}

export function section({ id, title }: Section, ...content: readonly Child[]): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>
`;
}
