// The list decides by button and by key, says what was done, and keeps the focus.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { h } from "../../src/core/dom";
import type { SavedSuggestion, Suggestion } from "../../src/core/protocol";
import { DraftEditor } from "../../src/editor/draft-editor";
import { SuggestionList } from "../../src/suggestions/suggestion-list";
import { labelled, named, press, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";

const TEXT = "she use to check it. Its a strange corner.";

function suggestion(id: string, before: string, after: string, more: Partial<Suggestion> = {}) {
  const start = TEXT.indexOf(before);
  const rest = {
    kind: "tense",
    kind_name: "verb tense",
    message: "",
    source: "t",
    drift_bits: null,
  };
  return {
    id,
    start,
    end: start + before.length,
    before,
    after,
    verdict: "mechanical",
    ...rest,
    ...more,
  };
}

function open() {
  const kernel = new Kernel({}, { push: ({ updates }) => ({ updates }), decide: () => null });
  const root = show(h("div", { class: "cp-root" }));
  const list = new SuggestionList(root);
  const editor = new DraftEditor({
    channel: kernel.channel(),
    opening: {
      text: TEXT,
      revision: 0,
      session: "s",
      leanings: [],
      base: null,
      recovered: [],
      suggestions: [
        suggestion("used", "use", "used"),
        suggestion("its", "Its", "It’s"),
        suggestion("held", "strange", "odd", {
          verdict: "held",
          kind: "meaning",
          kind_name: "word",
        }),
      ] as Suggestion[],
    },
    onUpdate: (update) => list.update(update),
    onConnection: () => {},
    onGoToList: () => {},
    onUnfit: () => {},
  });
  root.append(editor.view.dom, list.element);
  list.attach(editor);
  const cards = () =>
    [...labelled(root, "Suggestions").children].map((c) => (c as HTMLElement).dataset.suggestion);
  const key = (name: string) => press(document.activeElement!, name);
  const said = () => list.element.querySelector("[aria-live]")!.textContent;
  const title = () => list.element.querySelector("h2")!.textContent;
  return {
    kernel,
    root,
    list,
    editor,
    cards,
    key,
    said,
    title,
    text: () => editor.view.state.doc.toString(),
  };
}

test("accept, reject and take back by key; the focus goes on to the next", async () => {
  const { kernel, list, cards, key, said, title, text, editor } = open();
  assert.deepEqual(cards(), ["used", "its"]);
  assert.equal(title(), "Grammar only · 2 changes, 1 held back");
  assert.equal(list.focus("used"), true);
  key("a");
  assert.equal(text(), TEXT.replace("use", "used"));
  assert.deepEqual(cards(), ["its"]);
  assert.equal((document.activeElement as HTMLElement).dataset.suggestion, "its");
  assert.equal(said(), "Accepted. 1 left.");
  key("x");
  assert.deepEqual(cards(), []);
  assert.equal(document.activeElement, list.element);
  key("u");
  assert.deepEqual(cards(), ["its"]);
  key("u");
  assert.equal(text(), TEXT);
  assert.deepEqual(cards(), ["used", "its"]);
  await settle();
  assert.deepEqual(
    kernel
      .of("decide")
      .map(({ suggestion: id, decision }) => [id, decision])
      .sort(),
    [
      ["its", "rejected"],
      ["its", "undone"],
      ["used", "accepted"],
      ["used", "undone"],
    ].sort(),
  );
  editor.destroy();
});

test("an accepted change reaches Python before the decision about it", async () => {
  const { kernel, root, editor } = open();
  named(root, "Accept⏎").click();
  await settle();
  const kinds = kernel.sent
    .map((m) => m.kind)
    .filter((kind) => kind === "push" || kind === "decide");
  assert.deepEqual(kinds, ["push", "decide"]);
  editor.destroy();
});

test("what is held back can be seen, and only then accepted", () => {
  const { root, list, cards, text, editor } = open();
  named(labelled(root, "Held back"), "Show anyway").click();
  assert.deepEqual(cards(), ["used", "its", "held"]);
  list.focus("held");
  press(document.activeElement!, "Enter");
  assert.equal(text(), TEXT.replace("strange", "odd"));
  editor.destroy();
});

test("keys with a modifier, and those that mean nothing here, are left to others", () => {
  const { list, key, text, editor } = open();
  list.focus("used");
  for (const name of ["q", "Tab", "1"]) assert.equal(key(name).defaultPrevented, false);
  assert.equal(press(document.activeElement!, "a", { ctrlKey: true }).defaultPrevented, false);
  assert.equal(press(document.activeElement!, "Enter", { shiftKey: true }).defaultPrevented, false);
  assert.equal(text(), TEXT);
  editor.destroy();
});

test("without an editor the saved ones can be read, not decided", () => {
  const list = new SuggestionList(show(h("div")));
  list.attach(null);
  const saved: SavedSuggestion = {
    id: "1",
    start: 4,
    end: 7,
    before: "use",
    after: "used",
    kind: "tense",
    verdict: "mechanical",
    message: "tense",
    drift_bits: null,
  };
  list.setSaved([saved]);
  assert.match(list.element.textContent!, /1 change.*useused.*tense/);
  assert.equal(list.element.querySelectorAll("button").length, 0);
});

test("how far the first reading has come is said in per cent", () => {
  const { list, editor } = open();
  list.setShare(0.256);
  assert.match(list.element.textContent!, /Reading the draft… 26 %/);
  list.setShare(0);
  assert.doesNotMatch(list.element.textContent!, /Reading the draft/);
  editor.destroy();
});
