// The rows of a comparison: what can be taken, what moved, what is folded away.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawRows } from "../../src/compare/compare-rows";
import { h } from "../../src/core/dom";
import type { Pair, Row } from "../../src/core/protocol";
import { named } from "../support/browser";
import { seeded } from "../support/random";

const ROW: Row = {
  relation: "same",
  base_number: 1,
  revised_number: 1,
  moved_number: 0,
  base: [["kept", "same words", ""]],
  revised: [["kept", "same words", ""]],
  differences: [],
};
const CHANGED: Partial<Row> = {
  relation: "changed",
  base: [
    ["kept", "one ", ""],
    ["removed", "two", "d1"],
  ],
  revised: [
    ["kept", "one ", ""],
    ["added", "2", "d1"],
  ],
  differences: ["d1"],
};

function draw(
  rows: Partial<Row>[],
  folds: [number, number][] = [],
  pairs = 1,
  back: readonly boolean[] = [],
) {
  const pair = { rows: rows.map((row) => ({ ...ROW, ...row })) } as unknown as Pair;
  const taken: [number, readonly string[]][] = [];
  const element = h("div");
  const grid = rows.map((_, i) => Array.from({ length: pairs }, () => i));
  element.append(
    drawRows(Array(pairs).fill(pair), grid, folds, (at, ids) => taken.push([at, ids]), back),
  );
  return { element, taken, lines: () => element.querySelectorAll(".cp-compare-row") };
}

test("what was removed stands on the left, what was added on the right, by the same id", () => {
  const { element } = draw([CHANGED]);
  const marks = [...element.querySelectorAll<HTMLElement>("[data-difference]")];
  assert.deepEqual(
    marks.map((m) => [m.tagName, m.textContent, m.dataset.difference]),
    [
      ["DEL", "two", "d1"],
      ["INS", "2", "d1"],
    ],
  );
});

test("beside several versions the words of the base are marked in none", () => {
  const { element } = draw([CHANGED], [], 2);
  assert.equal(element.querySelectorAll("del").length, 0);
  assert.equal(element.querySelectorAll("ins").length, 2);
});

test("a paragraph is taken from its own pair with all that differs; a removal too", () => {
  const { element, taken } = draw([CHANGED], [], 2);
  for (const button of element.querySelectorAll("button")) button.click();
  assert.deepEqual(taken, [
    [0, ["d1"]],
    [1, ["d1"]],
  ]);
  const removed = draw([{ ...CHANGED, relation: "removed", base_number: 4, revised: [] }]);
  named(removed.element, "Take the removal of paragraph 4").click();
  assert.deepEqual(removed.taken, [[0, ["d1"]]]);
  assert.equal(draw([ROW]).element.querySelectorAll("button").length, 0);
});

test("where the draft is on the right, a paragraph of the older version is taken", () => {
  const back = [true];
  const gone = draw(
    [{ ...CHANGED, relation: "removed", base_number: 4, revised: [] }],
    [],
    1,
    back,
  );
  named(gone.element, "Take paragraph 4").click();
  assert.deepEqual(gone.taken, [[0, ["d1"]]]);
  const fresh = draw([{ ...CHANGED, relation: "added", base: [], revised_number: 3 }], [], 1, back);
  named(fresh.element, "Take the removal of paragraph 3").click();
  const moved = { relation: "moved" as const, base: [], moved_number: 7, base_number: 0 };
  assert.ok(named(draw([{ ...CHANGED, ...moved }], [], 1, back).element, "Take paragraph 7"));
});

test("a moved paragraph says whence or whither, and is taken where it arrived", () => {
  const moved = { relation: "moved" as const, moved_number: 7, differences: ["m1"] };
  const left = draw([{ ...moved, revised: [] }]).element;
  assert.equal(left.querySelector(".cp-moved-tag")!.textContent, "moved to ¶7");
  assert.equal(left.querySelector("button"), null);
  const right = draw([{ ...moved, base: [] }]).element;
  assert.equal(right.querySelector(".cp-moved-tag")!.textContent, "moved from ¶7");
  assert.ok(right.querySelector("button"));
});

test("every row is drawn once, folded ones when their fold is opened, in order", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const count = 1 + random(30);
    const folds: [number, number][] = [];
    for (let at = random(5); at < count; at += 1 + random(6)) {
      const stop = Math.min(count, at + 1 + random(6));
      folds.push([at, stop]);
      at = stop;
    }
    const rows = Array.from({ length: count }, (_, i) => ({
      base: [["kept", `row ${i}`, ""]] as Row["base"],
      revised: [],
    }));
    const { element, lines } = draw(rows, folds);
    const folded = folds.reduce((sum, [first, stop]) => sum + stop - first, 0);
    assert.equal(lines().length, count - folded);
    for (const fold of element.querySelectorAll("details")) {
      for (let i = 0; i < 2; i++) fold.dispatchEvent(new window.Event("toggle"));
    }
    assert.deepEqual(
      [...lines()].map((line) => line.textContent),
      rows.map((_, i) => `row ${i}`),
    );
  }
});
