// Questions are asked, answered, parked and dismissed; nothing is sent without a yes.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { CriticPart } from "../../src/association/critic";
import { h } from "../../src/core/dom";
import { labelled, named, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";

const REMARKS = [
  { id: 1, quotation: "in\n1912", text: "Is the year right?", status: "open" },
  { id: 2, quotation: "Ada", text: "Who?", status: "parked" },
];
const PLAN = { summary: "", texts: [], allowed: true, agreed: false };

async function open(critic: string, more = {}) {
  const state = { remarks: REMARKS, critic };
  const kernel = new Kernel(
    {},
    {
      "critic-open": () => state,
      "critic-plan": () => PLAN,
      "critic-ask": () => state,
      "critic-settle": ({ remark }) => ({
        critic,
        remarks: REMARKS.filter((r) => r.id !== remark),
      }),
      ...more,
    },
  );
  const root = show(h("div"));
  const shown: string[] = [];
  const part = new CriticPart(kernel.channel(), root, {
    caret: () => 42,
    show: (q) => shown.push(q),
  });
  root.append(part.element);
  await settle();
  return { kernel, root, shown, items: () => [...labelled(root, "Questions").children] };
}

test("without a critic the questions are asked here, of the whole draft or of a paragraph", async () => {
  const { kernel, root } = await open("");
  named(root, "Ask the critic").click();
  await settle();
  named(root, "About this paragraph only").click();
  await settle();
  assert.deepEqual(kernel.of("critic-plan"), []);
  assert.deepEqual(
    kernel.of("critic-ask").map(({ at, offline }) => [at, offline]),
    [
      [null, true],
      [42, true],
    ],
  );
  assert.match(root.textContent!, /No critic is set up/);
});

test("a model is asked only after a yes", async () => {
  for (const [answer, asked] of [
    ["Send", 1],
    ["Do not send", 0],
  ] as const) {
    const { kernel, root } = await open("example");
    named(root, "Ask the critic").click();
    await settle();
    named(labelled(root, "What will be sent"), answer).click();
    await settle();
    assert.equal(kernel.of("critic-ask").length, asked);
    assert.equal(named(root, "Ask the critic").disabled, false);
  }
});

test("a question that is open can be settled, one that is settled opened; the focus stays near", async () => {
  const { kernel, root, items, shown } = await open("");
  const buttons = (at: number) =>
    [...items()[at]!.querySelectorAll("button")].map((b) => b.textContent);
  assert.deepEqual(buttons(0), ["“in 1912”", "Answered", "Park", "Dismiss"]);
  assert.deepEqual(buttons(1), ["“Ada”", "Open again", "Dismiss"]);
  named(root, "“in 1912”").click();
  assert.deepEqual(shown, ["in\n1912"]); // as it stands in the draft
  const park = named(items()[0]!, "Park");
  park.focus();
  park.click();
  await settle();
  assert.deepEqual(kernel.of("critic-settle"), [{ remark: 1, status: "parked" }]);
  assert.ok(items()[0]!.contains(document.activeElement));
});

test("what goes wrong is said, and what was stopped is not called an error", async () => {
  for (const [message, said] of [
    ["the model is out", "the model is out"],
    ["cancelled", ""],
  ] as const) {
    const { root } = await open("", {
      "critic-ask": () => {
        throw new Error(message);
      },
    });
    named(root, "Ask the critic").click();
    await settle();
    assert.equal(root.querySelector("[role=status]")!.textContent, said);
  }
});
