// What differs between the base and one version, in words; what slips by comes first.

import { h } from "../core/dom";
import { plural } from "../core/format";
import type { Difference, Fact, Measures, Pair } from "../core/protocol";

const MAX_FACTS = 30;
const MAX_TELLS = 8;
const MAX_CHARACTERS = 120;

/** What was added, removed and moved, in a line. */
export function counts({ summary: s }: Pair): string {
  const moved = [
    plural(s.paragraphs_moved, "paragraph"),
    plural(s.sentences_moved, "sentence"),
  ].filter(Boolean);
  return [
    `${plural(s.words_added, "word") || "no words"} added`,
    `${s.words_removed || "none"} removed`,
    moved.length && `${moved.join(", ")} moved`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** A difference in a few words, as it is read aloud. */
export function told({ kind, before, after }: Difference): string {
  return `${kind}: ${[brief(before), brief(after)].filter(Boolean).join(" became ")}`;
}

export function brief(text: string): string {
  const line = text.replace(/\s+/g, " ").trim() || text.replace(/\n/g, "¶");
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS - 1)}…` : line;
}

/** The part of the side that is about one pair. */
export function summary(base: Measures, column: Measures, pair: Pair, alone: boolean): HTMLElement {
  const facts = pair.facts.slice(0, MAX_FACTS);
  const tells = column.tells.slice(0, MAX_TELLS).map((text) => `“${text}”`);
  const title = alone ? "Between these two" : `${base.name} → ${column.name}`;
  return h(
    "div",
    { class: "cp-pair" },
    h("h2", { title }, title),
    h("p", {}, counts(pair)),
    h("p", {}, column.amount),
    column.lost.length > 0 && h("p", {}, `what went: ${column.lost.join("; ")}`),
    h("p", {}, `reading grade ${base.grade} → ${column.grade}`),
    h("p", {}, `sentences ${base.sentence_words} → ${column.sentence_words} words on average`),
    tells.length > 0 &&
      h("p", { class: "cp-who" }, `${tells.join(", ")} ${tells.length > 1 ? "are" : "is"} new`),
    !pair.precise &&
      h(
        "p",
        { class: "cp-who" },
        "They differ so much that some words are marked which did not change.",
      ),
    facts.length > 0 && lookFirst(facts, pair.facts.length, alone),
  );
}

function lookFirst(facts: readonly Fact[], all: number, open: boolean): HTMLElement {
  const more = all - facts.length;
  const items = [...facts.map(fact), more > 0 && h("li", { class: "cp-who" }, `and ${more} more`)];
  return h(
    "details",
    { open },
    h("summary", {}, `Look at these first (${all})`),
    h("ul", { class: "cp-facts-list", "aria-label": "Look at these first" }, ...items),
  );
}

function fact({ kind, before, after, where }: Fact): HTMLElement {
  const change =
    before && after
      ? [h("del", {}, before), " became ", h("ins", {}, after)]
      : after
        ? [h("ins", {}, after), " came"]
        : [h("del", {}, before), " went"];
  return h("li", { title: where }, `${kind}: `, ...change);
}
