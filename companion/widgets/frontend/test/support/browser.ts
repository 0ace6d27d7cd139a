// A page for modules that draw: import this first. Each test file has a process, so a page, of its own.

import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>", {
  url: "http://localhost/",
  pretendToBeVisual: true,
});

// What jsdom has no layout for.
class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(window, {
  ResizeObserver: NoResize,
  matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {} }),
});
window.Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
window.Range.prototype.getBoundingClientRect = () => new window.DOMRect();
// jsdom knows the element `dialog`, and neither shows nor closes it.
Object.assign(window.HTMLDialogElement.prototype, {
  returnValue: "",
  showModal(this: HTMLDialogElement) {
    this.open = true;
  },
  close(this: HTMLDialogElement, value?: string) {
    if (!this.open) return;
    this.open = false;
    if (value !== undefined) this.returnValue = value;
    this.dispatchEvent(new window.Event("close"));
  },
});

const NAMES = [
  "Window",
  "document",
  "navigator",
  "Node",
  "Element",
  "HTMLElement",
  "Event",
  "KeyboardEvent",
  "MouseEvent",
  "MutationObserver",
  "ResizeObserver",
  "matchMedia",
  "getComputedStyle",
  "getSelection",
  "requestAnimationFrame",
  "cancelAnimationFrame",
] as const;
for (const name of NAMES) {
  Object.defineProperty(globalThis, name, { configurable: true, value: window[name as never] });
}
Object.defineProperty(globalThis, "window", { configurable: true, value: window });

/** Lets everything that waits for promises go on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

export function press(target: Element, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new window.KeyboardEvent("keydown", {
    key,
    bubbles: true,
    cancelable: true,
    ...more,
  });
  target.dispatchEvent(event);
  return event;
}

/** The button of this name, as a screen reader has it. */
export function named(root: ParentNode, name: string): HTMLButtonElement {
  const buttons = [...root.querySelectorAll("button")];
  const found = buttons.find((b) => (b.getAttribute("aria-label") ?? b.textContent) === name);
  if (!found) throw new Error(`no button ${name}: ${buttons.map((b) => b.textContent).join(", ")}`);
  return found;
}

/** An element by its role or tag and its accessible name. */
export function labelled<T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T {
  const found = root.querySelector<T>(`[aria-label="${name}"]`);
  if (!found) throw new Error(`nothing is labelled ${name}`);
  return found;
}

/** Puts an element into the page. */
export function show<T extends Node>(element: T): T {
  document.body.append(element);
  return element;
}
