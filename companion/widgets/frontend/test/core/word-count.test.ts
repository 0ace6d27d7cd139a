// The running word count equals a count of the whole text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "@codemirror/state";
import { countWords, wordCount } from "../../src/core/word-count";

test("words are counted as a writer would", () => {
  assert.equal(countWords(""), 0);
  assert.equal(countWords("It's a well-known 3.5 — “naïve” été."), 6);
});

test("the count kept by changed lines equals the count of the text", () => {
  let state = EditorState.create({
    doc: "one two\n\nthree four five\nsix",
    extensions: [wordCount],
  });
  let seed = 7;
  const random = (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % n;
  };
  const pieces = ["a", " ", "\n", "new words", "-", "", "don't"];
  for (let i = 0; i < 500; i++) {
    const from = random(state.doc.length + 1);
    const to = Math.min(state.doc.length, from + random(6));
    state = state.update({ changes: { from, to, insert: pieces[random(pieces.length)]! } }).state;
    assert.equal(state.field(wordCount), countWords(state.doc.toString()));
  }
});
