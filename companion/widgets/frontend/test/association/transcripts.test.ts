// Conversations are brought in with the author told apart, read, and deleted after a second yes.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { TranscriptsPart } from "../../src/association/transcripts";
import { h } from "../../src/core/dom";
import { labelled, named, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";

const LISTED = [{ id: 5, kind: "imported", title: "A talk", started: "1 March", words: 12 }];

function open() {
  const kernel = new Kernel(
    {},
    {
      "transcripts-list": () => LISTED,
      "transcripts-names": () => ["Ada", "Bot"],
      "transcripts-import": () => LISTED,
      "transcripts-delete": () => [],
      "transcripts-read": () => ({
        markdown: "",
        turns: [
          { speaker: "author", name: "You", text: "<b>Hi</b>" },
          { speaker: "partner", name: "Bot", text: "Hello" },
        ],
      }),
      "duet-plan": () => ({ summary: "", texts: [], allowed: true, agreed: true }),
      "duet-start": () => null,
    },
  );
  const root = show(h("div"));
  const part = new TranscriptsPart(kernel.channel(), root);
  root.append(part.element);
  const bring = async (file: { name: string; size: number }) => {
    const input = root.querySelector<HTMLInputElement>("input[type=file]")!;
    const files = [{ ...file, text: async () => "Ada: hi\nBot: hello" }];
    Object.defineProperty(input, "files", { configurable: true, value: files });
    input.dispatchEvent(new window.Event("change"));
    await settle();
  };
  const said = () => root.querySelector("[role=status]")!.textContent;
  return { kernel, root, part, bring, said };
}

test("who the author is is asked, and no one is taken for them unasked", async () => {
  for (const [choice, button, sent] of [
    [null, "Bring it in", [{ text: "Ada: hi\nBot: hello" }]],
    ["Ada", "Bring it in", [{ text: "Ada: hi\nBot: hello", author: "Ada" }]],
    ["Ada", "Cancel", []],
  ] as const) {
    const { kernel, root, bring, said } = open();
    await bring({ name: "talk.md", size: 20 });
    const dialog = labelled(root, "Which of them are you?");
    const radios = [...dialog.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    assert.deepEqual(
      radios.map((r) => r.value),
      ["Ada", "Bot", ""],
    );
    assert.equal(new Set(radios.map((r) => r.name)).size, 1);
    if (choice) radios.find((r) => r.value === choice)!.checked = true;
    named(dialog, button).click();
    await settle();
    assert.deepEqual(kernel.of("transcripts-import"), sent);
    assert.equal(said(), sent.length ? "talk.md is kept with this draft." : "");
  }
});

test("a file that is too large is not sent, and the way that takes it is named", async () => {
  const { kernel, bring, said } = open();
  await bring({ name: "years.md", size: 8_000_001 });
  assert.deepEqual(kernel.sent, []);
  assert.match(said()!, /companion transcript import/);
});

test("a conversation is read as text, and deleted only at the second press", async () => {
  const { kernel, root, part } = open();
  part.element.setAttribute("open", "");
  part.element.dispatchEvent(new window.Event("toggle"));
  await settle();
  named(root, "A talk").click();
  await settle();
  const dialog = labelled(root, "A talk");
  assert.equal(dialog.querySelector("b"), null);
  assert.match(dialog.textContent!, /<b>Hi<\/b>/);
  assert.equal(dialog.querySelectorAll(".cp-partner").length, 1);
  named(dialog, "Delete").click();
  await settle();
  assert.deepEqual(kernel.of("transcripts-delete"), []);
  named(dialog, "Delete for good?").click();
  await settle();
  assert.deepEqual(kernel.of("transcripts-delete"), [{ transcript: 5 }]);
  assert.equal(root.querySelector("dialog"), null);
});

test("a duet runs within its limits and tells how far it is", async () => {
  const { kernel, root, said } = open();
  named(root, "Start a duet").click();
  await settle();
  assert.deepEqual(kernel.of("duet-start"), [{ turns: 6, dollars: 0.25 }]);
  kernel.say("duet", { turns: 2, of: 6, dollars: 0.031, ending: "running" });
  assert.equal(said(), "2 of 6 turns · $0.03");
  kernel.say("duet", { turns: 6, of: 6, dollars: 0, ending: "all turns" });
  assert.equal(said(), "6 of 6 turns · all turns");
  assert.equal(named(root, "Start a duet").disabled, false);
});
