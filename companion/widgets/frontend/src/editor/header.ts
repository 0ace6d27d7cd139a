// The top line: which draft, whether it is saved, how long; the tabs; what may leave the machine.

import type { Channel } from "../core/channel";
import { h, setText, uniqueId } from "../core/dom";
import type { SaveState } from "../core/protocol";
import type { Connection } from "./sync";

export interface TabSpec {
  id: string;
  name: string;
  panel: HTMLElement;
  onShow?: () => void;
}

/** What to say when Python does not answer, and for how long it has not. */
const UNANSWERED = {
  lost: "Not saved: the connection to Companion is lost. Your words are kept here; trying again…",
  gone:
    "Not saved: Companion does not answer. Your words are kept here, in this browser: reload the" +
    " page, or start “companion” again, and they come back.",
  restarted: "Not saved: the kernel was restarted. Run this cell again",
  refused:
    "Not saved: this draft went on in another page, which has all of it. Reload this one: what you" +
    " typed here is kept, in this browser, and comes back.",
};
const SAVING = {
  saved: "Saved",
  saving: "Saving…",
  unsaved: "Not saved yet",
  error: "Not saved",
  kept: "",
};

export class Header {
  readonly element: HTMLElement;
  private readonly saved = h("span", { role: "status", "aria-label": "Saved", class: "cp-saved" });
  private readonly counts = h("span", { class: "cp-counts" });
  private readonly tabs = h("div", { role: "tablist", class: "cp-tabs", "aria-label": "Views" });
  private readonly chips = h("div", { class: "cp-chips" });
  private readonly open = new Map<string, () => void>();
  private save: SaveState = { state: "saved", at: "", message: "" };
  private connection: Connection = "connected";
  private dirty = false;
  private words = 0;
  private minutes = 0;

  constructor(channel: Channel, tabs: readonly TabSpec[]) {
    const name = h("b", {});
    this.element = h(
      "header",
      { class: "cp-header" },
      name,
      h("span", { class: "cp-facts" }, this.saved, this.counts),
      this.tabs,
      this.chips,
    );
    channel.trait("draft_name", (value) => setText(name, value));
    channel.trait("save_state", (value) => this.update({ save: value }));
    channel.trait("minutes", (value) => this.update({ minutes: value }));
    if (channel.model.get("chips"))
      channel.trait("chips", (value) =>
        this.chips.replaceChildren(
          ...value.map(({ text, title }) => h("span", { class: "cp-chip", title }, text)),
        ),
      );
    if (tabs.length > 1) this.addTabs(tabs);
  }

  update(
    change: Partial<{
      save: SaveState;
      connection: Connection;
      dirty: boolean;
      words: number;
      minutes: number;
    }>,
  ): void {
    Object.assign(this, change);
    const { state, at, message } = this.save;
    const problem = this.connection !== "connected" || state === "error";
    const text =
      this.connection !== "connected"
        ? UNANSWERED[this.connection]
        : state === "kept"
          ? message
          : state === "error"
            ? `Not saved: ${message}`
            : this.dirty || state !== "saved"
              ? SAVING[state === "saved" ? "unsaved" : state]
              : `Saved ${at}`;
    setText(this.saved, text);
    this.saved.title = text;
    this.saved.classList.toggle("cp-problem", problem);
    const words = `${this.words.toLocaleString("en")} ${this.words === 1 ? "word" : "words"}`;
    setText(this.counts, ` · ${words} · ${this.minutes} min with this draft`);
  }

  /** Opens a tab. */
  show(id: string): void {
    this.open.get(id)?.();
  }

  private addTabs(tabs: readonly TabSpec[]): void {
    const ids = tabs.map((tab) => ({
      tab: uniqueId(`cp-tab-${tab.id}`),
      panel: uniqueId(`cp-panel-${tab.id}`),
    }));
    const buttons = tabs.map((tab, i) =>
      h(
        "button",
        {
          role: "tab",
          type: "button",
          id: ids[i]!.tab,
          "aria-controls": ids[i]!.panel,
          onclick: () => show(i),
          onkeydown: (event: KeyboardEvent) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!step) return;
            event.preventDefault();
            const next = (i + step + tabs.length) % tabs.length;
            show(next);
            buttons[next]!.focus();
          },
        },
        tab.name,
      ),
    );
    const show = (chosen: number) => {
      tabs.forEach((tab, i) => {
        const on = i === chosen;
        buttons[i]!.setAttribute("aria-selected", String(on));
        buttons[i]!.tabIndex = on ? 0 : -1;
        tab.panel.hidden = !on;
      });
      tabs[chosen]!.onShow?.();
    };
    for (const [i, tab] of tabs.entries()) {
      this.open.set(tab.id, () => show(i));
      tab.panel.id = ids[i]!.panel;
      tab.panel.setAttribute("role", "tabpanel");
      tab.panel.setAttribute("aria-labelledby", ids[i]!.tab);
    }
    this.tabs.append(...buttons);
    show(0);
  }
}
