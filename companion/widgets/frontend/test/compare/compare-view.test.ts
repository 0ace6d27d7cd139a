// The Compare tab: what is compared, what differs, and how it is taken and taken back.

import "../support/browser";
import "../support/canvas";
import assert from "node:assert/strict";
import { test } from "node:test";
import { CompareView } from "../../src/compare/compare-view";
import type { Column, Pair, Ref } from "../../src/core/protocol";
import { DraftEditor } from "../../src/editor/draft-editor";
import { labelled, named, press, settle, show } from "../support/browser";
import { column, comparison, pair } from "../support/comparison";
import { Kernel, type Sent } from "../support/kernel";

const TEXT = "one two three";
const COLUMNS = [
  column(1, "first", { words: 90 }),
  column(2, "second", { words: 95 }),
  column(3, "third", { words: 99 }),
  column("now", "now"),
];
const PAIR = pair([
  ["d1", "one", "1"],
  ["d2", "two", "2"],
]);

function open({
  columns = COLUMNS,
  pairs = (refs: readonly Ref[]) => refs.slice(1).map(() => PAIR),
}: {
  columns?: readonly Column[];
  pairs?: (refs: readonly Ref[]) => readonly Pair[];
} = {}) {
  const answer = ({ versions }: Sent) => {
    const refs = versions as Ref[];
    const chosen = refs.map((ref) => columns.find((c) => c.ref === ref)!);
    return comparison(chosen, pairs(refs));
  };
  const kernel = new Kernel(
    {},
    {
      timeline: ({ base = 1 }) => ({ base, columns }),
      compare: answer,
      push: ({ updates }) => ({ updates }),
      take: () => ({ revision: 0, changes: [[3, "1"], 10] }),
    },
  );
  const channel = kernel.channel();
  const editor = new DraftEditor({
    channel,
    opening: {
      text: TEXT,
      revision: 0,
      session: "s",
      leanings: [],
      base: null,
      recovered: [],
      suggestions: [],
    },
    onUpdate: () => {},
    onConnection: () => {},
    onGoToList: () => {},
    onUnfit: () => {},
  });
  show(editor.view.dom);
  const chosen: (readonly Ref[])[] = [];
  const view = new CompareView(channel, (refs) => chosen.push(refs));
  view.attach(editor);
  const root = show(view.element);
  const asked = () => kernel.of("compare").map((message) => message.versions);
  const said = () => labelled(root, "Compared").textContent!;
  const items = () => [...labelled(root, "Differences").children] as HTMLElement[];
  const current = () => items().findIndex((item) => item.getAttribute("aria-current") === "true");
  const text = () => editor.view.state.doc.toString();
  return { kernel, view, root, editor, chosen, asked, said, items, current, text };
}

test("the draft is first compared with the latest version that differs, and both are named", async () => {
  const { view, root, asked, chosen, said, items } = open();
  await view.show();
  assert.deepEqual(asked(), [[3, "now"]]);
  assert.deepEqual(chosen, [[3, "now"]]);
  assert.equal(document.activeElement, root);
  assert.match(said(), /^2 differences\. Taking one brings the older wording back/);
  assert.deepEqual(
    items().map((item) => item.querySelector("p")!.textContent),
    ["changed one 1", "changed two 2"],
  );
  view.close();
});

test("what was chosen before is compared again, without versions that are there no more", async () => {
  const { view, asked } = open();
  view.choose(["now", 2, 77, 1]);
  await view.show({ focus: false });
  assert.deepEqual(asked(), [["now", 2, 1]]);
  view.choose([77, 78]);
  await view.show({ focus: false });
  assert.deepEqual(asked().at(-1), [3, "now"]);
  view.close();
});

test("columns are added, left out and changed; the list says of which version a difference is", async () => {
  const { view, root, asked, items } = open();
  await view.show();
  named(root, "Another column").click();
  await settle();
  assert.deepEqual(asked().at(-1), [3, 2, "now"]);
  assert.equal(items().length, 4);
  assert.match(items()[0]!.textContent!, /second: /);
  assert.match(items()[2]!.textContent!, /now: /);
  const [, select] = root.querySelectorAll("select");
  select!.value = "1";
  select!.dispatchEvent(new window.Event("change"));
  await settle();
  assert.deepEqual(asked().at(-1), [3, 1, "now"]);
  named(root, "Leave out now").click();
  await settle();
  assert.deepEqual(asked().at(-1), [3, 1]);
  view.close();
});

test("the figures over the columns are measured from the version that stands first", async () => {
  const { kernel, view, root } = open();
  await view.show();
  assert.deepEqual(kernel.of("timeline"), [{}, { base: 3 }]);
  assert.match(root.querySelector("h2")!.textContent!, /in bits .* since “third”$/);
  await view.show();
  assert.deepEqual(kernel.of("timeline").at(-1), { base: 3 });
  view.choose(["now", 2]);
  await view.show();
  assert.deepEqual(kernel.of("timeline").at(-1), { base: "now" });
  view.close();
});

test("a drift stands beside a version only where there is a bit, or a warning", async () => {
  for (const [bits, warn, shown] of [
    [0, false, null],
    [0.9, false, null],
    [0.9, true, "+0.9 bits"],
    [1.2, false, "+1.2 bits"],
    [-3, false, "−3.0 bits"],
  ] as const) {
    const { view, root } = open({
      columns: [column(1, "old"), column("now", "now", { bits, warn })],
    });
    await view.show();
    assert.equal(root.querySelector("em")?.textContent ?? null, shown);
    view.close();
  }
});

test("j and k go through the differences and round, and say where they are", async () => {
  const { view, root, current, said } = open();
  await view.show();
  assert.equal(current(), -1);
  const steps: [string, number][] = [
    ["k", 1],
    ["j", 0],
    ["j", 1],
    ["j", 0],
    ["k", 1],
    ["k", 0],
  ];
  for (const [key, wanted] of steps) {
    press(root, key);
    assert.equal(current(), wanted);
    assert.match(said(), new RegExp(`^${wanted + 1} of 2, `));
    assert.equal(root.querySelectorAll(".cp-here").length, 2, "on both sides");
  }
  press(root, "j", { altKey: true });
  press(root.querySelector("select")!, "j");
  assert.equal(current(), 0, "keys of a field are the field's");
  view.close();
});

test("a difference that is taken is one change of the draft, and undo takes it back", async () => {
  const { kernel, view, root, text, said } = open();
  await view.show();
  press(root, "t");
  await settle();
  assert.deepEqual(kernel.of("take"), [], "none is current");
  press(root, "j");
  press(root, "t");
  await settle();
  assert.deepEqual(kernel.of("take"), [{ key: "k", pair: 0, ids: ["d1"] }]);
  assert.equal(text(), "1 two three");
  assert.match(said(), /^Taken into your draft\. Undo$/);
  named(root, "Undo").click();
  assert.equal(text(), TEXT);
  await settle();
  press(root, "z", { ctrlKey: true });
  assert.equal(text(), TEXT, "there is nothing more to take back");
  view.close();
});

test("what cannot be taken is said, and the draft stays", async () => {
  const { kernel, view, items, text, said } = open();
  kernel.answer("take", () => {
    throw new Error("Your draft has this already.");
  });
  await view.show();
  named(items()[1]!, "Take").click();
  await settle();
  assert.deepEqual(kernel.of("take")[0]!.ids, ["d2"]);
  assert.equal(said(), "Your draft has this already.");
  assert.equal(text(), TEXT);
  view.close();
});

test("only the answer to the last question is shown", async () => {
  const { kernel, view, root, chosen } = open();
  await view.show();
  const held: (() => void)[] = [];
  kernel.answer("compare", async ({ versions, granularity }) => {
    const now = comparison(COLUMNS.slice(0, 2), [pair([["x", String(granularity), "b"]])]);
    await new Promise<void>((resolve) => held.push(resolve));
    return { ...now, refs: versions };
  });
  named(root, "sentences").click();
  named(root, "paragraphs").click();
  await settle();
  const [early, late] = held;
  late!();
  await settle();
  early!();
  await settle();
  assert.equal(named(root, "paragraphs").getAttribute("aria-pressed"), "true");
  assert.match(labelled(root, "Differences").textContent!, /paragraphs/);
  assert.equal(chosen.length, 2);
  assert.equal(root.querySelector("[aria-busy]"), null);
  view.close();
});

test("how far a comparison is, is told while it runs, and its failure after", async () => {
  const { kernel, view, said } = open();
  kernel.say("comparing", { done: 0, of: 3 });
  assert.equal(said(), "", "nothing is compared yet");
  let fail: (error: Error) => void = () => {};
  kernel.answer("compare", () => new Promise((_, reject) => (fail = reject)));
  const shown = view.show();
  await settle();
  kernel.say("comparing", { done: 1, of: 3 });
  assert.equal(said(), "Comparing, 2 of 3…");
  kernel.say("comparing", { done: 0, of: 1 });
  assert.equal(said(), "Comparing…");
  fail(new Error("there is no such version"));
  await shown;
  assert.equal(said(), "there is no such version");
  view.close();
});

test("versions that say the same, or a draft without another version, are told of in words", async () => {
  const same = open({ pairs: () => [pair([])] });
  await same.view.show();
  assert.equal(same.said(), "These say the same.");
  assert.equal(same.items().length, 0);
  same.view.close();
  const alone = open({ columns: [column("now", "now")] });
  await alone.view.show();
  assert.match(alone.said(), /no other version yet/);
  assert.deepEqual(alone.asked(), []);
  alone.view.close();
});

test("of very many differences the first are listed, and it says how many there are", async () => {
  const many = Array.from({ length: 301 }, (_, i) => [`d${i}`, `a${i}`, `b${i}`] as const);
  const { view, root, items, said } = open({ pairs: () => [pair(many)] });
  await view.show();
  assert.equal(items().length, 300);
  assert.match(root.textContent!, /Differences, the first 300 of 301/);
  assert.match(said(), /^301 differences/);
  view.close();
});
