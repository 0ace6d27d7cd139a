// Freewriting goes forward, and the author's turns are told apart within one text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, Text, TransactionSpec } from "@codemirror/state";
import { noBackspace, setReach } from "../src/no-backspace";
import { AuthorTurns } from "../src/turns";

function typing(reach: number | null, doc = "") {
  let state = EditorState.create({ doc, extensions: [noBackspace] });
  const apply = (spec: TransactionSpec) => void (state = state.update(spec).state);
  apply({ effects: setReach.of(reach) });
  return {
    type: (insert: string) => apply({ changes: { from: state.doc.length, insert } }),
    remove: (from: number, to = state.doc.length) => apply({ changes: { from, to } }),
    replace: (from: number, to: number, insert: string) => apply({ changes: { from, to, insert } }),
    reach: (value: number | null) => apply({ effects: setReach.of(value) }),
    get text() {
      return state.doc.toString();
    },
  };
}

test("only the last characters go, however often they are taken back", () => {
  const page = typing(4);
  page.type("abcdefghij");
  for (let i = 0; i < 10; i++) page.remove(page.text.length - 1);
  assert.equal(page.text, "abcdef");
  page.type("xy");
  page.remove(0);
  assert.equal(page.text, "abcdef");
});

test("what is typed over words that may not go comes after them", () => {
  const page = typing(2, "hello world");
  page.replace(0, 5, "bye ");
  assert.equal(page.text, "hellobye  world");
});

test("without a limit everything can go, and a limit set later holds from then on", () => {
  const page = typing(null, "hello");
  page.remove(0);
  assert.equal(page.text, "");
  page.type("hello");
  page.reach(0);
  page.remove(0);
  assert.equal(page.text, "hello");
});

test("inserting before the floor moves it along", () => {
  const page = typing(1, "abc");
  page.replace(0, 0, "xyz");
  page.remove(0);
  assert.equal(page.text, "xyzab");
});

const SAID = [
  { speaker: "author", text: "one\n" },
  { speaker: "partner", text: "two" },
  { speaker: "author", text: "three" },
] as const;

test("turns that are kept are not sent again, and a changed one is", () => {
  const turns = new AuthorTurns(SAID);
  assert.equal(turns.text, "one\nthree");
  let doc = Text.of(turns.text.split("\n"));
  assert.deepEqual(turns.unkept(doc), []);
  const changes = EditorState.create({ doc }).changes({ from: doc.length, insert: " four" });
  turns.changed(changes.desc);
  doc = changes.apply(doc);
  assert.deepEqual(turns.unkept(doc), [[2, "three four"]]);
  turns.markKept([[2, "three four"]]);
  assert.deepEqual(turns.unkept(doc), []);
});

test("after the partner, what is written is a turn of its own", () => {
  const turns = new AuthorTurns(SAID);
  let doc = Text.of(turns.text.split("\n"));
  turns.partnerSpoke(3, doc);
  const changes = EditorState.create({ doc }).changes({ from: doc.length, insert: "five" });
  turns.changed(changes.desc);
  doc = changes.apply(doc);
  assert.deepEqual(turns.unkept(doc), [[4, "five"]]);
});

test("a partner who begins, or speaks twice, makes no empty turns", () => {
  const turns = new AuthorTurns([]);
  turns.partnerSpoke(0, Text.empty);
  turns.partnerSpoke(1, Text.empty);
  const doc = Text.of(["mine"]);
  assert.deepEqual(turns.unkept(doc), [[2, "mine"]]);
});

test("words on their way while the partner spoke come after it", () => {
  const turns = new AuthorTurns([]);
  const doc = Text.of(["mine"]);
  turns.partnerSpoke(0, doc);
  assert.deepEqual(turns.unkept(doc), [[1, "mine"]]);
});
