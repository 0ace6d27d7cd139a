// A range of the text keeps its words through whatever is typed around it, or is gone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import { mapRange, shrinkRange, surviving } from "../../src/core/text-range";
import { anyChange, seeded } from "../support/random";

const PIECES = ["", "x", " ", "\n", "new words"];

test("a mapped range holds the same words; a touched one is gone", () => {
  for (let seed = 0; seed < 400; seed++) {
    const random = seeded(seed);
    const before = Text.of(["one two three", "four five six"]);
    const start = random(before.length);
    const range = { start, end: Math.min(before.length, start + random(5)), id: seed };
    const changes = ChangeSet.of(anyChange(random, before.length, PIECES), before.length);
    const after = changes.apply(before);
    const words = before.sliceString(range.start, range.end);
    const mapped = mapRange(range, changes);
    if (mapped) {
      assert.equal(after.sliceString(mapped.start, mapped.end), words);
      assert.equal(mapped.id, seed);
    } else assert.ok(changes.touchesRange(range.start, range.end));
    const shrunk = shrinkRange(range, changes);
    if (shrunk) assert.ok(shrunk.start < shrunk.end && shrunk.end <= after.length);
    if (mapped && words)
      assert.deepEqual(shrunk, { ...range, start: mapped.start, end: mapped.end });
  }
});

test("what is typed at an edge of a range is none of it", () => {
  const range = { start: 4, end: 7 };
  const typed = (from: number) => ChangeSet.of({ from, insert: "xy" }, 10);
  assert.deepEqual(shrinkRange(range, typed(4)), { start: 6, end: 9 });
  assert.deepEqual(shrinkRange(range, typed(7)), range);
  assert.deepEqual(shrinkRange(range, typed(5)), { start: 4, end: 9 });
  assert.equal(mapRange(range, typed(4)), null);
  assert.deepEqual(mapRange(range, typed(3)), { start: 6, end: 9 });
});

test("what survives keeps its order", () => {
  assert.deepEqual(
    surviving([1, 2, 3, 4], (n) => (n % 2 ? n * 10 : null)),
    [10, 30],
  );
});
