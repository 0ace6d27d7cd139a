// The free-association pane: what is written, the partner's turns, sparks, threads and rules.

import "../support/browser";
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { EditorView } from "@codemirror/view";
import { FreewritingPane, renderFreewriting } from "../../src/association/freewriting-pane";
import { h } from "../../src/core/dom";
import type { AssociationOpening, Sending, SentTurn } from "../../src/core/protocol";
import { labelled, named, settle, show } from "../support/browser";
import { Kernel, type Sent } from "../support/kernel";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => {
  mock.timers.reset();
  window.localStorage.clear();
  document.body.replaceChildren();
});

const OPENING: AssociationOpening = {
  association: 1,
  seen: "0",
  turns: [],
  about: "",
  rules: {
    goal_words: 0,
    minutes: null,
    backspace: null,
    pause_seconds: 3,
    hide_count: false,
    sparks: 3,
  },
  threads: [],
  partner: { name: "a model", why: "" },
};
const PLAN: Sending = { summary: "", texts: ["hello"], allowed: true, why: "", agreed: true };

async function open(
  opening: Partial<AssociationOpening> = {},
  handlers: Record<string, (message: Sent) => unknown> = {},
  caret: (() => number) | null = () => 7,
) {
  const kept = { text: "" };
  const kernel = new Kernel(
    {},
    {
      "association-open": () => ({ ...OPENING, ...opening }),
      "association-write": ({ association, turns }) => {
        for (const [, text] of turns as SentTurn[]) kept.text = text;
        return { association, seen: "1", turns: null };
      },
      "association-sparks": () => [
        { cue: "sea", response: "salt" },
        { cue: "sea", response: "ship" },
      ],
      "association-plan": () => PLAN,
      "association-partner": () => ({ association: 1, text: "And then?" }),
      "association-rules": () => OPENING.rules,
      "association-offer": () => [],
      "association-threads": ({ phrase }) => [{ phrase, done: false, tied: false, opening: "" }],
      "association-about": () => ({ about: "The first paragraph." }),
      "association-new": () => ({ ...OPENING, association: 2 }),
      ...handlers,
    },
  );
  const root = show(h("div", { class: "cp-root" }));
  const pane = new FreewritingPane(kernel.channel(), { draftId: "d", caret, root });
  root.append(pane.element);
  await settle();
  const editor = () => EditorView.findFromDOM(labelled(root, "Free association"))!;
  const text = () => editor().state.doc.toString();
  const type = (insert: string) => {
    const from = editor().state.doc.length;
    editor().dispatch({
      changes: { from, insert },
      selection: { anchor: from + insert.length },
      userEvent: "input.type",
    });
  };
  const said = () => root.querySelector(".cp-quiet-text")!.textContent;
  const sparks = () => [...labelled(root, "Sparks").children].map((item) => item.textContent);
  const streamed = () => root.querySelector<HTMLElement>("p.cp-partner[aria-hidden]")!;
  const click = async (name: string) => {
    named(root, name).click();
    await settle();
  };
  return { kernel, pane, root, kept, editor, text, type, said, sparks, streamed, click };
}

test("a sitting is drawn as it was left: words, partner's turns, threads, what it is about", async () => {
  const { pane, root, text } = await open({
    turns: [
      { speaker: "author", text: "The sea. " },
      { speaker: "partner", text: "Which sea?" },
      { speaker: "author", text: "Ours." },
    ],
    about: "It was a long   paragraph about nothing in particular",
    threads: [{ phrase: "our sea", done: false, tied: false, opening: "" }],
  });
  assert.match(text(), /^The sea\.\s+Ours\.$/);
  assert.deepEqual(pane.partnerWords, ["Which sea?"]);
  assert.match(labelled(root, "Threads").textContent!, /our sea/);
  const title = root.querySelector("h2")!.textContent!;
  assert.match(title, /^Free association · about “It was a long paragraph .*…”$/);
  assert.ok(title.length < 65, "cut at a word");
  assert.equal(named(root, "About this paragraph").getAttribute("aria-pressed"), "true");
  pane.close();
});

test("a pause after words offers sparks; typing takes the line away; nothing is offered for nothing", async () => {
  const { pane, kernel, root, type, sparks } = await open();
  mock.timers.tick(60_000);
  await settle();
  assert.deepEqual(kernel.of("association-sparks"), []);
  type("the sea");
  mock.timers.tick(2_900);
  type(" is");
  mock.timers.tick(2_900);
  await settle();
  assert.deepEqual(kernel.of("association-sparks"), [], "they have not paused yet");
  mock.timers.tick(200);
  await settle();
  assert.deepEqual(kernel.of("association-sparks"), [{ text: "the sea is" }]);
  const line = labelled(root, "Pause");
  assert.match(line.textContent!, /^a pause/);
  assert.deepEqual(sparks(), ["sea → salt", "sea → ship"]);
  type(" wide");
  assert.equal(line.textContent, "");
  pane.close();
});

test("a spark that is taken stands after a space, and is offered no more", async () => {
  const { pane, root, type, text, sparks } = await open();
  type("the sea");
  mock.timers.tick(3_000);
  await settle();
  labelled(root, "Sparks").querySelector("button")!.click();
  assert.equal(text(), "the sea salt ");
  assert.deepEqual(sparks(), ["sea → ship"]);
  labelled(root, "Sparks").querySelector("button")!.click();
  assert.equal(text(), "the sea salt ship ");
  pane.close();
});

test("the partner is asked once Python has every word, and what it says streams in", async () => {
  let answer: (said: unknown) => void = () => {};
  const { pane, kernel, kept, root, type, click, streamed } = await open(
    {},
    { "association-partner": () => new Promise((resolve) => (answer = resolve)) },
  );
  type("the sea");
  await click("Partner's turn");
  assert.equal(kept.text, "the sea");
  assert.deepEqual(kernel.of("association-partner"), [{ association: 1 }]);
  assert.equal(named(root, "Partner's turn").disabled, true);
  await click("Partner's turn");
  assert.equal(kernel.of("association-partner").length, 1, "not twice at once");
  kernel.say("association-stream", { text: "Which" });
  assert.deepEqual([streamed().hidden, streamed().textContent], [false, "Which"]);
  kernel.say("association-stream", { text: "" });
  assert.equal(streamed().textContent, "Which");
  answer({ association: 1, text: "Which sea?" });
  await settle();
  assert.equal(streamed().hidden, true);
  assert.equal(named(root, "Partner's turn").disabled, false);
  pane.close();
});

test("nothing is sent to the partner before the author has agreed", async () => {
  const { pane, kernel, root, type, click } = await open(
    {},
    { "association-plan": () => ({ ...PLAN, agreed: false }) },
  );
  type("the sea");
  for (const [answer, sent] of [
    ["Do not send", 0],
    ["Send", 1],
  ] as const) {
    await click("Partner's turn");
    assert.equal(kernel.of("association-partner").length, 0);
    named(root.querySelector("dialog")!, answer).click();
    await settle();
    assert.equal(kernel.of("association-partner").length, sent);
    assert.equal(named(root, "Partner's turn").disabled, false);
  }
  pane.close();
});

test("the author's turn stops the partner, without a word of trouble", async () => {
  const { pane, kernel, type, click, said } = await open(
    {},
    { "association-partner": () => new Promise(() => {}) },
  );
  type("the sea");
  await click("Partner's turn");
  const [asked] = kernel.sent.filter((message) => message.kind === "association-partner");
  await click("Your turn");
  const cancelled = kernel.sent.filter((message) => message.kind === "cancel");
  assert.deepEqual(
    cancelled.map((message) => message.id),
    [asked!.id],
  );
  kernel.emit("msg:custom", { id: asked!.id, ok: false, error: "cancelled" });
  await settle();
  assert.equal(said(), "");
  pane.close();
});

test("without a partner its button gives sparks, and says so", async () => {
  const { pane, kernel, root, type, click, said } = await open({
    partner: { name: "", why: "Set one up in the settings." },
  });
  assert.equal(named(root, "Partner's turn").title, "Set one up in the settings.");
  type("the sea");
  await click("Partner's turn");
  assert.match(said()!, /No partner is set up. These are what people said/);
  kernel.answer("association-sparks", () => []);
  await click("Partner's turn");
  assert.match(said()!, /no sparks are left/);
  assert.deepEqual(kernel.of("association-plan"), []);
  pane.close();
});

test("a thread is what is selected, else the last words; of an empty page there is none", async () => {
  const { pane, kernel, root, editor, type, click, said } = await open();
  await click("Keep a thread");
  assert.match(said()!, /Write something first/);
  type("one two three four five six seven eight");
  await click("Keep a thread");
  editor().dispatch({ selection: { anchor: 4, head: 7 } });
  await click("Keep a thread");
  assert.deepEqual(
    kernel.of("association-threads").map(({ act, phrase }) => [act, phrase]),
    [
      ["keep", "three four five six seven eight"],
      ["keep", "two"],
    ],
  );
  assert.match(labelled(root, "Threads").textContent!, /two/);
  pane.close();
});

test("rules hold at once, and are as before where they could not be kept", async () => {
  const { pane, kernel, root, type, said } = await open();
  type("one two");
  const [goal] = root.querySelectorAll<HTMLInputElement>(".cp-rules input[type=number]");
  const set = async (value: string) => {
    goal!.value = value;
    goal!.dispatchEvent(new window.Event("change"));
    await settle();
  };
  await set("300");
  assert.deepEqual(kernel.of("association-rules"), [{ rules: { goal_words: 300 } }]);
  assert.match(root.querySelector(".cp-association-facts")!.textContent!, /300/);
  kernel.answer("association-rules", () => {
    throw new Error("this cannot be set");
  });
  await set("500");
  assert.equal(goal!.value, "300");
  assert.equal(said(), "this cannot be set");
  pane.close();
});

test("a paragraph is what the sitting is about until the button is pressed again", async () => {
  const { pane, kernel, root, click } = await open();
  await click("About this paragraph");
  assert.match(root.querySelector("h2")!.textContent!, /about “The first paragraph\.”/);
  kernel.answer("association-about", () => ({ about: "" }));
  await click("About this paragraph");
  assert.equal(root.querySelector("h2")!.textContent, "Free association");
  assert.deepEqual(kernel.of("association-about"), [
    { at: 7, association: 1 },
    { at: null, association: 1 },
  ]);
  pane.close();
});

test("begun afresh, the page is empty, and the words before it are with Python", async () => {
  const { pane, kept, type, text, click, kernel } = await open();
  type("the sea");
  await click("Begin afresh");
  assert.equal(kept.text, "the sea");
  assert.equal(text(), "");
  type("again");
  await click("Partner's turn");
  assert.deepEqual(kernel.of("association-plan").at(-1), { association: 2 });
  pane.close();
});

test("a sitting that was deleted elsewhere is opened anew; another one's end is no matter", async () => {
  const { pane, kernel } = await open();
  kernel.say("association-gone", { association: 9 });
  await settle();
  assert.equal(kernel.of("association-open").length, 1);
  kernel.say("association-gone", { association: 1 });
  await settle();
  assert.equal(kernel.of("association-open").length, 2);
  pane.close();
});

test("what cannot be opened is said, and a pane that was closed meanwhile draws nothing", async () => {
  const failed = await open(
    {},
    {
      "association-open": () => {
        throw new Error("there is no history to keep it in");
      },
    },
  );
  assert.equal(failed.said(), "there is no history to keep it in");
  failed.pane.close();

  let answer: (opening: unknown) => void = () => {};
  const late = await open(
    {},
    { "association-open": () => new Promise((resolve) => (answer = resolve)) },
  );
  late.pane.close();
  answer(OPENING);
  await settle();
  assert.equal(late.root.querySelector(".cm-editor"), null);
});

test("alone in a notebook there is no draft to be about, and nothing of it is left when it goes", async () => {
  const kernel = new Kernel({ draft_id: "d" }, { "association-open": () => OPENING });
  const el = show(h("div"));
  const end = renderFreewriting(kernel, el);
  await settle();
  assert.equal(named(el, "About this paragraph").hidden, true);
  end();
  assert.equal(el.childElementCount, 0);
  assert.equal(kernel.listening, 0);
});
