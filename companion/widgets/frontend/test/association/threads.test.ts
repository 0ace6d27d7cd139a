// Threads are ordered, ticked and let go by key, and sparks go where the author puts them.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Sparks } from "../../src/association/sparks";
import { ThreadList } from "../../src/association/threads";
import type { Thread } from "../../src/core/protocol";
import { labelled, named, press, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";

const thread = (phrase: string, more: Partial<Thread> = {}): Thread => ({
  phrase,
  done: false,
  tied: false,
  opening: "",
  ...more,
});

function open(caret: (() => number) | null = () => 7) {
  let threads = [thread("one"), thread("two"), thread("three")];
  const kernel = new Kernel(
    {},
    {
      "association-threads": ({ act, phrase, by }) => {
        const at = threads.findIndex((t) => t.phrase === phrase);
        if (act === "remove") threads = threads.filter((t) => t.phrase !== phrase);
        if (act === "move") {
          const [one] = threads.splice(at, 1);
          threads.splice(Math.min(Math.max(at + (by as number), 0), threads.length), 0, one!);
        }
        if (act === "keep") threads.push(thread(String(phrase)));
        return threads;
      },
      "association-offer": () => ["a phrase", "another"],
    },
  );
  const troubles: string[] = [];
  const list = new ThreadList(
    kernel.channel(),
    caret,
    () => 3,
    (why) => troubles.push(why),
  );
  show(list.element);
  list.show(threads);
  const items = () => [...labelled(list.element, "Threads").children] as HTMLElement[];
  const phrases = () => items().map((i) => i.querySelector(".cp-thread")!.firstChild!.textContent);
  return { kernel, list, items, phrases, troubles };
}

test("what cannot be changed stays as it was and says so", async () => {
  const { kernel, items, phrases, troubles } = open();
  kernel.down = true;
  const tick = () => items()[0]!.querySelector<HTMLInputElement>("input")!;
  tick().click();
  press(items()[1]!, "Delete");
  press(items()[1]!, "ArrowUp", { altKey: true });
  await settle();
  assert.equal(troubles.length, 3);
  assert.equal(tick().checked, false);
  assert.deepEqual(phrases(), ["one", "two", "three"]);
});

test("Alt and an arrow move a thread, and the focus goes along", async () => {
  const { items, phrases } = open();
  items()[0]!.focus();
  press(items()[0]!, "ArrowDown", { altKey: true });
  await settle();
  assert.deepEqual(phrases(), ["two", "one", "three"]);
  assert.equal(document.activeElement, items()[1]);
  press(items()[1]!, "ArrowUp", { altKey: true });
  await settle();
  press(items()[0]!, "ArrowUp", { altKey: true });
  await settle();
  assert.deepEqual(phrases(), ["one", "two", "three"]);
  assert.equal(document.activeElement, items()[0]);
  press(items()[0]!, "ArrowDown"); // without Alt it only scrolls
  await settle();
  assert.deepEqual(phrases(), ["one", "two", "three"]);
});

test("Delete lets the thread go that has the focus, not one whose button has it", async () => {
  const { items, phrases } = open();
  press(items()[1]!.querySelector("button")!, "Delete");
  await settle();
  assert.equal(phrases().length, 3);
  press(items()[2]!, "Delete");
  await settle();
  assert.deepEqual(phrases(), ["one", "two"]);
  assert.equal(document.activeElement, items()[1]);
});

test("a list drawn anew leaves the focus in the place it had", () => {
  const { list, items } = open();
  items()[2]!.focus();
  list.show([thread("one"), thread("two")]);
  assert.equal(document.activeElement, items()[1]);
  list.show([]);
  assert.equal(labelled(list.element, "Threads").hidden, true);
});

test("a thread is tied to the paragraph at the caret, and untied; without a draft it cannot be", async () => {
  const { kernel, list, items } = open();
  named(items()[0]!, "Tie to the paragraph at the caret").click();
  await settle();
  list.show([thread("one", { tied: true, opening: "First words" }), thread("two", { tied: true })]);
  assert.match(items()[0]!.textContent!, /“First words”/);
  assert.match(items()[1]!.textContent!, /its paragraph is gone/);
  named(items()[0]!, "Untie").click();
  await settle();
  assert.deepEqual(
    kernel.of("association-threads").map(({ at }) => at),
    [7, null],
  );
  assert.throws(() => named(open(null).items()[0]!, "Tie to the paragraph at the caret"));
});

test("phrases that are offered go as they are kept", async () => {
  const { list, phrases } = open();
  await list.offer();
  const offers = labelled(list.element, "Phrases to keep");
  assert.equal(offers.children.length, 2);
  named(offers, "a phrase").click();
  named(offers, "another").click();
  await settle();
  assert.equal(offers.hidden, true);
  assert.deepEqual(phrases().slice(3), ["a phrase", "another"]);
});

test("a cue is shown once for its sparks and told for each; one that is taken goes", async () => {
  const answer = [
    { cue: "rain", response: "roof" },
    { cue: "rain", response: "wet" },
    { cue: "night", response: "owl" },
  ];
  const kernel = new Kernel(
    {},
    { "association-sparks": ({ text }) => (text === "" ? [] : answer) },
  );
  const taken: string[] = [];
  const sparks = new Sparks(kernel.channel(), (word) => taken.push(word));
  assert.equal(await sparks.offer("x".repeat(5000)), true);
  assert.equal(String(kernel.of("association-sparks")[0]!.text).length, 2000);
  const buttons = [...sparks.element.querySelectorAll("button")];
  assert.deepEqual(
    buttons.map((b) => b.textContent),
    ["rain → roof", "rain → wet", "night → owl"],
  );
  assert.equal(buttons[1]!.querySelector(".cp-spoken")?.textContent, "rain ");
  assert.equal(buttons[2]!.querySelector(".cp-spoken"), null);
  buttons[1]!.click();
  assert.deepEqual(taken, ["wet"]);
  assert.equal(await sparks.offer(""), false);
  assert.equal(sparks.element.children.length, 2); // none is no reason to take those away
  sparks.clear();
  assert.equal(sparks.element.children.length, 0);
});
