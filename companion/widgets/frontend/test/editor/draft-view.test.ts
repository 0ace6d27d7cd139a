// A draft that is open in a page: no word of it goes unless it is on disk.

import "../support/browser";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { h } from "../../src/core/dom";
import { Notices } from "../../src/core/notices";
import type { DraftEditor } from "../../src/editor/draft-editor";
import { DraftView } from "../../src/editor/draft-view";
import { Header } from "../../src/editor/header";
import { press, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";

const OPENING = {
  text: "one",
  revision: 0,
  session: "s1",
  suggestions: [],
  leanings: [],
  base: null,
  recovered: [],
};
const SAVED = { state: "saved", at: "14:02", message: "" };

const TRAITS = {
  draft_id: "d1",
  notices: [],
  draft_name: "essay.md",
  minutes: 1,
  save_state: SAVED,
};

afterEach(() => window.localStorage.clear());

async function open(opening: Partial<typeof OPENING> = {}) {
  const kernel = new Kernel(TRAITS, {
    open: () => ({ ...OPENING, ...opening }),
    save: () => null,
    push: ({ revision, updates }) => {
      assert.equal(revision, 0);
      return { updates };
    },
  });
  const channel = kernel.channel();
  const root = show(h("div", { class: "cp-root" }));
  const header = new Header(channel, []);
  const notices = new Notices(channel);
  const place = h("section");
  root.append(header.element, notices.element, place);
  let editor: DraftEditor | null = null;
  const view = new DraftView({
    channel,
    root,
    place,
    header,
    notices,
    onOpen: (opened) => {
      editor = opened;
    },
    onUpdate: () => {},
    onGoToList: () => {},
  });
  await settle();
  assert.ok(editor);
  return { kernel, channel, view, root, notices, editor: editor as DraftEditor };
}

function type(editor: DraftEditor, insert: string): void {
  const from = editor.view.state.doc.length;
  editor.view.dispatch({ changes: { from, insert }, userEvent: "input.type" });
}

/** The copies that are in the browser's storage. */
function copies(): { text?: string }[] {
  const { localStorage } = window;
  return Array.from({ length: localStorage.length }, (_, i) =>
    JSON.parse(localStorage.getItem(localStorage.key(i)!)!),
  );
}

test("words that did not arrive stay in the browser when the page is closed, whatever is saved", async () => {
  const { kernel, channel, view, editor } = await open();
  kernel.down = true;
  type(editor, " two");
  assert.equal(view.dirty, true);
  view.close();
  assert.equal(copies()[0]?.text, "one two");
  kernel.set("save_state", { ...SAVED, at: "14:03" }); // what another page wrote
  channel.close();
  kernel.set("save_state", { ...SAVED, at: "14:04" });
  assert.equal(copies()[0]?.text, "one two");
});

test("the copy goes once Python has all words and they are on disk, not before", async () => {
  const { kernel, view, editor } = await open();
  type(editor, " two");
  window.dispatchEvent(new window.Event("pagehide"));
  assert.equal(copies().length, 1);
  kernel.set("save_state", SAVED); // it has saved, but not yet these words
  assert.equal(copies().length, 1);
  await editor.sync.flush();
  kernel.set("save_state", { ...SAVED, state: "unsaved" });
  assert.equal(copies().length, 1);
  kernel.set("save_state", SAVED);
  assert.equal(copies().length, 0);
  view.close();
});

test("what an earlier page left is told to Python, and forgotten when it is in the text", async () => {
  const key = "companion-unsaved-d1-old";
  window.localStorage.setItem(
    key,
    JSON.stringify({ at: 1, session: "s0", version: 3, pending: [] }),
  );
  const { kernel, view } = await open({ recovered: [key] as never[] });
  assert.deepEqual(kernel.of("open"), [
    { copies: [{ session: "s0", version: 3, pending: [], key }] },
  ]);
  assert.equal(window.localStorage.getItem(key), null);
  view.close();
});

test("characters that no file can hold are left out, and the author is told once", async () => {
  const { view, notices, editor } = await open();
  type(editor, "a\0b");
  type(editor, "\0");
  assert.equal(editor.view.state.doc.toString(), "oneab");
  assert.equal(notices.element.querySelectorAll("p").length, 1);
  view.close();
});

test("Ctrl+S where nobody answers is no error, and the words stay", async () => {
  const rejected: unknown[] = [];
  const note = (reason: unknown) => rejected.push(reason);
  process.on("unhandledRejection", note);
  const { kernel, editor, root, view } = await open();
  kernel.down = true;
  type(editor, " two");
  press(root, "s", { ctrlKey: true });
  await settle();
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", note);
  assert.deepEqual(rejected, []);
  assert.equal(editor.view.state.doc.toString(), "one two");
  view.close();
  editor.view.destroy();
});

test("Ctrl+S sends what is unsent, then asks to save", async () => {
  const { kernel, view, root, editor } = await open();
  type(editor, "!");
  press(root, "s", { ctrlKey: true });
  await settle();
  const kinds = kernel.sent.map((m) => m.kind).filter((kind) => kind === "push" || kind === "save");
  assert.deepEqual(kinds, ["push", "save"]);
  view.close();
});

test("a draft that cannot be opened is told in a notice", async () => {
  const kernel = new Kernel(TRAITS, {
    open: () => {
      throw new Error("this page belongs to another session: reload it");
    },
  });
  const channel = kernel.channel();
  const root = show(h("div"));
  const notices = new Notices(channel);
  const view = new DraftView({
    channel,
    root,
    place: root,
    header: new Header(channel, []),
    notices,
    onOpen: () => assert.fail("opened"),
    onUpdate: () => {},
    onGoToList: () => {},
  });
  await settle();
  assert.match(notices.element.textContent!, /reload it/);
  view.close();
});
