// The voice meter: where the draft stands, where it warns, what accepting would do, and why.

import type { Channel } from "../core/channel";
import { button, h, setText } from "../core/dom";
import { bits } from "../core/format";
import type { Voice } from "../core/protocol";
import type { TextRange } from "../core/text-range";
import { TEACH, teach } from "./teach";

/** Where the bar puts no drift at all and the warning, in per cent of its width. */
const ZERO = 12;
const WARNING = 58;
/** Bits below which there is nothing to say. */
const LEAST = 0.5;

/** Brings into sight what Python placed at a revision of the text. */
export type Go = (revision: number, place: TextRange) => void;

function place(value: number, warns_at: number): number {
  return Math.max(1, Math.min(99, ZERO + ((WARNING - ZERO) * value) / warns_at));
}

/** A paragraph is gone to, not selected: a letter typed then must not take its place. */
const startOf = ({ start }: TextRange): TextRange => ({ start, end: start });

/** A part of a line that only a wide page has room for. */
const wide = (words: string) => h("span", { class: "cp-wide" }, words);

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
  private readonly state = h("b", { class: "cp-state" });
  private readonly open = button("more", () => this.bar.focus(), { "aria-label": "More on voice" });
  private readonly why = button(
    "",
    () => this.goTo(this.voice?.place && startOf(this.voice.place)),
    {
      class: "cp-link-button cp-why",
    },
  );
  private readonly next = h("span", { class: "cp-next cp-quiet-text" });
  private readonly offer = this.teaching();
  private readonly facts = h("p", { class: "cp-quiet-text" });
  private readonly more = h("div", { class: "cp-reasons", role: "note" });
  private voice: Voice | null = null;

  constructor(
    private readonly channel: Channel,
    private readonly go: Go | null = null,
  ) {
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
          h("span", {}, wide("sounds like "), "you"),
          h("b", { style: `left:${WARNING}%` }, "warns", wide(" here")),
          h("span", {}, wide("generic "), "assistant"),
        ),
        this.more,
      ),
      h(
        "div",
        { class: "cp-meter-text" },
        h("div", { "aria-live": "polite" }, this.state, this.why, this.next),
        this.offer,
        this.open,
      ),
    );
    channel.trait("voice", (voice) => this.draw(voice));
  }

  private draw(voice: Voice | null): void {
    this.voice = voice;
    if (!voice) return;
    const { now, after, warns_at, warn, pending, label, against, leaning, amount, hand } = voice;
    const unknown = label === "unknown";
    const would = !warn && after >= warns_at && after > now;
    setText(this.against, unknown ? "" : against);
    this.here.style.left = `${place(now, warns_at)}%`;
    this.ahead.style.left = `${place(after, warns_at)}%`;
    this.ahead.hidden = Math.abs(after - now) < LEAST;
    this.bar.setAttribute("aria-valuemin", "0");
    this.bar.setAttribute("aria-valuemax", Math.max(2 * warns_at, now, after).toFixed(1));
    this.bar.setAttribute("aria-valuenow", now.toFixed(1));
    this.element.classList.toggle("cp-warns", warn || would);
    this.element.classList.toggle("cp-unknown", unknown);

    const all = pending === 1 ? "it" : pending === 2 ? "both" : `all ${pending}`;
    const accepting = would
      ? "accepting these would pass the warning"
      : this.ahead.hidden
        ? ""
        : `${bits(after - now)} bits if you accept ${all}`;
    const lean = now >= LEAST ? `${bits(now)} bits` : "";
    setText(this.state, unknown ? against : [label, lean].filter(Boolean).join(" · "));
    setText(this.why, leaning);
    this.why.hidden = !leaning;
    setText(this.next, accepting || amount || hand);
    this.offer.hidden = !unknown;
    this.open.hidden = unknown && !leaning;
    const said = [
      this.state.textContent,
      !unknown && `warns from ${warns_at.toFixed(1)} bits`,
      accepting,
      leaning,
      amount,
      hand,
    ].filter(Boolean);
    this.bar.setAttribute("aria-valuetext", said.join("; "));
    this.fill(voice, lean, accepting);
  }

  /** Says all there is to say in the panel over the bar. */
  private fill(voice: Voice, lean: string, accepting: string): void {
    const focus = [...this.more.querySelectorAll("button")].indexOf(
      document.activeElement as HTMLButtonElement,
    );
    const { label, warns_at, leaning, amount, hand, lost, family, reliability } = voice;
    const quiet = (text: string | false) => text && h("p", { class: "cp-quiet-text" }, text);
    const lines = [
      h(
        "p",
        {},
        label === "unknown"
          ? voice.against
          : `${label}: ${lean ? `${lean} toward assistant style` : "nothing leans to assistant style"}. It warns from ${warns_at.toFixed(1)} bits.`,
      ),
      leaning && h("p", {}, this.link(leaning, voice.place && startOf(voice.place))),
      ...voice.reasons
        .filter((r) => Math.abs(r.bits) >= 0.05)
        .map((r) =>
          h(
            "p",
            { class: "cp-reason" },
            this.link(r.text, r.place),
            h("span", { class: "cp-bits" }, bits(r.bits)),
          ),
        ),
      lost.length > 0 && h("p", {}, `What went: ${lost.join("; ")}.`),
      ...[
        amount,
        hand,
        accepting,
        family && family !== label && `The manner is ${family}.`,
        reliability,
      ].map(quiet),
      this.facts,
      this.teaching(),
    ];
    this.more.replaceChildren(...lines.filter((line) => line instanceof Node));
    if (focus >= 0) (this.more.querySelectorAll("button")[focus] ?? this.bar).focus();
  }

  /** Words that go to their place in the draft, where they have one. */
  private link(words: string, at: TextRange | null): HTMLElement {
    return at && this.go
      ? button(words, () => this.goTo(at), { class: "cp-link-button" })
      : h("span", {}, words);
  }

  private goTo(at: TextRange | null | undefined): void {
    if (at && this.voice) this.go?.(this.voice.revision, at);
  }

  private teaching(): HTMLButtonElement {
    return button(TEACH, () => void teach(this.channel, this.element, this.bar));
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
