// Each line has the look and the direction of its own text.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorView } from "@codemirror/view";
import { lineDirections } from "../../src/editor/line-direction";
import { prosaicMarkdown } from "../../src/editor/markdown";
import { show } from "../support/browser";

const TEXT = "# Title\n\nprose\n####### seven\n###### six\n#tag\n   \nשלום";

function lines(view: EditorView): HTMLElement[] {
  return [...view.contentDOM.querySelectorAll<HTMLElement>(".cm-line")];
}

test("headings, prose and empty lines are told apart, also after an edit", () => {
  const view = new EditorView({ doc: TEXT, extensions: [prosaicMarkdown] });
  show(view.dom);
  const looks = () =>
    lines(view).map((line) => /cp-heading-\d|cp-prose|cp-blank/.exec(line.className)?.[0]);
  assert.deepEqual(looks(), [
    "cp-heading-1",
    "cp-blank",
    "cp-prose",
    "cp-prose",
    "cp-heading-6",
    "cp-prose",
    "cp-blank",
    "cp-prose",
  ]);
  view.dispatch({ changes: { from: 0, insert: "#" } });
  assert.equal(looks()[0], "cp-heading-2");
});

test("every line finds its own direction", () => {
  const view = new EditorView({ doc: TEXT, extensions: [lineDirections] });
  show(view.dom);
  assert.deepEqual(new Set(lines(view).map((line) => line.dir)), new Set(["auto"]));
  view.dispatch({ changes: { from: 0, insert: "مرحبا\n" } });
  assert.equal(lines(view)[0]!.dir, "auto");
});
