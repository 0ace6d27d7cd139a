// Freewriting goes forward, and the author's turns are told apart within one text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, EditorState, Text, type TransactionSpec } from "@codemirror/state";
import { AssociationBackup } from "../../src/association/association-backup";
import { AuthorTurns } from "../../src/association/author-turns";
import { noBackspace, setReach } from "../../src/association/no-backspace";
import type { SaidTurn, SentTurn } from "../../src/core/protocol";

function typing(reach: number | null, doc = "") {
  let state = EditorState.create({ doc, extensions: [noBackspace] });
  const apply = (spec: TransactionSpec) => {
    state = state.update(spec).state;
  };
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

/** A page with the author's turns, as it types, sends and hears from others. */
function page(said: readonly SaidTurn[]) {
  const turns = new AuthorTurns(said);
  let doc = Text.of(turns.text.split("\n"));
  const change = (changes: ChangeSet) => {
    doc = changes.apply(doc);
  };
  return {
    type(insert: string, from = doc.length) {
      const changes = ChangeSet.of({ from, insert }, doc.length);
      change(changes);
      turns.changed(changes);
    },
    send() {
      const unkept = turns.unkept(doc);
      turns.sending(doc);
      return unkept;
    },
    kept: (sent: SentTurn[]) => turns.markKept(sent),
    arrived: (now: readonly SaidTurn[]) => change(turns.arrived(now)),
    get unkept() {
      return turns.unkept(doc);
    },
    get text() {
      return doc.toString();
    },
  };
}

const author = (text: string): SaidTurn => ({ speaker: "author", text });
const partner = (text: string): SaidTurn => ({ speaker: "partner", text });

test("turns that are kept are not sent again, and a changed one is", () => {
  const mine = page(SAID);
  assert.equal(mine.text, "one\nthree");
  assert.deepEqual(mine.unkept, []);
  mine.type(" four");
  const sent = mine.send();
  assert.deepEqual(sent, [[2, "three four", 5]]);
  mine.kept(sent);
  assert.deepEqual(mine.unkept, []);
});

test("after the partner, what is written is a turn of its own", () => {
  const mine = page(SAID);
  mine.send();
  mine.arrived([...SAID, partner("rain")]);
  mine.type("five");
  assert.deepEqual(mine.unkept, [[4, "five", 0]]);
});

test("a partner who begins, or speaks twice, makes no empty turns", () => {
  const mine = page([]);
  mine.arrived([partner("rain")]);
  mine.arrived([partner("rain"), partner("roof")]);
  mine.type("mine");
  assert.deepEqual(mine.unkept, [[2, "mine", 0]]);
});

test("what was typed while an answer was on its way stays, whatever arrives", () => {
  const mine = page([author("one ")]);
  mine.type("two ");
  mine.send();
  mine.type("three");
  mine.arrived([author("one and another page's words\ntwo ")]);
  assert.equal(mine.text, "one and another page's words\ntwo three");
  assert.deepEqual(mine.unkept, [[0, mine.text, mine.text.length - "three".length]]);
});

test("what was typed while the partner answered comes after it", () => {
  const mine = page([author("one")]);
  mine.send();
  mine.type(" two");
  mine.arrived([author("one"), partner("rain")]);
  assert.equal(mine.text, "one two");
  assert.deepEqual(mine.unkept, [[2, " two", 0]]);
});

test("characters outside the basic plane are counted as Python does", () => {
  const mine = page([author("👩‍👧 one")]);
  mine.type(" two");
  assert.deepEqual(mine.unkept, [[0, "👩‍👧 one two", 7]]);
});

class MemoryStorage implements Storage {
  [name: string]: unknown;
  private readonly items = new Map<string, string>();
  get length(): number {
    return this.items.size;
  }
  clear = () => this.items.clear();
  key = (at: number) => [...this.items.keys()][at] ?? null;
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

test("a page never takes away the words another left in the browser", () => {
  const storage = new MemoryStorage();
  const lost = new AssociationBackup("essay", storage);
  const other = new AssociationBackup("essay", storage);
  const words = { association: 1, turns: [[0, "words", 0] as SentTurn] };
  lost.write(words);
  other.write({ association: 1, turns: [] });
  other.write(null);
  new AssociationBackup("another essay", storage).write(words);
  const next = new AssociationBackup("essay", storage);
  assert.deepEqual(next.read(), [words]);
  next.taken();
  assert.deepEqual(new AssociationBackup("essay", storage).read(), []);
});
