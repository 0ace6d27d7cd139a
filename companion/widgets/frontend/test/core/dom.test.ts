// Text is text: nothing from a file or a model becomes markup.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDialog } from "../../src/core/dialog";
import { button, h, setText, spoken, uniqueId } from "../../src/core/dom";
import { bits, plural } from "../../src/core/format";
import { inNotebook, suppressHostShortcuts } from "../../src/core/host-page";
import { press, show } from "../support/browser";
import { pick, seeded } from "../support/random";

test("what is put in comes out as it was, and makes no element", () => {
  const random = seeded(1);
  const pieces = [
    "<",
    ">",
    "&",
    '"',
    "'",
    "<img src=x onerror=1>",
    "</p>",
    "&lt;",
    "a",
    "\n",
    "é",
    "👩‍👧",
  ];
  for (let i = 0; i < 300; i++) {
    const text = Array.from({ length: random(6) }, () => pick(random, pieces)).join("");
    const element = h("p", { title: text, class: text }, text, h("b", {}, text), spoken(text));
    assert.equal(element.textContent, text.repeat(3));
    assert.equal(element.title, text);
    assert.equal(element.querySelectorAll("*").length, 2);
  }
});

test("props that say no are left out, listeners listen, children that are not there are not", () => {
  let clicks = 0;
  const element = h(
    "button",
    { hidden: false, title: null, lang: undefined, disabled: true, onclick: () => clicks++ },
    null,
    false,
    undefined,
    "",
    "x",
  );
  assert.deepEqual(element.getAttributeNames(), ["disabled"]);
  assert.equal(element.textContent, "x");
  const other = button("Go", () => clicks++, { class: "cp-go" });
  other.click();
  assert.equal(clicks, 1);
  assert.equal(other.type, "button"); // it sends no form
});

test("a text that is the same is not set again, so that it is not read aloud again", () => {
  const element = h("p", {}, "one");
  const before = element.firstChild;
  setText(element, "one");
  assert.equal(element.firstChild, before);
  setText(element, "two");
  assert.equal(element.textContent, "two");
});

test("ids are of one element each", () => {
  const ids = Array.from({ length: 1000 }, () => uniqueId("cp-x"));
  assert.equal(new Set(ids).size, 1000);
  assert.ok(ids.every((id) => /^cp-x-\w+$/.test(id)));
});

test("a dialog gives what it was closed with, goes, and puts the focus back", async () => {
  const root = show(h("div"));
  const from = show(button("from", () => {}));
  from.focus();
  for (const value of ["send", "", undefined]) {
    const dialog = h("dialog", {}, h("input"));
    const answer = openDialog(dialog, root);
    dialog.querySelector("input")!.focus();
    dialog.close(value);
    assert.equal(await answer, value ?? "");
    assert.equal(document.activeElement, from);
    assert.equal(root.children.length, 0);
  }
});

test("a notebook around us hears no key of ours, and is known by its panel", () => {
  const outside: string[] = [];
  const notebook = show(h("div", { class: "jp-NotebookPanel" }));
  notebook.addEventListener("keydown", (event) => outside.push(event.key));
  const root = h("div");
  notebook.append(root);
  press(root, "a");
  suppressHostShortcuts(root);
  press(root, "b");
  assert.deepEqual(outside, ["a"]);
  assert.equal(inNotebook(), true);
  notebook.remove();
  assert.equal(inNotebook(), false);
});

test("numbers have their sign and their plural", () => {
  assert.deepEqual([1.26, -1.26, 0.04, -0.04, 0, -12].map(bits), [
    "+1.3",
    "−1.3",
    "0.0",
    "0.0",
    "0.0",
    "−12.0",
  ]);
  assert.deepEqual(
    [0, 1, 2].map((n) => plural(n, "word")),
    ["", "1 word", "2 words"],
  );
});
