// A strip beside a long text with a tick for each difference; a click goes there. What it shows
// is in the list of differences too, so it is hidden from screen readers.

import { h } from "../core/dom";

/** A text shorter than so many screens needs no map. */
const SCREENS = 2;

export class Minimap {
  readonly element: HTMLElement;
  private readonly frame = h("i", { class: "cp-minimap-frame" });
  private readonly resize: ResizeObserver;
  private readonly scrolled = () => this.follow();

  constructor(private readonly text: HTMLElement) {
    this.element = h("div", { class: "cp-minimap", "aria-hidden": "true", hidden: true });
    this.element.addEventListener("click", (event) => {
      const box = this.element.getBoundingClientRect();
      const share = (event.clientY - box.top) / box.height;
      text.scrollTop = share * text.scrollHeight - text.clientHeight / 2;
    });
    text.addEventListener("scroll", this.scrolled, { passive: true });
    this.resize = new ResizeObserver(() => this.draw());
    this.resize.observe(text);
  }

  draw(): void {
    const { text } = this;
    const height = text.scrollHeight;
    this.element.hidden = !text.clientHeight || height < SCREENS * text.clientHeight;
    if (this.element.hidden) return;
    const top = text.getBoundingClientRect().top - text.scrollTop;
    const ticks = [...text.querySelectorAll("[data-difference]")].map((mark) => {
      const at = (100 * (mark.getBoundingClientRect().top - top)) / height;
      const kind = mark.tagName === "DEL" ? "cp-tick cp-tick-del" : "cp-tick";
      return h("i", { class: kind, style: `top:${at.toFixed(2)}%` });
    });
    this.element.replaceChildren(this.frame, ...ticks);
    this.follow();
  }

  close(): void {
    this.resize.disconnect();
    this.text.removeEventListener("scroll", this.scrolled);
  }

  private follow(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.text;
    this.frame.style.top = `${(100 * scrollTop) / scrollHeight}%`;
    this.frame.style.height = `${(100 * clientHeight) / scrollHeight}%`;
  }
}
