// How far a sitting is: words and minutes, shown all the time or only at the end.

import { h, setText } from "../core/dom";
import type { SessionOptions } from "../core/protocol";

export class Goal {
  readonly bar = h(
    "div",
    { class: "cp-goal", role: "progressbar", "aria-label": "Word goal" },
    h("i", {}),
  );
  readonly count = h("span", { class: "cp-count" });
  private rules: SessionOptions | null = null;
  private words = 0;
  /** When the first word of the sitting was typed on this page. */
  private begun = 0;
  private clock: ReturnType<typeof setInterval> | undefined;

  /** A sitting begins, or goes on after a pause away: the timer starts with the next word. */
  restart(): void {
    this.begun = 0;
    this.stop();
  }

  stop(): void {
    clearInterval(this.clock);
    this.clock = undefined;
  }

  typed(): void {
    this.begun ||= Date.now();
    if (this.rules?.minutes) this.clock ??= setInterval(() => this.draw(), 1000);
  }

  show(rules: SessionOptions, words: number): void {
    this.rules = rules;
    this.words = words;
    if (!rules.minutes) this.stop();
    else if (this.begun) this.typed();
    this.draw();
  }

  private draw(): void {
    const { goal_words: goal, minutes, hide_count } = this.rules!;
    const left = minutes === null ? null : this.minutesLeft(minutes);
    const over = (goal > 0 && this.words >= goal) || (left !== null && left <= 0);
    const hide = hide_count && !over && (goal > 0 || minutes !== null);
    const done = goal ? Math.round(100 * Math.min(1, this.words / goal)) : 0;
    this.bar.hidden = goal === 0 || hide;
    (this.bar.firstChild as HTMLElement).style.width = `${done}%`;
    this.bar.setAttribute("aria-valuenow", String(done));
    const counted = goal
      ? `${this.words} of ${goal} words`
      : `${this.words} ${this.words === 1 ? "word" : "words"}`;
    const time = left === null ? "" : left > 0 ? `${left} min left` : "time";
    setText(this.count, [hide ? "" : counted, time].filter(Boolean).join(" · "));
    if (left !== null && left <= 0) this.stop();
  }

  private minutesLeft(minutes: number): number {
    return Math.ceil(this.begun ? minutes - (Date.now() - this.begun) / 60_000 : minutes);
  }
}
