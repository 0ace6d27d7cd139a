// Threads: phrases worth keeping, ticked off, tied to a paragraph, ordered by keyboard.

import type { Channel } from "../core/channel";
import { h } from "../core/dom";
import type { Thread, ThreadChange } from "../core/protocol";

export class ThreadList {
  readonly element: HTMLElement;
  private readonly list = h("ul", { class: "cp-threads", role: "list", "aria-label": "Threads" });
  private readonly offers = h("ul", {
    class: "cp-offers",
    role: "list",
    "aria-label": "Phrases to keep",
  });
  private readonly live = h("p", { class: "cp-spoken", "aria-live": "polite" });
  private threads: readonly Thread[] = [];

  /**
   * `caret` gives the place of the caret in the draft, in code points, if there is a draft;
   * `sitting` the number of the sitting whose words are searched for phrases. `onTrouble` is told
   * why a change was not made.
   */
  constructor(
    private readonly channel: Channel,
    private readonly caret: (() => number) | null,
    private readonly sitting: () => number | null,
    private readonly onTrouble: (message: string) => void,
  ) {
    this.element = h("div", { class: "cp-thread-part" }, this.offers, this.list, this.live);
    this.offers.hidden = true;
  }

  show(threads: readonly Thread[]): void {
    this.threads = threads;
    this.list.hidden = threads.length === 0;
    // A list drawn anew, by whatever cause, must not take the focus from who is in it.
    const held = [...this.list.children].findIndex((item) => item.contains(document.activeElement));
    this.list.replaceChildren(...threads.map((thread, place) => this.item(thread, place)));
    if (held >= 0) this.focus(Math.min(held, threads.length - 1));
  }

  async keep(phrase: string): Promise<void> {
    this.show(await this.channel.request("association-threads", { act: "keep", phrase }));
    this.live.textContent = `Kept: ${phrase}`;
  }

  /** Offers phrases of the author's own, found by Python. */
  async offer(): Promise<void> {
    const phrases = await this.channel.request(
      "association-offer",
      { association: this.sitting() },
      { timeout: 60_000 },
    );
    const buttons = phrases.map((phrase) => {
      const button = h("button", { type: "button" }, phrase);
      button.onclick = () => {
        button.parentElement!.remove();
        this.offers.hidden = this.offers.children.length === 0;
        this.keep(phrase).catch((error: Error) => this.onTrouble(error.message));
      };
      return h("li", {}, button);
    });
    this.offers.replaceChildren(...buttons);
    this.offers.hidden = buttons.length === 0;
  }

  private async change(request: ThreadChange): Promise<void> {
    try {
      this.show(await this.channel.request("association-threads", request));
    } catch (error) {
      this.show(this.threads); // a box that was ticked shows again what holds
      this.onTrouble((error as Error).message);
    }
  }

  private item(thread: Thread, place: number): HTMLLIElement {
    const { phrase } = thread;
    const tick = h("input", {
      type: "checkbox",
      "aria-label": `Done: ${phrase}`,
      onchange: () => void this.change({ act: "tick", phrase, done: tick.checked }),
    });
    tick.checked = thread.done;
    const at = this.caret;
    const tie = at && {
      name: thread.tied ? "Untie" : "Tie to the paragraph at the caret",
      sign: thread.tied ? "⊘" : "¶",
      run: () => void this.change({ act: "tie", phrase, at: thread.tied ? null : at() }),
    };
    const where = thread.tied && (thread.opening ? `“${thread.opening}”` : "its paragraph is gone");
    return h(
      "li",
      {
        class: thread.done ? "cp-done" : null,
        tabindex: "0",
        "aria-keyshortcuts": "Alt+ArrowUp Alt+ArrowDown Delete",
        onkeydown: (event: KeyboardEvent) => void this.key(event, thread, place),
      },
      tick,
      h("span", { class: "cp-thread" }, phrase, where && h("small", {}, where)),
      tie && sign(tie.sign, tie.name, tie.run),
      sign("×", "Let this thread go", () => void this.change({ act: "remove", phrase })),
    );
  }

  private async key(event: KeyboardEvent, { phrase }: Thread, place: number): Promise<void> {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && by) {
      event.preventDefault();
      await this.change({ act: "move", phrase, by });
      const now = Math.min(Math.max(place + by, 0), this.threads.length - 1);
      this.focus(now);
      this.live.textContent = `Now ${now + 1} of ${this.threads.length}.`;
    } else if (event.key === "Delete" && event.target === event.currentTarget) {
      event.preventDefault();
      await this.change({ act: "remove", phrase });
      this.focus(Math.min(place, this.threads.length - 1));
    }
  }

  private focus(place: number): void {
    (this.list.children[place] as HTMLElement | undefined)?.focus();
  }
}

function sign(text: string, name: string, run: () => void): HTMLButtonElement {
  return h(
    "button",
    { type: "button", class: "cp-sign", "aria-label": name, title: name, onclick: run },
    text,
  );
}
