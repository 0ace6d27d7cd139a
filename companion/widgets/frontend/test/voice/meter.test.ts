// The meter says no more than the numbers do.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Voice } from "../../src/core/protocol";
import type { TextRange } from "../../src/core/text-range";
import { Meter } from "../../src/voice/meter";
import { labelled, named, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";
import { seeded } from "../support/random";

const VOICE: Voice = {
  revision: 7,
  now: 0,
  after: 0,
  warns_at: 4,
  warn: false,
  pending: 0,
  label: "yours",
  family: "",
  against: "against 3 of your essays",
  reasons: [],
  leaning: "",
  place: null,
  amount: "",
  hand: "",
  lost: [],
  reliability: "",
};

function meter(voice: Partial<Voice> | undefined, handlers = {}) {
  const kernel = new Kernel({ voice: voice && { ...VOICE, ...voice } }, handlers);
  const gone: [number, TextRange][] = [];
  const { element } = new Meter(kernel.channel(), (revision, at) => gone.push([revision, at]));
  show(element);
  const at = (name: string) =>
    Number.parseFloat(element.querySelector<HTMLElement>(`.cp-${name}`)!.style.left);
  const state = () => element.querySelector(".cp-state")!.textContent;
  return { kernel, element, bar: labelled(element, "Voice drift"), at, gone, state };
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

test("it warns where the draft does, or would if all were accepted", () => {
  for (const [now, after, warn, warns, line] of [
    [1, 1, false, false, /drifting · \+1\.0 bits/],
    [1, 5, false, true, /accepting these would pass the warning/],
    [5, 1, true, true, /−4\.0 bits if you accept both/],
  ] as const) {
    const { element } = meter({ now, after, warn, label: "drifting", pending: 2 });
    assert.equal(element.classList.contains("cp-warns"), warns);
    assert.match(element.textContent!, line);
  }
});

test("what would change is told by how many are pending, and only where there is a change", () => {
  for (const [pending, text] of [
    [1, "+1.5 bits if you accept it"],
    [2, "+1.5 bits if you accept both"],
    [7, "+1.5 bits if you accept all 7"],
  ] as const) {
    const { bar } = meter({ now: 0.5, after: 2, pending });
    assert.ok(bar.getAttribute("aria-valuetext")!.includes(text));
  }
  const { element, bar } = meter({ pending: 3, after: 0.4 });
  assert.doesNotMatch(element.textContent! + bar.getAttribute("aria-valuetext"), /accept/);
});

test("where nothing is to be said it names no bits, and where nothing is known it says so", () => {
  const random = seeded(5);
  for (let i = 0; i < 200; i++) {
    const now = random(1000) / 2000;
    const { element, bar, state } = meter({ now, after: now });
    assert.equal(state(), "yours");
    assert.doesNotMatch(element.textContent! + bar.getAttribute("aria-valuetext"), /\b0\.\d bits/);
  }
  const against = "nothing to hold it against yet: teach it your voice, or begin here";
  const { element, bar, state } = meter({ label: "unknown", against });
  assert.equal(state(), against);
  assert.equal(bar.getAttribute("aria-valuetext"), against);
  assert.doesNotMatch(element.textContent!, /yours|bits/);
});

test("amount, lean, hand and what went are all told, and the paragraph at fault is one click away", () => {
  const told = {
    now: 5,
    after: 5,
    warn: true,
    label: "assistant-like",
    leaning: "paragraph 3 leans away: “delve”",
    place: { start: 40, end: 90 },
    amount: "74 words in 11 of 16 paragraphs changed beyond grammar",
    hand: "74 of 500 words came from elsewhere",
    lost: ["3 fragments joined"],
  };
  const { element, bar, gone } = meter(told);
  const value = bar.getAttribute("aria-valuetext")!;
  for (const part of ["assistant-like · +5.0 bits", told.leaning, told.amount, told.hand])
    assert.ok(value.includes(part), part);
  assert.match(labelled(element, "Voice drift").parentElement!.textContent!, /3 fragments joined/);
  named(element, told.leaning).click();
  assert.deepEqual(gone, [[7, { start: 40, end: 40 }]]);
});

test("a reason with a place goes to it; others are words; the focus stays where readings come", () => {
  const reasons = [
    { text: "delve", bits: 2, place: { start: 4, end: 9 } },
    { text: "the rest", bits: 1, place: null },
    { text: "nothing", bits: 0.01, place: null },
  ];
  const { kernel, element, gone } = meter({ now: 3, reasons });
  const reason = named(element, "delve");
  reason.click();
  assert.deepEqual(gone, [[7, { start: 4, end: 9 }]]);
  assert.deepEqual(
    [...element.querySelectorAll(".cp-reason")].map((r) => r.textContent),
    ["delve+2.0", "the rest+1.0"],
  );
  reason.focus();
  kernel.set("voice", { ...VOICE, now: 4, reasons });
  assert.equal(document.activeElement, named(element, "delve"));
});

test("a voice is taught with files that are picked on the page; errors are said in the dialog", async () => {
  const { kernel, element, bar } = meter({ label: "unknown", against: "nothing yet" });
  named(element, "Teach it your voice…").click();
  const dialog = labelled(document.body, "Teach it your voice") as HTMLDialogElement;
  const said = () => labelled(dialog, "Your voice").textContent!;
  const learn = async (...files: File[]) => {
    const input = labelled(dialog, "Files of your own writing");
    Object.defineProperty(input, "files", { configurable: true, value: files });
    dialog.querySelector("form")!.dispatchEvent(new window.Event("submit", { cancelable: true }));
    await settle();
    await settle();
  };
  await learn();
  assert.match(said(), /Choose a file/);
  assert.deepEqual(kernel.of("learn-voice"), []);
  await learn({ name: "b.txt", size: 8_000_000 } as File);
  assert.match(said(), /too large/);
  kernel.answer("learn-voice", () => {
    throw new Error("12 words are too few for a profile.");
  });
  await learn(new File(["Mine."], "a.md"));
  assert.equal(said(), "12 words are too few for a profile.");
  kernel.answer("learn-voice", () => ({ text: "Learned." }));
  await learn(new File(["Mine."], "a.md"), new File(["Too."], "b.txt"));
  assert.equal(said(), "Learned.");
  const sent = {
    files: [
      { name: "a.md", content: btoa("Mine.") },
      { name: "b.txt", content: btoa("Too.") },
    ],
    name: "my voice",
  };
  assert.deepEqual(kernel.of("learn-voice").at(-1), sent);
  named(dialog, "Close").click();
  assert.equal(document.activeElement, bar);
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
