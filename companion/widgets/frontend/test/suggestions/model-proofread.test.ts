// A model reads only what the author has agreed to, and can be stopped.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { h } from "../../src/core/dom";
import type { ModelState } from "../../src/core/protocol";
import { ModelProofread } from "../../src/suggestions/model-proofread";
import { labelled, named, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";

const STATE: ModelState = {
  name: "example",
  ready: true,
  why: "",
  offline: false,
  spent: "",
  asks: "",
};
const PLAN = { summary: "2 paragraphs", texts: ["One."], allowed: true, why: "", agreed: false };
const RUN = { running: false, done: 0, total: 0, message: "" };

function open(state: Partial<ModelState> = {}, plan: Partial<typeof PLAN> = {}) {
  const kernel = new Kernel(
    { model: { ...STATE, ...state }, model_run: RUN },
    {
      "model-plan": () => ({ ...PLAN, ...plan }),
      "folder-settings": () => null,
      "set-offline": () => null,
    },
  );
  const root = show(h("div"));
  const part = new ModelProofread(kernel.channel(), root);
  root.append(part.element);
  return { kernel, root, element: part.element };
}

test("it is asked only after a yes, or one that was given before", async () => {
  for (const [agreed, answer, asked] of [
    [false, "Send", 1],
    [false, "Do not send", 0],
    [true, null, 1],
  ] as const) {
    const { kernel, root } = open({}, { agreed });
    named(root, "Ask example to proofread").click();
    await settle();
    if (answer) named(labelled(root, "What will be sent"), answer).click();
    await settle();
    assert.equal(kernel.of("model-check").length, asked);
  }
});

test("the switch shows only what Python has heard", async () => {
  const { kernel, element } = open();
  const offline = element.querySelector<HTMLInputElement>("input[type=checkbox]")!;
  kernel.down = true;
  offline.click();
  await settle();
  assert.equal(offline.checked, false);
  assert.match(element.textContent!, /Not changed/);
  kernel.down = false;
  offline.click();
  await settle();
  assert.equal(offline.checked, true);
  assert.deepEqual(kernel.of("set-offline").at(-1), { offline: true });
});

test("stopping cancels the request that runs", async () => {
  const { kernel, root } = open({}, { agreed: true });
  named(root, "Ask example to proofread").click();
  await settle();
  kernel.set("model_run", { ...RUN, running: true, done: 1, total: 3 });
  assert.match(root.textContent!, /1 of 3 paragraphs read/);
  named(root, "Stop").click();
  const check = kernel.sent.find((m) => m.kind === "model-check")!;
  assert.deepEqual(kernel.sent.at(-1), { id: check.id, kind: "cancel" });
});

test("where none is set up there is nothing to see; where it may not be asked, it says why", () => {
  assert.equal(open({ name: "" }).element.hidden, true);
  const { root } = open({ ready: false, why: "Nothing leaves this machine." });
  assert.equal(named(root, "Ask example to proofread").disabled, true);
  assert.match(root.textContent!, /Nothing leaves this machine\./);
});

test("what the draft's folder asks for is a question, in two views at once too", async () => {
  for (const use of [true, false]) {
    const { kernel, root } = open({ name: "", asks: "Use the settings of this folder?" });
    const group = root.querySelector<HTMLElement>("[role=group]")!;
    assert.equal(group.hidden, false);
    const label = document.getElementById(group.getAttribute("aria-labelledby")!)!;
    assert.ok(group.contains(label));
    assert.equal(label.textContent, "Use the settings of this folder?");
    named(root, use ? "Use it" : "No").click();
    await settle();
    assert.deepEqual(kernel.of("folder-settings"), [{ use }]);
  }
});
