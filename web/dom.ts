/** Elements in one expression. Text is always text: nothing here parses markup. */

type Child = Node | string | number | null | undefined | false;

interface Properties {
  class?: string;
  testid?: string;
  /** Attributes and properties by name; `on...` are listeners; undefined and false are left out. */
  [name: string]: unknown;
}

export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: (Child | readonly Child[])[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) set(element, key, value);
  append(element, children);
  return element;
}

/** Puts these children in place of what was there. */
export function fill(parent: Element, ...children: (Child | readonly Child[])[]): void {
  parent.replaceChildren();
  append(parent, children);
}

function append(parent: Element, children: readonly (Child | readonly Child[])[]): void {
  for (const child of children.flat() as Child[]) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

function set(element: HTMLElement, key: string, value: unknown): void {
  if (value === undefined || value === false) return;
  if (key === "testid") element.dataset["testid"] = String(value);
  else if (key.startsWith("on")) element.addEventListener(key.slice(2), value as EventListener);
  else if (key === "value" || key === "checked" || key === "disabled" || key === "open" || key === "hidden") {
    Object.assign(element, { [key]: value });
  } else element.setAttribute(key, value === true ? "" : String(value));
}

/** The element of an id that the page's HTML has. */
export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`Invariant: the page has an element #${id}.`);
  return element as T;
}

let counter = 0;
/** An id that no other element has, for labels and descriptions. */
export const freshId = (): string => `v${++counter}`;
