// No edit of the author's takes a boundary between cells away, or makes one.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, Transaction, type TransactionSpec } from "@codemirror/state";
import { cellBoundaries } from "../../src/editor/cell-boundaries";
import { pick, seeded } from "../support/random";

const TEXT = "first cell\n\n<!-- cell: a1 -->\n\nsecond\n\nhas two\n\n<!-- cell: b2 -->\n\nthird";
const LINE = /^<!-- cell: .*? -->$/gm;

const begin = (doc = TEXT) => EditorState.create({ doc, extensions: [cellBoundaries] });
const marks = (state: EditorState) => state.doc.toString().match(LINE) ?? [];
const edit = (state: EditorState, spec: TransactionSpec) => state.update(spec).state;

test("any run of edits leaves every boundary, in order, between its empty lines", () => {
  const pieces = ["", "x", "\n", "\n\n", "<!-- cell: zz -->", "a\n\n<!-- cell: q -->\n\nb"];
  for (let seed = 1; seed <= 120; seed++) {
    const random = seeded(seed);
    let state = begin();
    for (let i = 0; i < 12; i++) {
      const from = random(state.doc.length + 1);
      const to = Math.min(state.doc.length, from + random(random(4) ? 5 : 60));
      const insert = pick(random, pieces);
      state = edit(state, { changes: { from, to, insert }, userEvent: "input.type" });
      const found = marks(state).filter((mark) => !mark.includes("zz"));
      assert.deepEqual(found, ["<!-- cell: a1 -->", "<!-- cell: b2 -->"], `seed ${seed}`);
      assert.match(
        state.doc.toString(),
        /\n\n<!-- cell: a1 -->\n\n[\s\S]*\n\n<!-- cell: b2 -->\n\n/,
      );
    }
  }
});

test("what lies beside a boundary goes, and what is typed over it comes before it", () => {
  const all = edit(begin(), { changes: { from: 0, to: TEXT.length, insert: "new" } });
  assert.equal(all.doc.toString(), "new\n\n<!-- cell: a1 -->\n\n\n\n<!-- cell: b2 -->\n\n");
  const at = TEXT.indexOf("second");
  assert.equal(edit(begin(), { changes: { from: at - 1, to: at } }).doc.toString(), TEXT);
});

test("an edit within a cell is left as it is", () => {
  const from = TEXT.indexOf("has");
  const state = edit(begin(), { changes: { from, to: from + 3, insert: "had" } });
  assert.equal(state.doc.toString(), TEXT.replace("has", "had"));
});

test("a boundary that is pasted comes in as an empty line", () => {
  const state = edit(begin(), { changes: { from: 0, insert: "a\n\n<!-- cell: q -->\n\nb " } });
  assert.equal(state.doc.toString(), `a\n\nb ${TEXT}`);
});

test("Python may bring other cells, and they are held like the others", () => {
  let state = begin("only");
  state = edit(state, {
    changes: { from: 4, insert: "\n\n<!-- cell: c3 -->\n\nnew" },
    annotations: Transaction.remote.of(true),
    filter: false,
  });
  assert.deepEqual(marks(state), ["<!-- cell: c3 -->"]);
  state = edit(state, { changes: { from: 0, to: state.doc.length } });
  assert.equal(state.doc.toString(), "\n\n<!-- cell: c3 -->\n\n");
});
