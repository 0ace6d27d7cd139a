// What a text file cannot hold does not get into the draft.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "@codemirror/state";
import { cleanInput } from "../../src/editor/clean-input";

function paste(text: string, userEvent = "input.paste") {
  let told = 0;
  const state = EditorState.create({
    doc: "a\nz",
    extensions: [EditorState.lineSeparator.of("\n"), cleanInput(() => told++)],
  });
  const tr = state.update({ ...state.replaceSelection(text), userEvent });
  return { doc: tr.state.doc.toString(), caret: tr.state.selection.main.head, told };
}

test("NUL goes, halves of pairs are marked, and the author is told", () => {
  for (const [given, wanted] of [
    ["b\0c", "bc"],
    ["H\0e\0y\0", "Hey"],
    ["\ud800", "\ufffd"],
    ["x\udc00y", "x\ufffdy"],
    ["\ud83d", "\ufffd"],
  ] as const) {
    const { doc, caret, told } = paste(given);
    assert.equal(doc, `${wanted}a\nz`);
    assert.equal(caret, wanted.length);
    assert.equal(told, 1);
  }
});

test("line ends of other systems become ours, without a word", () => {
  assert.deepEqual(paste("one\r\ntwo\rthree\n"), {
    doc: "one\ntwo\nthree\na\nz",
    caret: 14,
    told: 0,
  });
});

test("what a text may hold stays", () => {
  for (const text of [
    "tab\there",
    "page\fbreak",
    "👩‍👩‍👧 e\u0301 \u200d",
    "\u00a0\u2028",
    "\u001b[31m\ufffe",
    "שלום",
  ]) {
    assert.equal(paste(text).doc, `${text}a\nz`);
    assert.equal(paste(text).told, 0);
  }
});

test("what comes from Python is left as it is", () => {
  assert.equal(paste("a\rb", "restore").doc, "a\rba\nz");
});
