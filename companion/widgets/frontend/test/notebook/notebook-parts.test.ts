// The parts of one session in several cells of a notebook, in whatever order they are run.

import "../support/browser";
import "../support/canvas";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { h } from "../../src/core/dom";
import type { Suggestion } from "../../src/core/protocol";
import { EditorRegistry } from "../../src/notebook/editor-registry";
import {
  renderCompare,
  renderEditor,
  renderList,
  renderMeter,
} from "../../src/notebook/notebook-parts";
import { labelled, settle, show } from "../support/browser";
import { column, comparison, pair } from "../support/comparison";
import { Kernel, type Sent } from "../support/kernel";

const SUGGESTION: Suggestion = {
  id: "a",
  start: 4,
  end: 7,
  before: "use",
  after: "used",
  kind: "tense",
  kind_name: "verb tense",
  message: "",
  source: "t",
  verdict: "mechanical",
  drift_bits: null,
};
const COLUMNS = [column(1, "first", { words: 90 }), column(2, "second"), column("now", "now")];

const TRAITS = {
  session_id: "s",
  draft_id: "d",
  draft_name: "essay.md",
  height: "20em",
  notices: [],
  minutes: 1,
  save_state: { state: "saved", at: "14:02", message: "" },
  checking: false,
  read_share: 0,
  unread: "",
  suggestions: [],
  voice: null,
  pair: [],
};

function kernel(traits: Record<string, unknown> = {}) {
  return new Kernel(
    { ...TRAITS, ...traits },
    {
      open: () => ({
        text: "she use to check it.",
        revision: 0,
        session: "s",
        suggestions: [SUGGESTION],
        leanings: [],
        base: null,
        recovered: [],
      }),
      push: ({ updates }) => ({ updates }),
      save: () => null,
      decide: () => null,
      timeline: () => ({ columns: COLUMNS }),
      compare: ({ versions }: Sent) =>
        comparison(
          (versions as unknown[]).map((ref) => COLUMNS.find((c) => c.ref === ref)!),
          [pair([])],
        ),
      chosen: () => null,
    },
  );
}

afterEach(() => {
  window.localStorage.clear();
  document.body.replaceChildren();
});

const cards = (el: HTMLElement) => el.querySelectorAll("[data-suggestion]").length;

test("list and editor of one session find one another, whichever is drawn first", async () => {
  for (const listFirst of [true, false]) {
    const editors = new EditorRegistry();
    const [one, two] = [show(h("div")), show(h("div"))];
    const ends: (() => void)[] = [];
    const list = () => ends.push(renderList(kernel(), two, editors));
    if (listFirst) list();
    ends.push(renderEditor(kernel(), one, editors));
    await settle();
    if (!listFirst) list();
    assert.equal(labelled(two, "Suggestions").querySelectorAll("[data-suggestion]").length, 1);
    for (const end of ends) end();
    assert.equal(editors.size, 0);
  }
});

test("a list of another session has nothing of this draft", async () => {
  const editors = new EditorRegistry();
  const [one, two] = [show(h("div")), show(h("div"))];
  renderEditor(kernel(), one, editors);
  renderList(kernel({ session_id: "other" }), two, editors);
  await settle();
  assert.equal(cards(two), 0);
});

test("a part that is closed hears nothing more of its kernel, and leaves nothing in the page", async () => {
  const editors = new EditorRegistry();
  for (const render of [renderEditor, renderList, renderMeter, renderCompare]) {
    const [model, el] = [kernel(), show(h("div"))];
    const end = render(model, el, editors);
    await settle();
    assert.ok(el.firstElementChild!.classList.contains("cp-root"), render.name);
    assert.ok(model.listening > 0, render.name);
    end();
    assert.equal(model.listening, 0, render.name);
    assert.equal(el.childElementCount, 0, render.name);
  }
  assert.equal(editors.size, 0);
});

test("the keys of a part are not the notebook's", async () => {
  const el = show(h("div"));
  const heard: string[] = [];
  el.addEventListener("keydown", (event) => heard.push(event.key));
  renderMeter(kernel(), el, new EditorRegistry());
  const root = el.querySelector(".cp-root")!;
  root.dispatchEvent(new window.KeyboardEvent("keydown", { key: "d", bubbles: true }));
  assert.deepEqual(heard, []);
});

test("an editor is as high as the notebook asks", async () => {
  const el = show(h("div"));
  const end = renderEditor(kernel({ height: "33em" }), el, new EditorRegistry());
  assert.equal((el.firstElementChild as HTMLElement).style.height, "33em");
  await settle();
  end();
});

test("a compare view asks for the pair of its cell once there is an editor, and tells what is chosen", async () => {
  const editors = new EditorRegistry();
  const model = kernel({ pair: ["now", 1] });
  renderCompare(model, show(h("div")), editors);
  await settle();
  assert.deepEqual(model.of("compare"), [], "there is no draft yet");
  renderEditor(kernel(), show(h("div")), editors);
  await settle();
  await settle();
  assert.deepEqual(
    model.of("compare").map((m) => m.versions),
    [["now", 1]],
  );
  assert.deepEqual(model.of("chosen"), [{ pair: ["now", 1] }]);

  model.set("pair", ["now", 1]); // what was told comes back, and is no news
  await settle();
  assert.equal(model.of("compare").length, 1);
  model.set("pair", ["now", 2]);
  await settle();
  await settle();
  assert.deepEqual(model.of("compare").at(-1)!.versions, ["now", 2]);
});
