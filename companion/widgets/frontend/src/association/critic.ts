// The critic: questions about words of the draft, answered, parked or dismissed one by one.

import type { Channel } from "../core/channel";
import { button, h, setText } from "../core/dom";
import { confirmSending } from "../core/model-consent";
import type { CriticState, Remark, RemarkStatus, Temper } from "../core/protocol";

interface Draft {
  /** The place of the caret, in code points. */
  caret: () => number;
  /** Brings words of the draft into sight. */
  show: (quotation: string) => void;
}

export class CriticPart {
  readonly element: HTMLElement;
  private readonly list = h("ul", {
    class: "cp-questions",
    role: "list",
    "aria-label": "Questions",
  });
  private readonly message = h("p", { class: "cp-quiet-text", role: "status" });
  private readonly temper = h(
    "select",
    { "aria-label": "Temper" },
    h("option", { value: "balanced" }, "balanced"),
    h("option", { value: "harsh" }, "harsh"),
  );
  private readonly ask = button("Ask the critic", () => void this.start(null));
  private readonly here = button(
    "About this paragraph only",
    () => void this.start(this.draft.caret()),
  );
  private readonly stop = button("Stop", () => this.abort?.abort(), { hidden: true });
  private abort: AbortController | null = null;
  private critic = "";

  constructor(
    private readonly channel: Channel,
    private readonly root: HTMLElement,
    private readonly draft: Draft,
  ) {
    this.element = h(
      "details",
      { class: "cp-critic" },
      h("summary", {}, "Critic"),
      h("div", { class: "cp-row cp-small" }, this.ask, this.here, this.temper, this.stop),
      this.message,
      this.list,
    );
    channel
      .request("critic-open", {}, { timeout: 60_000 })
      .then((state) => this.show(state))
      .catch((error: Error) => setText(this.message, error.message));
  }

  private show({ remarks, critic }: CriticState): void {
    this.critic = critic;
    this.list.replaceChildren(...remarks.map((remark) => this.item(remark)));
    this.list.hidden = remarks.length === 0;
    this.temper.hidden = !critic;
  }

  private async start(at: number | null): Promise<void> {
    if (this.abort) return;
    this.abort = new AbortController();
    this.ask.disabled = this.here.disabled = true;
    const wanted = { at, temper: this.temper.value as Temper, offline: !this.critic };
    try {
      if (this.critic) {
        const plan = await this.channel.request("critic-plan", wanted, {
          timeout: 60_000,
        });
        if (!plan.agreed && !(await confirmSending(plan, this.root, this.ask))) return;
        this.stop.hidden = false;
        setText(this.message, `${this.critic} is reading…`);
      }
      const { signal } = this.abort;
      this.show(await this.channel.request("critic-ask", wanted, { timeout: 0, signal }));
      const none = this.list.children.length === 0;
      setText(
        this.message,
        none
          ? "Nothing to ask."
          : this.critic
            ? ""
            : "No critic is set up. These are asked of numbers, names and sources, without a model.",
      );
    } catch (error) {
      const { message } = error as Error;
      setText(this.message, message === "cancelled" ? "" : message);
    } finally {
      this.abort = null;
      this.stop.hidden = true;
      this.ask.disabled = this.here.disabled = false;
    }
  }

  private item(remark: Remark): HTMLLIElement {
    const settle = (status: RemarkStatus) => () => void this.settle(remark, status);
    const open = remark.status === "open";
    const actions = open
      ? [
          button("Answered", settle("answered")),
          button("Park", settle("parked")),
          button("Dismiss", settle("dismissed")),
        ]
      : [button("Open again", settle("open")), button("Dismiss", settle("dismissed"))];
    return h(
      "li",
      { class: open ? null : "cp-settled" },
      h(
        "button",
        {
          type: "button",
          class: "cp-quotation",
          title: "Show it in the draft",
          onclick: () => this.draft.show(remark.quotation),
        },
        `“${remark.quotation.replace(/\s+/g, " ")}”`,
      ),
      h("p", {}, remark.text),
      h(
        "div",
        { class: "cp-row cp-small" },
        open ? null : h("small", {}, remark.status),
        ...actions,
      ),
    );
  }

  private async settle(remark: Remark, status: RemarkStatus): Promise<void> {
    const place = [...this.list.children].findIndex((item) =>
      item.contains(document.activeElement),
    );
    try {
      this.show(await this.channel.request("critic-settle", { remark: remark.id, status }));
    } catch (error) {
      setText(this.message, (error as Error).message);
    }
    const next = this.list.children[Math.min(place, this.list.children.length - 1)];
    (next?.querySelector("button") ?? this.ask).focus();
  }
}
