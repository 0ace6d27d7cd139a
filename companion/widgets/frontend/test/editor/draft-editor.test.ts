import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DraftEditor } from "../../src/editor/draft-editor";
import { suggestionsOf } from "../../src/suggestions/suggestion-state";
import { settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";

test("suggestions for a revision that the page has not fetched yet are not lost", async () => {
  const kernel = new Kernel(
    {},
    {
      push: ({ revision }) => ({
        updates: revision ? [] : [{ client: "companion", changes: [[0, "ab "], 3] }],
      }),
    },
  );
  const editor = new DraftEditor({
    channel: kernel.channel(),
    opening: {
      text: "use",
      revision: 0,
      session: "s",
      leanings: [],
      base: null,
      recovered: [],
      suggestions: [],
    },
    onUpdate: () => {},
    onConnection: () => {},
    onGoToList: () => {},
    onUnfit: () => {},
  });
  show(editor.view.dom);
  kernel.say("updates", { revision: 1 });
  kernel.say("suggestions", {
    revision: 1,
    remove: [],
    add: [
      {
        id: "1",
        start: 3,
        end: 6,
        before: "use",
        after: "used",
        kind: "k",
        kind_name: "k",
        message: "",
        source: "t",
        verdict: "mechanical",
        drift_bits: null,
      },
    ],
  });
  await settle();
  assert.equal(editor.view.state.doc.toString(), "ab use");
  assert.equal(suggestionsOf(editor.view.state).items.length, 1);
});
