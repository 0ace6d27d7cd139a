// The Disclosure tab: what the ledger adds up to, as a statement for the place it goes to.

import type { Channel } from "../core/channel";
import { button, h, setText } from "../core/dom";

export class DisclosurePanel {
  readonly element: HTMLElement;
  private readonly venue = h("select", {
    "aria-label": "Where it goes",
    onchange: () => void this.load(),
  });
  private readonly text = h("textarea", { "aria-label": "Statement", readonly: true, rows: "7" });
  private readonly advice = h("p", { class: "cp-quiet-text" });
  private readonly facts = h("table", { "aria-label": "What is recorded" });
  private readonly done = h("span", { class: "cp-quiet-text", "aria-live": "polite" });

  constructor(private readonly channel: Channel) {
    this.element = h(
      "section",
      { class: "cp-page" },
      h(
        "div",
        { class: "cp-page-inner" },
        h("h2", {}, "Disclosure"),
        h("label", { class: "cp-field" }, "For ", this.venue),
        this.text,
        this.advice,
        h(
          "div",
          { class: "cp-row" },
          button("Copy", () => void this.copy(), { class: "cp-go" }),
          this.done,
        ),
        h("h3", {}, "What is recorded"),
        this.facts,
        h(
          "p",
          { class: "cp-quiet-text" },
          "Recorded by this tool on this device, while the draft was open in it.",
        ),
      ),
    );
  }

  async load(): Promise<void> {
    setText(this.done, "");
    try {
      const found = await this.channel.request("disclosure", {
        venue: this.venue.value || "generic",
      });
      if (!this.venue.options.length) {
        this.venue.append(...found.venues.map(([id, name]) => h("option", { value: id }, name)));
      }
      this.text.value = found.text;
      setText(this.advice, found.advice);
      this.facts.replaceChildren(
        ...found.facts.map(([name, value]) =>
          h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value)),
        ),
      );
    } catch (error) {
      setText(this.done, (error as Error).message);
    }
  }

  private async copy(): Promise<void> {
    this.text.select();
    try {
      await navigator.clipboard.writeText(this.text.value);
      setText(this.done, "Copied.");
    } catch {
      setText(this.done, "Selected: press Ctrl+C or ⌘C to copy.");
    }
  }
}
