// A small helper to make elements. Text is always set as text: nothing from a file or a model
// can become markup.

type Child = Node | string | null | undefined | false;
type Props = Record<string, unknown>;

/** Makes an element; `on*` props are listeners, `class` and ARIA props are attributes. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), value as EventListener);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((c): c is Node | string => Boolean(c) || c === ""));
  return element;
}

/** A button that does nothing but what it is told to. */
export function button(name: string, onclick: () => void, props: Props = {}): HTMLButtonElement {
  return h("button", { type: "button", onclick, ...props }, name);
}

/** Words that only a screen reader hears. */
export function spoken(text: string): HTMLSpanElement {
  return h("span", { class: "cp-spoken" }, text);
}

/** Sets the text of an element only where it differs, so that a live region stays quiet. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** An id that no other element of the page has, though the page shows two of us. */
export function uniqueId(name: string): string {
  return `${name}-${randomId()}`;
}

/** Letters and digits that no one else in the browser, nor a page of another day, has drawn. */
export function randomId(): string {
  return Math.random().toString(36).slice(2);
}
