// The figure over all versions: each point is a button that says what the line shows.

import "../support/browser";
import "../support/canvas";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "../../src/compare/timeline";
import type { Column, Ref } from "../../src/core/protocol";
import { named, settle, show } from "../support/browser";
import { column } from "../support/comparison";

function open() {
  const picked: [Ref, boolean][] = [];
  const timeline = new Timeline((ref, add) => picked.push([ref, add]));
  const root = show(timeline.element);
  const points = () => [...root.querySelectorAll<HTMLElement>(".cp-point")];
  const names = () => [...root.querySelectorAll(".cp-point-name")].map((n) => n.textContent);
  const update = async (columns: readonly Column[], chosen: readonly Ref[] = []) => {
    timeline.update(columns, chosen);
    await settle();
  };
  const height = (point: HTMLElement) => parseFloat(point.style.top);
  return { timeline, root, picked, points, names, update, height };
}

test("each version has a point that can be picked, by key too, alone or beside the others", async () => {
  const { points, picked, update, timeline } = open();
  await update([column(1, "first"), column("now", "now")], ["now"]);
  assert.deepEqual(
    points().map((p) => [p.tagName, p.getAttribute("aria-pressed")]),
    [
      ["BUTTON", "false"],
      ["BUTTON", "true"],
    ],
  );
  points()[0]!.click();
  points()[0]!.dispatchEvent(new window.MouseEvent("click", { shiftKey: true }));
  points()[1]!.click();
  assert.deepEqual(picked, [
    [1, false],
    [1, true],
    ["now", false],
  ]);
  timeline.choose([1]);
  assert.deepEqual(
    points().map((p) => p.getAttribute("aria-pressed")),
    ["true", "false"],
  );
  timeline.close();
});

test("a point says the figures of its version, and the line under the figure what has the focus", async () => {
  const { root, points, update, timeline } = open();
  const told = column(1, "polished", {
    by: "a model",
    bits: 4.25,
    words: 1234,
    grade: 11.5,
    sentence_words: 21.5,
    warn: true,
    tells: ["delve", "tapestry", "a", "b", "c", "not this one"],
  });
  await update([told, column("now", "now")]);
  const label = points()[0]!.getAttribute("aria-label")!;
  for (const part of ["polished, a model, 2026-03-01", "warns", "1234 words", "11.5", "21.5"]) {
    assert.ok(label.includes(part), `${part}: ${label}`);
  }
  assert.match(label, /moved by delve, tapestry, a, b, c$/);
  assert.match(points()[1]!.getAttribute("aria-label")!, /now, you, as it stands/);
  assert.ok(points()[0]!.classList.contains("cp-point-assistant"));
  assert.ok(!points()[1]!.classList.contains("cp-point-assistant"));
  const note = root.querySelector(".cp-point-note")!;
  for (const [enter, leave] of [
    ["focus", "blur"],
    ["mouseenter", "mouseleave"],
  ] as const) {
    points()[0]!.dispatchEvent(new window.Event(enter));
    assert.equal(note.textContent, label);
    points()[0]!.dispatchEvent(new window.Event(leave));
    assert.equal(note.textContent, "");
  }
  timeline.close();
});

test("another measure gives another line, with a limit only where there is one", async () => {
  const { root, points, update, height, timeline } = open();
  await update([
    column(1, "short", { words: 10, bits: 5 }),
    column("now", "long", { words: 90, bits: 0 }),
  ]);
  assert.equal(root.querySelector(".cp-warns-name")?.textContent, "warns");
  assert.ok(height(points()[0]!) < height(points()[1]!), "more bits stand higher");
  named(root, "Words").click();
  await settle();
  assert.equal(root.querySelector("h2")!.textContent, "Words across versions");
  assert.equal(named(root, "Words").getAttribute("aria-pressed"), "true");
  assert.equal(named(root, "Voice").getAttribute("aria-pressed"), "false");
  assert.equal(root.querySelector(".cp-warns-name"), null);
  assert.ok(height(points()[1]!) < height(points()[0]!), "more words stand higher");
  timeline.close();
});

test("of many versions only some are named, the last one always", async () => {
  const { points, names, update, timeline } = open();
  for (let count = 1; count <= 50; count++) {
    await update(Array.from({ length: count }, (_, i) => column(i, `v${i}`)));
    assert.equal(points().length, count);
    const written = names();
    assert.ok(written.length <= 9, `${count}: ${written.join()}`);
    assert.equal(written.at(-1), `v${count - 1}`);
    if (count <= 8) assert.equal(written.length, count);
    assert.equal(new Set(written).size, written.length);
  }
  timeline.close();
});

test("a figure without versions, or with one whose values are all the same, is drawn", async () => {
  const { points, update, height, timeline } = open();
  await update([]);
  assert.equal(points().length, 0);
  await update([column("now", "now", { bits: 0, warns_at: 0 })]);
  assert.equal(points().length, 1);
  assert.ok(Number.isFinite(height(points()[0]!)));
  timeline.close();
});
