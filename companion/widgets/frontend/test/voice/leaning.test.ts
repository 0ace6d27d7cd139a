// What makes a paragraph lean is marked where it stands, as whole words, and moves with the text.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorView } from "@codemirror/view";
import type { Leaning } from "../../src/core/protocol";
import { leaningMarks, setLeanings } from "../../src/voice/leaning";
import { show } from "../support/browser";

const TEXT = "Plain.\n\nWe delve into it, delved, and DELVE again.\n\nEnd.";
const FROM = TEXT.indexOf("We");
const TO = TEXT.indexOf("\n\nEnd");

function editor(leaning: Partial<Leaning> = {}) {
  const view = new EditorView({ doc: TEXT, extensions: [leaningMarks] });
  show(view.dom);
  const whole = {
    start: FROM,
    end: TO,
    bits: 2,
    reasons: [{ text: "delve", bits: 1 }],
    because: "“delve”",
    tells: [],
    ...leaning,
  };
  view.dispatch({ effects: setLeanings.of([whole]) });
  const texts = (look: string) =>
    [...view.dom.querySelectorAll(`.${look}`)].map((m) => m.textContent);
  return { view, words: () => texts("cp-tell"), lines: () => texts("cp-leaning") };
}

test("words are found whole, in any case, and only where they speak for the assistant", () => {
  const { words, lines } = editor();
  assert.deepEqual(words(), ["delve", "DELVE"]);
  assert.deepEqual(lines(), [TEXT.slice(FROM, TO)]);
  assert.deepEqual(editor({ reasons: [{ text: "delve", bits: -1 }] }).words(), []);
  assert.deepEqual(editor({ reasons: [{ text: "…", bits: 1 }] }).words(), []);
});

test("a tell that Python placed is not marked twice", () => {
  const start = TEXT.indexOf("delve into");
  const { words } = editor({ tells: [{ start, end: start + 10, why: "a tell" }] });
  assert.deepEqual(words(), ["delve into", "DELVE"]);
});

test("marks follow what is typed, and go with the paragraph", () => {
  const { view, words, lines } = editor();
  view.dispatch({ changes: { from: 0, insert: "New first line.\n" } });
  assert.deepEqual(words(), ["delve", "DELVE"]);
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: "gone" } });
  assert.deepEqual(lines(), []);
});

test("paragraphs that lean can be joined", () => {
  const { view, words } = editor();
  const doc = "We delve.\n\nYou delve too.";
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: doc } });
  const leaning = { bits: 2, reasons: [{ text: "delve", bits: 1 }], because: "“delve”", tells: [] };
  const effects = setLeanings.of([
    { start: 0, end: 9, ...leaning },
    { start: 11, end: doc.length, ...leaning },
  ]);
  view.dispatch({ effects });
  view.dispatch({ changes: { from: 9, to: 11, insert: " " } });
  assert.deepEqual(words(), ["delve", "delve"]);
});

test("the line says how far and why, without a number that rounds to nothing", () => {
  const line = (leaning: Partial<Leaning>) =>
    editor(leaning).view.dom.querySelector(".cp-leaning")!.getAttribute("title");
  assert.equal(line({}), "This paragraph leans away from your voice (+2.0 bits): “delve”");
  assert.equal(line({ bits: 0.01 }), "This paragraph leans away from your voice: “delve”");
});
