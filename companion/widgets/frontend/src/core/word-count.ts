// The word count, kept up by the lines that changed: a long draft is not read at every keystroke.

import { StateField, type Text } from "@codemirror/state";

// As in Python's count: a hyphenated compound is one word, and so is "don't".
const WORD = /[\p{L}\p{Nd}](?:[\p{L}\p{M}\p{Nd}'’ʼ\-\u2010\u2011]|[.,](?=\p{Nd}))*/gu;

export function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}

function countLines(doc: Text, from: number, to: number): number {
  return countWords(doc.sliceString(doc.lineAt(from).from, doc.lineAt(to).to));
}

export const wordCount = StateField.define<number>({
  create: (state) => countWords(state.doc.toString()),
  update(count, tr) {
    if (!tr.docChanged) return count;
    let first = Infinity;
    let last = -1;
    let newFirst = Infinity;
    let newLast = -1;
    tr.changes.iterChangedRanges((fromA, toA, fromB, toB) => {
      first = Math.min(first, fromA);
      last = Math.max(last, toA);
      newFirst = Math.min(newFirst, fromB);
      newLast = Math.max(newLast, toB);
    });
    return (
      count -
      countLines(tr.startState.doc, first, last) +
      countLines(tr.state.doc, newFirst, newLast)
    );
  },
});
