// The voice meter: where the draft stands, where it warns, what accepting would do, and why.

import type { Channel } from "../core/channel";
import { h, setText } from "../core/dom";
import { bits } from "../core/format";
import type { Voice } from "../core/protocol";

/** Where the bar puts no drift at all and the warning, in per cent of its width. */
const ZERO = 12;
const WARNING = 58;

function place(value: number, warns_at: number): number {
  return Math.max(1, Math.min(99, ZERO + ((WARNING - ZERO) * value) / warns_at));
}

export class Meter {
  readonly element: HTMLElement;
  private readonly against = h("span", { class: "cp-quiet-text" });
  private readonly here = h("i", { class: "cp-here" });
  private readonly ahead = h("i", { class: "cp-ahead" });
  private readonly bar = h(
    "div",
    { class: "cp-bar", role: "meter", "aria-label": "Voice drift", tabindex: "0" },
    this.here,
    this.ahead,
    h("i", { class: "cp-warn-line", style: `left:${WARNING}%` }),
  );
  private readonly next = h("span", { class: "cp-next" });
  private readonly why = h("span", { class: "cp-why" });
  private readonly facts = h("p", { class: "cp-quiet-text" });
  private readonly more = h("div", { class: "cp-reasons", role: "note" });

  constructor(private readonly channel: Channel) {
    const look = () => void this.look();
    this.bar.addEventListener("mouseenter", look);
    this.bar.addEventListener("focus", look);
    this.element = h(
      "footer",
      { class: "cp-meter" },
      h("div", { class: "cp-meter-name" }, h("b", {}, "Voice"), " ", this.against),
      h(
        "div",
        { class: "cp-meter-bar" },
        this.bar,
        h(
          "div",
          { class: "cp-ends", "aria-hidden": "true" },
          h("span", {}, "sounds like you"),
          h("b", { style: `left:${WARNING}%` }, "warns here"),
          h("span", {}, "generic assistant"),
        ),
        this.more,
      ),
      h("div", { class: "cp-meter-text", "aria-live": "polite" }, this.next, h("br"), this.why),
    );
    channel.trait("voice", (voice) => this.draw(voice));
  }

  private draw(voice: Voice | null): void {
    if (!voice) return;
    const { now, after, warns_at, pending } = voice;
    const warns = now >= warns_at;
    const would = !warns && after >= warns_at;
    setText(this.against, voice.against);
    this.here.style.left = `${place(now, warns_at)}%`;
    this.ahead.style.left = `${place(after, warns_at)}%`;
    this.ahead.hidden = Math.abs(after - now) < 0.05;
    this.bar.setAttribute("aria-valuemin", "0");
    this.bar.setAttribute("aria-valuemax", Math.max(2 * warns_at, now, after).toFixed(1));
    this.bar.setAttribute("aria-valuenow", now.toFixed(1));
    this.element.classList.toggle("cp-warns", warns || would);

    const all = pending === 1 ? "it" : pending === 2 ? "both" : `all ${pending}`;
    const accepting = pending
      ? `${bits(after - now)} bits if you accept ${all}`
      : "nothing is pending";
    setText(this.next, warns ? `${bits(now)} bits: drifting from your voice` : accepting);
    const because = voice.reasons
      .filter((r) => r.bits > 0)
      .slice(0, 3)
      .map((r) => `“${r.text}”`);
    const line = would
      ? "accepting these would pass the warning"
      : voice.leaning ||
        (now >= 0.05 && because.length
          ? `moved by ${because.join(", ")}`
          : "yours, as far as it can tell");
    setText(this.why, line);
    this.why.title = line;
    this.bar.setAttribute(
      "aria-valuetext",
      `${now.toFixed(1)} bits, ${voice.label}; warns at ${warns_at.toFixed(1)}; ${accepting}; ${line}`,
    );
    this.more.replaceChildren(
      h(
        "p",
        {},
        `${bits(now)} bits toward assistant style: ${voice.label}. It warns at ${warns_at.toFixed(1)}.`,
      ),
      ...voice.reasons
        .slice(0, 8)
        .map((r) =>
          h(
            "p",
            { class: "cp-reason" },
            h("span", {}, r.text),
            h("span", { class: "cp-bits" }, bits(r.bits)),
          ),
        ),
      voice.family ? h("p", { class: "cp-quiet-text" }, `The manner is ${voice.family}.`) : "",
      voice.reliability ? h("p", { class: "cp-quiet-text" }, voice.reliability) : "",
      this.facts,
    );
  }

  /** Readability, fetched when someone looks: facts, not a verdict. */
  private async look(): Promise<void> {
    try {
      setText(this.facts, await this.channel.request("facts", {}, { timeout: 60_000 }));
    } catch {
      setText(this.facts, "");
    }
  }
}
