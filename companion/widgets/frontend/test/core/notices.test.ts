// Notices stay until the author puts them away; then Python is told, once.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Notices } from "../../src/core/notices";
import { named } from "../support/browser";
import { Kernel } from "../support/kernel";

test("Python's list is drawn as it is; putting one away tells Python", () => {
  const kernel = new Kernel({ notices: [{ level: "error", text: "one" }] });
  const notices = new Notices(kernel.channel());
  const texts = () =>
    [...notices.element.querySelectorAll("p")].map((p) => p.firstChild?.textContent);
  assert.deepEqual(texts(), ["one"]);
  assert.equal(notices.element.querySelector("p")!.getAttribute("role"), "alert");
  kernel.set("notices", [
    { level: "info", text: "<b>two</b>" },
    { level: "error", text: "three" },
  ]);
  assert.deepEqual(texts(), ["<b>two</b>", "three"]);
  assert.equal(notices.element.querySelector("p")!.getAttribute("role"), null);
  named(notices.element, "Put this notice away").click();
  assert.deepEqual(kernel.of("put-away"), [{ text: "<b>two</b>" }]);
  assert.deepEqual(texts(), ["three"]);
});

test("what only the page has to say stays when Python's list changes", () => {
  const kernel = new Kernel({ notices: [] });
  const notices = new Notices(kernel.channel());
  let closed = 0;
  notices.show({ level: "info", text: "mine" }, () => closed++);
  kernel.set("notices", [{ level: "info", text: "theirs" }]);
  kernel.set("notices", []);
  assert.equal(notices.element.textContent, "mine×");
  named(notices.element, "Put this notice away").click();
  assert.equal(closed, 1);
  assert.equal(notices.element.textContent, "");
  assert.deepEqual(kernel.of("put-away"), []);
});
