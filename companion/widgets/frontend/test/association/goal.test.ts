// How far a sitting is: shown all the time, or kept quiet until the end.

import "../support/browser";
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Goal } from "../../src/association/goal";
import { SessionOptionsForm } from "../../src/association/session-options";
import type { SessionOptions } from "../../src/core/protocol";
import { settle } from "../support/browser";

const OPTIONS: SessionOptions = {
  goal_words: 0,
  minutes: null,
  backspace: null,
  pause_seconds: 4,
  hide_count: false,
  sparks: 3,
};

test("words count toward the goal, never beyond the whole bar", () => {
  const goal = new Goal();
  for (const [goal_words, words, text, done] of [
    [0, 1, "1 word", "0"],
    [0, 2, "2 words", "0"],
    [200, 50, "50 of 200 words", "25"],
    [200, 500, "500 of 200 words", "100"],
  ] as const) {
    goal.show({ ...OPTIONS, goal_words }, words);
    assert.equal(goal.count.textContent, text);
    assert.equal(goal.bar.getAttribute("aria-valuenow"), done);
    assert.equal(goal.bar.hidden, goal_words === 0);
  }
});

test("a hidden count shows when the goal is reached, and is not hidden where there is none", () => {
  const goal = new Goal();
  const shown = (goal_words: number, words: number) => {
    goal.show({ ...OPTIONS, goal_words, hide_count: true }, words);
    return goal.count.textContent;
  };
  assert.equal(shown(10, 9), "");
  assert.equal(shown(10, 10), "10 of 10 words");
  assert.equal(shown(0, 9), "9 words");
});

test("the timer starts with the first word and ends with its minutes", () => {
  mock.timers.enable({ apis: ["setInterval", "Date"], now: 1_000_000 });
  try {
    const goal = new Goal();
    goal.show({ ...OPTIONS, minutes: 2 }, 0);
    mock.timers.tick(600_000);
    assert.equal(goal.count.textContent, "0 words · 2 min left");
    goal.typed();
    mock.timers.tick(61_000);
    assert.equal(goal.count.textContent, "0 words · 1 min left");
    mock.timers.tick(60_000);
    assert.equal(goal.count.textContent, "0 words · time");
    goal.restart();
    goal.show({ ...OPTIONS, minutes: 2 }, 5);
    assert.equal(goal.count.textContent, "5 words · 2 min left");
  } finally {
    mock.timers.reset();
  }
});

test("an empty field means no limit, a bad one changes nothing", () => {
  const changes: Partial<SessionOptions>[] = [];
  const form = new SessionOptionsForm((change) => changes.push(change));
  form.show({ ...OPTIONS, goal_words: 500, minutes: 10 });
  const inputs = [...form.element.querySelectorAll("input")];
  assert.deepEqual(inputs.map((i) => i.value).slice(0, 4), ["500", "10", "", "4"]);
  const put = (at: number, value: string) => {
    inputs[at]!.value = value;
    inputs[at]!.dispatchEvent(new window.Event("change"));
  };
  put(0, "");
  put(1, "");
  put(2, "0");
  put(3, "");
  put(1, "-5"); // fewer than one
  put(1, "25");
  inputs[4]!.checked = true;
  inputs[4]!.dispatchEvent(new window.Event("change"));
  assert.deepEqual(changes, [
    { goal_words: 0 },
    { minutes: null },
    { backspace: 0 },
    { pause_seconds: 4 },
    { minutes: 25 },
    { hide_count: true },
  ]);
});

test("every option comes back as it was shown", async () => {
  const changes: Partial<SessionOptions>[] = [];
  const form = new SessionOptionsForm((change) => changes.push(change));
  for (const options of [OPTIONS, { ...OPTIONS, goal_words: 9, minutes: 3, backspace: 0 }]) {
    form.show(options);
    changes.length = 0;
    for (const input of form.element.querySelectorAll("input")) {
      input.dispatchEvent(new window.Event("change"));
    }
    await settle();
    assert.deepEqual({ ...options, ...Object.assign({}, ...changes) }, options);
  }
});
