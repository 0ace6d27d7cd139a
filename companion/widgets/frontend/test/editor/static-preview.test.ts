// The draft as it was saved: shown while the kernel is silent, gone when it has answered.

import "../support/browser";
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { h } from "../../src/core/dom";
import { StaticPreview } from "../../src/editor/static-preview";
import { show } from "../support/browser";
import { Kernel } from "../support/kernel";

const PIECES = [
  ["", "She "],
  ["del", "use"],
  ["ins", "used"],
  ["cell", ""],
  ["", "<b>no markup</b>"],
];

test("it shows words, deletions, insertions and cells, and says when no answer comes", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const root = show(h("div"));
    const kernel = new Kernel({ still: { name: "essay.md", facts: "12 words", pieces: PIECES } });
    const preview = StaticPreview.of(kernel, root)!;
    const tags = [...root.querySelectorAll(".cp-still-text > *")].map((e) => e.tagName);
    assert.deepEqual(tags, ["DEL", "INS", "HR"]);
    assert.match(root.textContent!, /She useused<b>no markup<\/b>/);
    assert.doesNotMatch(root.textContent!, /Run this cell/);
    mock.timers.tick(10_000);
    assert.match(root.textContent!, /Run this cell/);
    assert.ok(root.classList.contains("cp-waiting"));
    preview.remove();
    assert.equal(root.childElementCount, 0);
    assert.ok(!root.classList.contains("cp-waiting"));
  } finally {
    mock.timers.reset();
  }
});

test("where nothing was saved, nothing is shown", () => {
  for (const still of [undefined, {}, { name: "", facts: "", pieces: [] }]) {
    const root = h("div");
    assert.equal(StaticPreview.of(new Kernel({ still }), root), null);
    assert.equal(root.childElementCount, 0);
  }
});
