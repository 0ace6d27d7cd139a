// Not a word goes to a model before the author has seen it and said yes.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { button, h } from "../../src/core/dom";
import { confirmSending } from "../../src/core/model-consent";
import type { Sending } from "../../src/core/protocol";
import { labelled, named, show } from "../support/browser";

const PLAN: Sending = {
  summary: "2 paragraphs to example, about $0.01",
  texts: ["One <i>word</i>.", "Two."],
  allowed: true,
  why: "",
  agreed: false,
};

test("every word is shown; only Send sends", async () => {
  const root = show(h("div"));
  const from = show(button("Ask", () => {}));
  for (const [name, sent] of [
    ["Send", true],
    ["Do not send", false],
  ] as const) {
    const asked = confirmSending(PLAN, root, from);
    const dialog = labelled(root, "What will be sent");
    assert.deepEqual(
      [...dialog.querySelectorAll("pre")].map((p) => p.textContent),
      PLAN.texts,
    );
    named(dialog, name).click();
    assert.equal(await asked, sent);
    assert.equal(document.activeElement, from);
  }
});

test("closed by Escape, nothing is sent", async () => {
  const root = show(h("div"));
  const asked = confirmSending(PLAN, root, show(button("Ask", () => {})));
  labelled<HTMLDialogElement>(root, "What will be sent").close();
  assert.equal(await asked, false);
});

test("what may not be sent cannot be, and each dialog says why on its own button", () => {
  const roots = ["no key", "over the limit"].map((why) => {
    const root = show(h("div"));
    void confirmSending({ ...PLAN, allowed: false, why }, root, root);
    const send = named(root, "Send");
    assert.equal(send.disabled, true);
    const reason = document.getElementById(send.getAttribute("aria-describedby")!);
    assert.equal(reason?.textContent, why);
    return root;
  });
  assert.equal(roots.length, 2);
});
