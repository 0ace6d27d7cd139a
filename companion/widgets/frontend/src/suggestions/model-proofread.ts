// A model as proofreader, on request: what would be sent is shown first, progress and the way to
// stop while it works, and what it cost.

import type { Channel } from "../core/channel";
import { button, h, setText, uniqueId } from "../core/dom";
import { confirmSending } from "../core/model-consent";

export class ModelProofread {
  readonly element = h("div", { class: "cp-model" });
  private readonly ask = h("button", { type: "button", onclick: () => void this.start() });
  private readonly stop = button("Stop", () => this.abort?.abort());
  private readonly progress = h("progress", { "aria-label": "Paragraphs read by the model" });
  private readonly message = h("p", { class: "cp-quiet-text", "aria-live": "polite" });
  private readonly offline = h("input", {
    type: "checkbox",
    onchange: () => void this.setOffline(),
  });
  private readonly question = h("div", { id: uniqueId("cp-folder-asks") });
  private readonly asks = h(
    "div",
    { class: "cp-asks", role: "group", "aria-labelledby": this.question.id, hidden: true },
    this.question,
    h(
      "div",
      { class: "cp-row" },
      button("Use it", () => void this.answer(true)),
      button("No", () => void this.answer(false)),
    ),
  );
  private abort: AbortController | null = null;

  constructor(
    private readonly channel: Channel,
    private readonly root: HTMLElement,
  ) {
    const toggle = h("label", { class: "cp-switch" }, this.offline, " Nothing leaves this machine");
    const row = h("div", { class: "cp-row" }, this.ask, this.progress, this.stop);
    this.element.append(this.asks, row, toggle, this.message);
    channel.trait("model", (state) => {
      this.element.hidden = !state.name && !state.asks;
      row.hidden = toggle.hidden = !state.name;
      this.asks.hidden = !state.asks;
      setText(this.question, state.asks);
      this.ask.disabled = !state.ready;
      setText(this.ask, `Ask ${state.name} to proofread`);
      this.ask.title = state.why;
      this.offline.checked = state.offline;
      if (state.why) setText(this.message, state.why);
    });
    channel.trait("model_run", (run) => {
      this.ask.hidden = run.running;
      this.stop.hidden = this.progress.hidden = !run.running;
      this.progress.max = Math.max(1, run.total);
      this.progress.value = run.done;
      const text = run.running ? `${run.done} of ${run.total} paragraphs read` : run.message;
      if (text || run.running) setText(this.message, text);
    });
  }

  /** Until Python has heard of it, the switch does not show what does not hold. */
  private async setOffline(): Promise<void> {
    const offline = this.offline.checked;
    try {
      await this.channel.request("set-offline", { offline });
    } catch (error) {
      this.offline.checked = this.channel.model.get("model")?.offline ?? !offline;
      setText(this.message, `Not changed: ${(error as Error).message}`);
    }
  }

  /** The author's answer to what the draft's folder asks for. */
  private async answer(use: boolean): Promise<void> {
    try {
      await this.channel.request("folder-settings", { use });
    } catch (error) {
      setText(this.message, (error as Error).message);
    }
  }

  private async start(): Promise<void> {
    try {
      const plan = await this.channel.request("model-plan", {}, { timeout: 60_000 });
      if (!plan.agreed && !(await confirmSending(plan, this.root, this.ask))) return;
      this.abort = new AbortController();
      const { signal } = this.abort;
      await this.channel.request("model-check", {}, { timeout: 0, signal });
    } catch (error) {
      // That it was stopped is told by Python, with what had come by then.
      if (!this.abort?.signal.aborted) setText(this.message, (error as Error).message);
    } finally {
      this.abort = null;
    }
  }
}
