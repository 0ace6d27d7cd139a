// Pages and Python have the same text after any interleaving of typing, loss and reply.

import "../support/browser";
import assert from "node:assert/strict";
import { after, afterEach, before, mock, test } from "node:test";
import { history, undo } from "@codemirror/commands";
import { ChangeSet, Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { h } from "../../src/core/dom";
import type { Suggestion, Update } from "../../src/core/protocol";
import { type Connection, Sync } from "../../src/editor/sync";
import { settle, show } from "../support/browser";
import { Kernel, type Sent } from "../support/kernel";
import { anyChange, pick, seeded } from "../support/random";

/** Python's part: changes on an older revision are not applied, their page gets what it missed. */
class Authority {
  readonly updates: Update[] = [];
  private readonly kernels: Kernel[] = [];
  constructor(public doc: Text) {}

  kernel(): Kernel {
    const kernel = new Kernel({}, { push: (message) => this.push(message) });
    this.kernels.push(kernel);
    return kernel;
  }

  push({ revision, updates }: Sent): { updates: Update[] } {
    if (revision === this.updates.length) this.add(updates as Update[]);
    return { updates: this.updates.slice(revision as number) };
  }

  add(updates: readonly Update[]): void {
    for (const update of updates) {
      this.doc = ChangeSet.fromJSON(update.changes).apply(this.doc);
      this.updates.push(update);
    }
  }

  tell(): void {
    for (const kernel of this.kernels) if (!kernel.down) kernel.say("updates");
  }
}

const views: EditorView[] = [];

function page(authority: Authority, text: string, revision = 0) {
  const kernel = authority.kernel();
  const states: Connection[] = [];
  const sync = new Sync(kernel.channel(), "s1", text, (state) => states.push(state));
  const view = new EditorView({ doc: text, extensions: [history(), sync.extension(revision)] });
  views.push(view);
  const type = (from: number, to: number, insert: string) =>
    view.dispatch({ changes: { from, to, insert } });
  return { kernel, sync, view, states, type, text: () => view.state.doc.toString() };
}

before(() => mock.timers.enable({ apis: ["setTimeout"] })); // nothing is sent but when we say so
after(() => mock.timers.reset());
afterEach(() => {
  for (const view of views.splice(0)) view.destroy();
});

const PIECES = ["", "a", " ", "\n", "new words", "👩‍👧", "don't"];

test("pages that type at once, and lose messages either way, end with Python's text", async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const random = seeded(seed);
    const text = "one two\n\nthree four five\nsix";
    const authority = new Authority(Text.of(text.split("\n")));
    const pages = [1, 2, 3].map(() => page(authority, text));
    let typed = 0;
    for (let step = 0; step < 40; step++) {
      const one = pick(random, pages);
      const change = anyChange(random, one.view.state.doc.length, PIECES);
      one.type(change.from, change.to, `${change.insert}${typed++}`);
      one.kernel.down = random(5) === 0;
      one.kernel.deaf = !one.kernel.down && random(5) === 0;
      if (random(2)) void one.sync.flush();
      if (random(3) === 0) await settle();
      if (one.kernel.deaf) {
        await settle();
        mock.timers.tick(10_000); // no answer comes
        await settle();
      }
    }
    for (const { kernel } of pages) kernel.down = kernel.deaf = false;
    mock.timers.tick(10_000); // what is still waited for never comes
    await settle();
    for (let round = 0; round < 6; round++) {
      for (const { sync } of pages) await sync.flush();
      await settle();
    }
    for (const one of pages) {
      assert.equal(one.text(), authority.doc.toString(), `seed ${seed}`);
      assert.equal(one.sync.settled, true);
      assert.equal(one.sync.revision, authority.updates.length);
      assert.deepEqual(one.sync.syncState().pending, []);
      assert.ok(one.sync.syncState().base.eq(authority.doc));
    }
  }
});

test("the copy of what is unsaved names a revision from which the text can be made again", async () => {
  const authority = new Authority(Text.of(["one two"]));
  const mine = page(authority, "one two");
  const other = page(authority, "one two");
  mine.type(7, 7, " three");
  await mine.sync.flush();
  other.kernel.down = true;
  other.type(0, 0, "zero ");
  other.type(12, 12, "!");
  await other.sync.flush();
  const { session, revision, first, pending, base, adrift } = other.sync.syncState();
  assert.deepEqual(
    { session, revision, first, adrift },
    { session: "s1", revision: 0, first: 0, adrift: false },
  );
  const text = pending.reduce<Text>((doc, change) => ChangeSet.fromJSON(change).apply(doc), base);
  assert.equal(text.toString(), other.text());
  other.kernel.down = false;
  await other.sync.flush();
  await other.sync.flush();
  assert.equal(other.text(), "zero one two three!");
  assert.equal(other.sync.syncState().first, other.sync.revision - 1);
});

test("a lost connection is tried again, and called gone after some attempts", async () => {
  const authority = new Authority(Text.of(["a"]));
  const { kernel, sync, states, type, text } = page(authority, "a");
  kernel.down = true;
  type(1, 1, "b");
  await sync.flush();
  assert.deepEqual(states, ["lost"]);
  assert.equal(sync.syncState().adrift, false);
  for (let i = 0; i < 4; i++) {
    mock.timers.tick(10_000); // tries by itself
    await settle();
  }
  assert.deepEqual(states, ["lost", "gone"]);
  assert.equal(sync.syncState().adrift, true);
  kernel.down = false;
  mock.timers.tick(10_000);
  await settle();
  assert.deepEqual(states, ["lost", "gone", "connected"]);
  assert.equal(authority.doc.toString(), text());
});

test("what Python refuses is kept on the page, and said", async () => {
  const { kernel, sync, states, type, text } = page(new Authority(Text.of(["a"])), "a");
  kernel.answer("push", () => {
    throw new Error("superseded");
  });
  type(1, 1, "b");
  await sync.flush();
  assert.deepEqual(states, ["refused"]);
  assert.equal(text(), "ab");
  assert.equal(sync.syncState().pending.length, 1);
});

test("where a notebook's kernel was restarted, there is nothing to wait for", async () => {
  const notebook = show(h("div", { class: "jp-NotebookPanel" }));
  const { kernel, sync, states, type } = page(new Authority(Text.of(["a"])), "a");
  kernel.down = true;
  type(1, 1, "b");
  kernel.emit("comm_live_update", undefined);
  await settle();
  await sync.flush();
  assert.deepEqual(states, ["restarted"]);
  notebook.remove();
});

test("a page that goes sends what is unsent without waiting, else asks to save", async () => {
  const { kernel, sync, type } = page(new Authority(Text.of(["a"])), "a");
  sync.post();
  assert.deepEqual(
    kernel.sent.map((m) => m.kind),
    ["save"],
  );
  type(1, 1, "b");
  sync.post();
  const [push] = kernel.of("push");
  assert.equal(push!.save, true);
  assert.equal((push!.updates as unknown[]).length, 1);
});

const suggestion = (id: string, text: string, before: string): Suggestion => {
  const start = text.indexOf(before);
  const rest = {
    after: "x",
    kind: "k",
    kind_name: "k",
    message: "",
    source: "t",
    drift_bits: null,
  };
  return { id, start, end: start + before.length, before, verdict: "mechanical", ...rest };
};

test("what Python placed in an older text stands where its words stand now, or not at all", async () => {
  const text = "alpha beta gamma delta";
  for (let seed = 1; seed <= 20; seed++) {
    const random = seeded(seed);
    const authority = new Authority(Text.of([text]));
    const mine = page(authority, text);
    for (let i = 0; i < 4; i++) {
      const { from, to, insert } = anyChange(random, mine.view.state.doc.length, PIECES);
      mine.type(from, to, insert);
      if (random(2)) await mine.sync.flush(); // some are confirmed, some are not
    }
    const items = text.split(" ").map((word) => suggestion(word, text, word));
    for (const s of mine.sync.current(0, items)) {
      assert.equal(mine.view.state.sliceDoc(s.start, s.end), s.before, `seed ${seed}`);
    }
    for (const s of mine.sync.carry(0, items)) {
      assert.equal(mine.view.state.sliceDoc(s.start, s.end), s.before);
    }
  }
});

test("a suggestion whose words are others, or of a revision that is forgotten, does not count", async () => {
  const authority = new Authority(Text.of(["alpha"]));
  const { sync, view } = page(authority, "alpha", 7);
  assert.deepEqual(sync.current(7, [suggestion("a", "alpha", "alpha")]).length, 1);
  assert.deepEqual(
    sync.current(7, [{ ...suggestion("a", "alpha", "alpha"), before: "Alpha" }]),
    [],
  );
  assert.deepEqual(sync.current(7, [{ ...suggestion("a", "alpha", "alpha"), end: 99 }]), []);
  assert.deepEqual(sync.carry(6, [suggestion("a", "alpha", "alpha")]), []);
  view.destroy();
  assert.deepEqual(sync.current(7, [suggestion("a", "alpha", "alpha")]), []);
});

test("a page that is closed tries no more, though its words had not arrived", async () => {
  const { kernel, sync, view, type } = page(new Authority(Text.of(["a"])), "a");
  type(1, 1, "b");
  kernel.deaf = true;
  void sync.flush();
  await settle();
  view.destroy();
  for (let i = 0; i < 10; i++) {
    mock.timers.tick(20_000);
    await settle();
  }
  assert.ok(kernel.of("push").length <= 2);
});

test("a change of Python's is made only in the text it fits, and undone as one", async () => {
  const authority = new Authority(Text.of(["one two"]));
  const { sync, view, type, text } = page(authority, "one two");
  const changes = ChangeSet.of(
    [
      { from: 0, to: 3, insert: "1" },
      { from: 4, to: 7, insert: "2" },
    ],
    7,
  ).toJSON();
  assert.equal(sync.apply(1, changes, "take"), false);
  type(7, 7, "!");
  assert.equal(sync.apply(0, changes, "take"), false, "there is something unsent");
  undo(view);
  await sync.flush();
  const now = sync.revision;
  assert.equal(sync.apply(now, changes, "take"), true);
  assert.equal(text(), "1 2");
  undo(view);
  assert.equal(text(), "one two");
});
