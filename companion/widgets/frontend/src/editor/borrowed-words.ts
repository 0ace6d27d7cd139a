// Words of the draft that someone else said first: underlined, with their origin. And words that
// are pasted from the partner: asked about once, then marked like the rest.

import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, hoverTooltip } from "@codemirror/view";
import { openDialog } from "../core/dialog";
import { button, h } from "../core/dom";
import type { Borrowing } from "../core/protocol";
import { shrinkRange, surviving } from "../core/text-range";

export const setBorrowings = StateEffect.define<readonly Borrowing[]>();

const field = StateField.define<readonly Borrowing[]>({
  create: () => [],
  update(value, tr) {
    if (tr.docChanged) {
      value = surviving(value, (borrowing) => shrinkRange(borrowing, tr.changes));
    }
    for (const effect of tr.effects) if (effect.is(setBorrowings)) value = effect.value;
    return value;
  },
});

function told(borrowing: Borrowing): string {
  return `Said first by: ${borrowing.origin}`;
}

function decorate(state: EditorState): DecorationSet {
  return Decoration.set(
    state.field(field).map((b) =>
      Decoration.mark({
        class: "cp-borrowed",
        attributes: { "aria-description": told(b) },
      }).range(b.start, b.end),
    ),
    true,
  );
}

/** A pasted text that shares at least so many words in a row with the partner's is asked about. */
const MIN_SHARED_WORDS = 4;

function plainWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{Nd}]+/gu) ?? [];
}

/** Whether `text` shares a run of words with any of `said`. */
function isFrom(text: string, said: readonly string[]): boolean {
  const words = plainWords(text);
  const runs = new Set(
    words.slice(MIN_SHARED_WORDS - 1).map((_, i) => words.slice(i, i + MIN_SHARED_WORDS).join(" ")),
  );
  return said.some((one) => {
    const theirs = plainWords(one);
    return theirs.some((_, i) => runs.has(theirs.slice(i, i + MIN_SHARED_WORDS).join(" ")));
  });
}

/** Asks once a sitting before the partner's words go into the draft; `said` gives what they are. */
function askBeforePasting(said: () => readonly string[]): Extension {
  let asked = false;
  return EditorView.domEventHandlers({
    paste(event, view) {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (asked || !isFrom(text, said())) return false;
      event.preventDefault();
      asked = true;
      const dialog = h(
        "dialog",
        { class: "cp-help", "aria-label": "The partner's words" },
        h("h2", {}, "These are the partner's words"),
        h(
          "p",
          {},
          "Pasted into the draft they stay underlined and are counted for the disclosure. You are asked this once.",
        ),
        h(
          "div",
          { class: "cp-row" },
          button("Paste them", () => dialog.close("paste")),
          button("Leave them there", () => dialog.close(), { autofocus: true }),
        ),
      );
      void openDialog(dialog, view.dom.closest(".cp-root")!, view).then((answer) => {
        if (answer !== "paste") return;
        // Where the caret is by now: another program may have changed the file meanwhile.
        view.dispatch(view.state.replaceSelection(text), {
          userEvent: "input.paste",
          scrollIntoView: true,
        });
      });
      return true;
    },
  });
}

export function borrowedMarks(said: () => readonly string[]): Extension {
  return [
    field,
    EditorView.decorations.compute([field], decorate),
    askBeforePasting(said),
    hoverTooltip((view, pos) => {
      const found = view.state.field(field).find((b) => b.start <= pos && pos <= b.end);
      if (!found) return null;
      return {
        pos: found.start,
        end: found.end,
        above: true,
        create: () => ({ dom: h("div", { class: "cp-tooltip" }, told(found)) }),
      };
    }),
  ];
}
