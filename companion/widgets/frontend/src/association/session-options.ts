// The options of a freewriting session, as the author sets them.

import { h } from "../core/dom";
import type { SessionOptions, SessionOptionsChange } from "../core/protocol";

const NUMBERS = [
  { key: "goal_words", name: "Word goal", hint: "none", min: 0, step: 50 },
  { key: "minutes", name: "Minutes", hint: "no timer", min: 1, step: 1 },
  { key: "backspace", name: "Backspace reaches back, in characters", hint: "all", min: 0, step: 5 },
  { key: "pause_seconds", name: "A pause, in seconds", hint: "4", min: 1, step: 1 },
] as const;

/** What an empty field means. */
const EMPTY: SessionOptionsChange = {
  goal_words: 0,
  minutes: null,
  backspace: null,
  pause_seconds: 4,
};

export class SessionOptionsForm {
  readonly element: HTMLElement;
  private readonly inputs = new Map<string, HTMLInputElement>();
  private readonly hide: HTMLInputElement;

  constructor(onChange: (change: SessionOptionsChange) => void) {
    const fields = NUMBERS.map(({ key, name, hint, min, step }) => {
      const input = h("input", {
        type: "number",
        min,
        step,
        placeholder: hint,
        onchange: () => {
          if (input.validity.rangeUnderflow || input.validity.badInput) return;
          onChange(input.value === "" ? { [key]: EMPTY[key] } : { [key]: Number(input.value) });
        },
      });
      this.inputs.set(key, input);
      return h("label", {}, name, input);
    });
    this.hide = h("input", {
      type: "checkbox",
      onchange: () => onChange({ hide_count: this.hide.checked }),
    });
    this.element = h(
      "details",
      { class: "cp-rules" },
      h("summary", {}, "Rules"),
      ...fields,
      h("label", {}, "Hide the count until the end", this.hide),
    );
  }

  show(rules: SessionOptions): void {
    for (const [key, input] of this.inputs) {
      const value = rules[key as keyof SessionOptions];
      const none = value === null || (key === "goal_words" && value === 0);
      input.value = none ? "" : String(value);
    }
    this.hide.checked = rules.hide_count;
  }
}
