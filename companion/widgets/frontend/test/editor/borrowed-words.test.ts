// Words that others said first are marked, and asked about once before they are pasted.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorView } from "@codemirror/view";
import { h } from "../../src/core/dom";
import { borrowedMarks, setBorrowings } from "../../src/editor/borrowed-words";
import { labelled, named, settle, show } from "../support/browser";

const SAID = ["The rain came down, on the tin roof all night."];

function editor(doc = "one ") {
  const root = show(h("div", { class: "cp-root" }));
  const view = new EditorView({ doc, parent: root, extensions: [borrowedMarks(() => SAID)] });
  view.dispatch({ selection: { anchor: doc.length } });
  const paste = (text: string) => {
    const event = new window.Event("paste", { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => text, types: ["text/plain"] } });
    view.contentDOM.dispatchEvent(event);
  };
  return { root, view, paste, text: () => view.state.doc.toString() };
}

const dialog = (root: HTMLElement) => root.querySelector("dialog");

test("four words in a row of the partner's are asked about, whatever their case and signs", async () => {
  for (const text of ["came down on the", "THE RAIN: came—down!", "so, on the tin roof, then"]) {
    const { root, paste, text: now } = editor();
    paste(text);
    assert.ok(labelled(root, "The partner's words"), text);
    named(root, "Paste them").click();
    await settle();
    assert.equal(now(), `one ${text}`);
  }
});

test("fewer in a row, or the author's own, go in unasked", () => {
  for (const text of ["the rain came", "rain down tin night", "all night, the rain came up", ""]) {
    const { root, paste } = editor();
    paste(text);
    assert.equal(dialog(root), null, text);
  }
});

test("they go in at the caret, also where the text before it changed meanwhile", async () => {
  const { root, view, paste, text } = editor("one two");
  view.dispatch({ selection: { anchor: 4, head: 7 } });
  paste("The rain came down");
  view.dispatch({ changes: { from: 0, to: 3, insert: "much more than before" } });
  named(root, "Paste them").click();
  await settle();
  assert.equal(text(), "much more than before The rain came down");
  assert.equal(view.state.selection.main.head, text().length);
});

test("left there, nothing goes in; and it is asked once", async () => {
  const { root, paste, text } = editor();
  paste("the rain came down");
  named(root, "Leave them there").click();
  await settle();
  assert.equal(text(), "one ");
  paste("the rain came down");
  assert.equal(dialog(root), null);
});

test("marks move with the text, shrink with their words, and go with the last", () => {
  const { view } = editor("alpha beta gamma");
  const marked = () => [...view.dom.querySelectorAll(".cp-borrowed")].map((m) => m.textContent);
  view.dispatch({ effects: setBorrowings.of([{ start: 6, end: 10, origin: "partner" }]) });
  assert.deepEqual(marked(), ["beta"]);
  view.dispatch({ changes: { from: 0, insert: "new " } });
  assert.deepEqual(marked(), ["beta"]);
  view.dispatch({ changes: { from: 12, to: 16 } });
  assert.deepEqual(marked(), ["be"]);
  view.dispatch({ changes: { from: 9, to: 13 } });
  assert.deepEqual(marked(), []);
});
