// Paragraphs that lean away from the author: a bar at their side, the words underlined, and why.

import {
  type EditorState,
  type Extension,
  type Range,
  StateEffect,
  StateField,
} from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, hoverTooltip } from "@codemirror/view";
import { h } from "../core/dom";
import { bits } from "../core/format";
import type { Leaning, Tell } from "../core/protocol";
import { shrinkRange, surviving, type TextRange } from "../core/text-range";

export const setLeanings = StateEffect.define<readonly Leaning[]>();

const side = (why: string) =>
  Decoration.line({ class: "cp-leaning", attributes: { "aria-description": why, title: why } });
const words = Decoration.mark({ class: "cp-tell" });

function told(leaning: Leaning): string {
  const much = leaning.bits >= 0.05 ? ` (${bits(leaning.bits)} bits)` : "";
  return `This paragraph leans away from your voice${much}: ${leaning.because}`;
}

const field = StateField.define<readonly Leaning[]>({
  create: () => [],
  update(value, tr) {
    if (tr.docChanged) {
      const move = <T extends TextRange>(range: T) => shrinkRange(range, tr.changes);
      value = surviving(value, (leaning) =>
        move({ ...leaning, tells: surviving(leaning.tells, move) }),
      );
    }
    for (const e of tr.effects) if (e.is(setLeanings)) value = e.value;
    return value;
  },
});

/** Where the tells of a paragraph stand, and the words that moved the meter. */
function wordsOf(leaning: Leaning, text: string): Tell[] {
  const spans: Tell[] = [...leaning.tells];
  const lower = text.toLowerCase();
  for (const { text: word, bits: share } of leaning.reasons) {
    if (share <= 0 || !/^[\p{L}\p{N}]/u.test(word)) continue;
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      const inWord = /[\p{L}\p{N}]/u;
      const [left, right] = [lower[at - 1] ?? " ", lower[at + word.length] ?? " "];
      if (inWord.test(left) || inWord.test(right)) continue;
      const [start, end] = [leaning.start + at, leaning.start + at + word.length];
      if (!spans.some((s) => s.start < end && start < s.end))
        spans.push({ start, end, why: told(leaning) });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

function decorate(state: EditorState): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const leaning of state.field(field)) {
    const end = Math.min(leaning.end, state.doc.length);
    const spans = wordsOf(leaning, state.doc.sliceString(leaning.start, end));
    for (let pos = leaning.start; pos <= end; ) {
      const line = state.doc.lineAt(pos);
      marks.push(side(told(leaning)).range(line.from));
      for (const s of spans) {
        if (s.start >= line.from && s.end <= line.to) marks.push(words.range(s.start, s.end));
      }
      pos = line.to + 1;
    }
  }
  return Decoration.set(marks, true); // two that were joined lean in one line
}

export const leaningMarks: Extension = [
  field,
  EditorView.decorations.compute([field], decorate),
  hoverTooltip((view, pos) => {
    const leaning = view.state.field(field).find((l) => l.start <= pos && pos <= l.end);
    if (!leaning) return null;
    const text = view.state.doc.sliceString(leaning.start, leaning.end);
    const span = wordsOf(leaning, text).find((s) => s.start <= pos && pos <= s.end);
    if (!span) return null;
    return {
      pos: span.start,
      end: span.end,
      above: true,
      create: () => ({ dom: h("div", { class: "cp-tooltip" }, span.why) }),
    };
  }),
];
