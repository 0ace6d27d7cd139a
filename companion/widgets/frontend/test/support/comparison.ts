// Versions and what differs between them, as Python tells of them.

import type { Column, Comparison, Difference, Pair, Ref } from "../../src/core/protocol";

export function column(ref: Ref, name: string, more: Partial<Column> = {}): Column {
  return {
    ref,
    name,
    by: "you",
    when: ref === "now" ? "" : `2026-03-0${ref}`,
    words: 100,
    sentences: 10,
    sentence_words: 10,
    grade: 8,
    bits: 1,
    warns_at: 3,
    warn: false,
    label: "yours",
    amount: "",
    lost: [],
    reliability: "enough",
    tells: [],
    reasons: [],
    ...more,
  };
}

/** The base "one two three" against a version with other words in a place of it each. */
export function pair(
  changes: readonly (readonly [id: string, before: string, after: string])[],
): Pair {
  const differences = changes.map(
    ([id, before, after]): Difference => ({
      id,
      kind: "changed",
      row: 0,
      base: [0, before.length],
      revised: [0, after.length],
      before,
      after,
      note: "",
    }),
  );
  return {
    precise: true,
    summary: { words_added: 1, words_removed: 1, paragraphs_moved: 0, sentences_moved: 0 },
    rows: [
      {
        relation: differences.length ? "changed" : "same",
        base_number: 1,
        revised_number: 1,
        moved_number: 0,
        base: changes.map(([id, before]) => ["removed", before, id]),
        revised: changes.map(([id, , after]) => ["added", after, id]),
        differences: differences.map((d) => d.id),
      },
    ],
    differences,
    facts: [],
  };
}

export function comparison(columns: readonly Column[], pairs: readonly Pair[]): Comparison {
  return {
    key: "k",
    refs: columns.map((c) => c.ref),
    granularity: "words",
    columns,
    pairs,
    grid: [pairs.map(() => 0)],
    folds: [],
  };
}
