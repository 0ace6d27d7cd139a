// Suggestions are drawn beside the author's words, which stay in the document as they are.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorView } from "@codemirror/view";
import type { Suggestion } from "../../src/core/protocol";
import { suggestionMarks } from "../../src/suggestions/suggestion-marks";
import {
  patchSuggestions,
  showHeld,
  suggestionState,
  suggestionsOf,
} from "../../src/suggestions/suggestion-state";
import { show } from "../support/browser";
import { seeded } from "../support/random";

const TEXT = "she use to check it";

function suggestion(id: string, start: number, end: number, after: string): Suggestion {
  const rest = { kind: "k", kind_name: "k", message: "", source: "t", drift_bits: null } as const;
  return { id, start, end, before: TEXT.slice(start, end), after, verdict: "mechanical", ...rest };
}

function editor(...add: Suggestion[]) {
  const view = new EditorView({ doc: TEXT, extensions: [suggestionState, suggestionMarks] });
  show(view.dom);
  view.dispatch({ effects: patchSuggestions.of({ remove: "all", add }) });
  const ids = () => [
    ...new Set(
      [...view.dom.querySelectorAll<HTMLElement>("[data-suggestion]")].map(
        (e) => e.dataset.suggestion,
      ),
    ),
  ];
  return { view, ids };
}

test("a replacement strikes and adds, and both are told in words", () => {
  const { view } = editor(suggestion("a", 4, 7, "used"));
  assert.equal(view.dom.querySelector("del")!.textContent, "use");
  assert.match(view.dom.querySelector("ins")!.textContent!, /suggested instead: used/);
  assert.match(view.dom.querySelector(".cp-spoken")!.textContent!, /suggested deletion/);
  assert.equal(view.state.doc.toString(), TEXT);
});

test("an insertion is told as one; a line end shows as a sign", () => {
  const { view } = editor(suggestion("a", 3, 3, ",\n"));
  assert.match(view.dom.querySelector("ins")!.textContent!, /suggested insertion: ,↵/);
  assert.equal(view.dom.querySelector("del"), null);
});

test("where one ends and the next begins, both are drawn, and told one after the other", () => {
  const { view } = editor(suggestion("a", 4, 7, "used"), suggestion("b", 7, 10, "at"));
  const [line] = view.dom.querySelectorAll(".cm-line");
  assert.match(
    line!.textContent!,
    /suggested deletion: use suggested instead: used +suggested deletion: {2}to suggested instead: at/,
  );
});

test("of suggestions that overlap the first is drawn, and no drawn ones overlap", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const items = Array.from({ length: 4 }, (_, i) => {
      const from = random(TEXT.length);
      return suggestion(`s${i}`, from, Math.min(TEXT.length, from + random(6)), "x");
    });
    const { view, ids } = editor(...items);
    const drawn = suggestionsOf(view.state).items.filter((s) => ids().includes(s.id));
    assert.equal(drawn[0], suggestionsOf(view.state).items[0]);
    drawn.slice(1).forEach((s, i) => {
      assert.ok(s.start >= drawn[i]!.end, `seed ${seed}`);
    });
    view.destroy();
    view.dom.remove();
  }
});

test("what is held back is drawn only when the author asks, and a click makes it current", () => {
  const { view, ids } = editor({ ...suggestion("h", 4, 7, "used"), verdict: "held" });
  assert.deepEqual(ids(), []);
  view.dispatch({ effects: showHeld.of("h") });
  assert.deepEqual(ids(), ["h"]);
  const del = view.dom.querySelector("del")!;
  assert.ok(del.classList.contains("cp-held-mark"));
  del.dispatchEvent(new window.MouseEvent("mousedown", { bubbles: true, detail: 1 }));
  assert.equal(suggestionsOf(view.state).current, "h");
});
