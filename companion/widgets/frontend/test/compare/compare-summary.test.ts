// Which versions are compared, and what is said of how they differ.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  firstChoice,
  MAX_COLUMNS,
  nextColumn,
  picked,
  replaced,
} from "../../src/compare/compare-choice";
import { brief, counts, told } from "../../src/compare/compare-summary";
import type { Column, Pair, Ref } from "../../src/core/protocol";

function column(ref: Ref, words = 10): Column {
  const measures = {
    words,
    sentences: 2,
    sentence_words: 5,
    grade: 4,
    bits: 0,
    warns_at: 3,
  };
  return {
    ref,
    name: String(ref),
    by: "",
    when: "",
    ...measures,
    warn: false,
    label: "yours",
    amount: "",
    lost: [],
    reliability: "",
    tells: [],
    reasons: [],
  };
}

test("old to new: the latest version that is not the same first, then the draft", () => {
  assert.deepEqual(firstChoice([column(1, 8), column(2, 9), column(3), column("now")]), [2, "now"]);
  assert.deepEqual(firstChoice([column(1), column("now")]), [1, "now"]);
  assert.deepEqual(firstChoice([column("now")]), ["now"]);
});

test("a pick takes the other side, stands beside it, or goes; two always stay", () => {
  assert.deepEqual(picked(["now", 1], 2, false), ["now", 2]);
  assert.deepEqual(picked(["now", 1], 2, true), ["now", 1, 2]);
  assert.deepEqual(picked(["now", 1, 2], 1, false), ["now", 2]);
  assert.deepEqual(picked(["now", 1], 1, false), ["now", 1]);
  const full = ["now", 1, 2, 3, 4, 5] as Ref[];
  assert.equal(full.length, MAX_COLUMNS);
  assert.deepEqual(picked(full, 6, true), ["now", 6]);
});

test("a draft on the right stays there", () => {
  assert.deepEqual(picked([1, "now"], 2, false), [2, "now"]);
  assert.deepEqual(picked([1, "now"], 2, true), [1, 2, "now"]);
  assert.deepEqual(picked([1, 2, "now"], 2, false), [1, "now"]);
});

test("no version stands in two columns", () => {
  assert.deepEqual(replaced(["now", 1, 2], 1, 3), ["now", 3, 2]);
  assert.deepEqual(replaced(["now", 1, 2], 1, 2), ["now", 2, 1]);
  assert.deepEqual(replaced(["now", 1], 0, 1), [1, "now"]);
});

test("another column is the latest that has none, while there is room", () => {
  const columns = [1, 2, 3, 4, 5, 6, 7].map((ref) => column(ref)).concat(column("now"));
  assert.equal(nextColumn(["now", 7], columns), 6);
  assert.equal(nextColumn(["now", 1, 2, 3, 4, 5], columns), null);
  assert.equal(nextColumn(["now", 1], [column(1), column("now")]), null);
});

test("what differs is told in plain numbers", () => {
  const none = { words_added: 0, words_removed: 0, paragraphs_moved: 0, sentences_moved: 0 };
  const pair = (summary: Partial<Pair["summary"]>) =>
    ({ summary: { ...none, ...summary } }) as Pair;
  assert.equal(counts(pair({})), "no words added · none removed");
  assert.equal(
    counts(pair({ words_added: 1, words_removed: 65, paragraphs_moved: 1, sentences_moved: 2 })),
    "1 word added · 65 removed · 1 paragraph, 2 sentences moved",
  );
});

test("a difference is read aloud in a few words, an empty line by its sign", () => {
  const difference = {
    id: "1",
    kind: "changed",
    row: 0,
    before: "the  crack\nhere",
    after: "a crack",
    note: "",
    base: [0, 16],
    revised: [0, 7],
  } as const;
  assert.equal(told(difference), "changed: the crack here became a crack");
  assert.equal(brief("\n\n"), "¶¶");
  assert.equal(brief("x".repeat(500)).length, 120);
});
