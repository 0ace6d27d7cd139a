// The meter says no more than the numbers do.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Voice } from "../../src/core/protocol";
import { Meter } from "../../src/voice/meter";
import { labelled, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";
import { seeded } from "../support/random";

const VOICE: Voice = {
  now: 0,
  after: 0,
  warns_at: 4,
  pending: 0,
  label: "yours",
  family: "",
  against: "against 3 of your essays",
  reasons: [],
  leaning: "",
  reliability: "",
};

function meter(voice: Partial<Voice> | undefined, handlers = {}) {
  const kernel = new Kernel({ voice: voice && { ...VOICE, ...voice } }, handlers);
  const { element } = new Meter(kernel.channel());
  show(element);
  const at = (name: string) =>
    Number.parseFloat(element.querySelector<HTMLElement>(`.cp-${name}`)!.style.left);
  return { kernel, element, bar: labelled(element, "Voice drift"), at };
}

test("no drift and the warning have fixed places; what is between lies between; none leaves the bar", () => {
  const { kernel, at } = meter({});
  const zero = at("here");
  const warning = at("warn-line");
  const random = seeded(3);
  for (let i = 0; i < 300; i++) {
    const warns_at = 0.5 + random(100) / 10;
    const [now, after] = [random(2000) / 50 - 20, random(2000) / 50 - 20];
    kernel.set("voice", { ...VOICE, now, after, warns_at });
    assert.ok(at("here") >= 1 && at("here") <= 99);
    assert.equal(at("here") >= warning, now >= warns_at);
    assert.equal(at("here") <= zero, now <= 0);
    if (now < after) assert.ok(at("here") <= at("ahead"));
  }
});

test("it warns where the draft stands over the limit, or would if all were accepted", () => {
  for (const [now, after, warns, line] of [
    [1, 1, false, /yours, as far as it can tell/],
    [1, 5, true, /accepting these would pass the warning/],
    [5, 5, true, /yours/],
    [5, 1, true, /drifting from your voice/],
  ] as const) {
    const { element } = meter({ now, after, pending: 2 });
    assert.equal(element.classList.contains("cp-warns"), warns);
    assert.match(element.textContent!, line);
  }
});

test("what would change is told by how many are pending", () => {
  for (const [pending, text] of [
    [0, "nothing is pending"],
    [1, "+1.5 bits if you accept it"],
    [2, "+1.5 bits if you accept both"],
    [7, "+1.5 bits if you accept all 7"],
  ] as const) {
    const { bar } = meter({ now: 0.5, after: 2, pending });
    assert.ok(bar.getAttribute("aria-valuetext")!.includes(text));
  }
});

test("only words that move toward the assistant are named, three at most", () => {
  const reasons = [3, -2, 1, 0, 0.5, 0.4].map((bits, i) => ({ text: `w${i}`, bits }));
  const { element } = meter({ now: 1, reasons });
  assert.equal(element.querySelector(".cp-why")!.textContent, "moved by “w0”, “w2”, “w4”");
});

test("the bar is a meter with values that a screen reader can tell", () => {
  const { bar } = meter({ now: 9.04, after: 3 });
  assert.equal(bar.getAttribute("aria-valuenow"), "9.0");
  assert.equal(bar.getAttribute("aria-valuemax"), "9.0");
  assert.equal(meter({ now: -3 }).bar.getAttribute("aria-valuemax"), "8.0");
});

test("before anything was measured it says nothing; facts come when someone looks", async () => {
  assert.equal(meter(undefined).bar.getAttribute("aria-valuenow"), null);
  const { element, bar } = meter({}, { facts: () => "reading grade 7" });
  assert.doesNotMatch(element.textContent!, /reading grade/);
  bar.dispatchEvent(new window.Event("focus"));
  await settle();
  assert.match(element.textContent!, /reading grade 7/);
});
