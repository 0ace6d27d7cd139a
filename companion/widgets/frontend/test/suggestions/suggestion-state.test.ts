// Suggestions as pure editor state: no page is needed to see that the author's words are safe.

import assert from "node:assert/strict";
import { test } from "node:test";
import { history, redo, undo } from "@codemirror/commands";
import { EditorState, type Transaction, type TransactionSpec } from "@codemirror/state";
import type { Decision, Suggestion } from "../../src/core/protocol";
import {
  acceptance,
  decide,
  neighbour,
  patchSuggestions,
  refusal,
  retraction,
  showHeld,
  suggestionAt,
  suggestionState,
  suggestionsOf,
  visibleSuggestions,
} from "../../src/suggestions/suggestion-state";

const TEXT = "she use to check it. Its a strange corner so you saw.";

function suggestion(
  id: string,
  before: string,
  after: string,
  more: Partial<Suggestion> = {},
): Suggestion {
  const start = TEXT.indexOf(before);
  return {
    id,
    start,
    end: start + before.length,
    before,
    after,
    kind: "tense",
    kind_name: "verb tense",
    message: "",
    source: "test",
    verdict: "mechanical",
    drift_bits: null,
    ...more,
  };
}

const USED = suggestion("used", "use", "used");
const ITS = suggestion("its", "Its", "It’s");
const COMMA = suggestion("comma", "", ",", {
  start: TEXT.indexOf(" so"),
  end: TEXT.indexOf(" so"),
});
const HELD = suggestion("held", "strange", "peculiar", { verdict: "held" });

class Draft {
  state = EditorState.create({ doc: TEXT, extensions: [history(), suggestionState] });
  decisions: [string, Decision][] = [];
  dispatch = (tr: Transaction) => {
    this.state = tr.state;
    for (const e of tr.effects) {
      if (e.is(decide)) this.decisions.push([e.value.suggestion.id, e.value.decision]);
    }
  };
  do(spec: TransactionSpec | null) {
    assert.ok(spec);
    this.dispatch(this.state.update(spec));
  }
  get text() {
    return this.state.doc.toString();
  }
  get ids() {
    return visibleSuggestions(this.state).map((s) => s.id);
  }
}

function draft(...items: Suggestion[]): Draft {
  const d = new Draft();
  d.do({ effects: patchSuggestions.of({ remove: "all", add: items }) });
  return d;
}

test("suggestions stand in the order of the text, held ones out of sight", () => {
  const d = draft(COMMA, HELD, ITS, USED);
  assert.deepEqual(d.ids, ["used", "its", "comma"]);
  d.do({ effects: showHeld.of("held") });
  assert.deepEqual(d.ids, ["used", "its", "held", "comma"]);
});

test("a suggestion alone never changes the text", () => {
  assert.equal(draft(USED, ITS, COMMA).text, TEXT);
});

test("accepting is one change, undone and redone whole, decision included", () => {
  const d = draft(USED, ITS);
  d.do(acceptance(d.state, "used"));
  assert.equal(d.text, TEXT.replace("use", "used"));
  assert.deepEqual(d.ids, ["its"]);
  assert.equal(undo(d), true);
  assert.equal(d.text, TEXT);
  assert.deepEqual(d.ids, ["used", "its"]);
  assert.equal(redo(d), true);
  assert.equal(d.text, TEXT.replace("use", "used"));
  assert.deepEqual(d.decisions, [
    ["used", "accepted"],
    ["used", "undone"],
    ["used", "accepted"],
  ]);
});

test("two acceptances are undone one at a time", () => {
  const d = draft(USED, ITS);
  d.do(acceptance(d.state, "used"));
  d.do(acceptance(d.state, "its"));
  undo(d);
  assert.equal(d.text, TEXT.replace("use", "used"));
  undo(d);
  assert.equal(d.text, TEXT);
});

test("typing elsewhere moves a suggestion along; typing in its words makes it stale", () => {
  const d = draft(USED, ITS);
  d.do({ changes: { from: 0, insert: "I know " } });
  const moved = suggestionsOf(d.state).items[0]!;
  assert.equal(d.state.sliceDoc(moved.start, moved.end), "use");
  d.do({ changes: { from: moved.end, insert: "ful" } });
  assert.deepEqual(d.ids, ["its"]);
  assert.equal(acceptance(d.state, "used"), null);
});

test("a suggestion whose words are not there is never applied", () => {
  const d = draft({ ...USED, before: "usa" });
  assert.equal(acceptance(d.state, "used"), null);
});

test("rejecting leaves the text alone and can be taken back", () => {
  const d = draft(USED, ITS);
  d.do(refusal(d.state, "used", "rejected"));
  assert.equal(d.text, TEXT);
  assert.deepEqual(d.ids, ["its"]);
  d.do(retraction(d.state, { suggestion: USED, decision: "rejected" }));
  assert.deepEqual(d.ids, ["used", "its"]);
});

test("taking back an acceptance undoes only it, even after more was typed", () => {
  const d = draft(USED, ITS);
  d.do(acceptance(d.state, "used"));
  d.do({ changes: { from: d.state.doc.length, insert: " And more." } });
  d.do(retraction(d.state, { suggestion: USED, decision: "accepted" }));
  assert.equal(d.text, `${TEXT} And more.`);
  assert.deepEqual(d.ids, ["used", "its"]);
});

test("an acceptance whose words were rewritten since is not taken back", () => {
  const d = draft(USED);
  d.do(acceptance(d.state, "used"));
  const at = d.text.indexOf("used");
  d.do({ changes: { from: at + 1, to: at + 2, insert: "Z" } });
  assert.equal(retraction(d.state, { suggestion: USED, decision: "accepted" }), null);
});

test("an inserted comma stands where it belongs after typing before it", () => {
  const d = draft(COMMA);
  d.do({ changes: { from: 0, to: 3, insert: "My grandmother" } });
  d.do(acceptance(d.state, "comma"));
  assert.ok(d.text.includes("corner, so"));
});

test("next and previous wrap round the text", () => {
  const d = draft(USED, ITS, COMMA);
  assert.equal(neighbour(d.state, 0, 1)!.id, "used");
  assert.equal(neighbour(d.state, USED.start, 1, "used")!.id, "its");
  assert.equal(neighbour(d.state, TEXT.length, 1)!.id, "used");
  assert.equal(neighbour(d.state, 0, -1)!.id, "comma");
  assert.equal(neighbour(draft().state, 0, 1), null);
});

test("the suggestion at the caret is the one it touches, else the nearest in the line", () => {
  const d = draft(USED, ITS);
  assert.equal(suggestionAt(d.state, ITS.end)!.id, "its");
  assert.equal(suggestionAt(d.state, TEXT.length)!.id, "its");
});
