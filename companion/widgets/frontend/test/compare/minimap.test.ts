// The strip beside a long text: ticks where the differences are, and a click goes there.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Minimap } from "../../src/compare/minimap";
import { h } from "../../src/core/dom";
import { show } from "../support/browser";
import { seeded } from "../support/random";

/** A text `height` high, of which `screen` are in sight, with marks at these places. */
function text(height: number, screen: number, marks: readonly number[]) {
  const element = show(h("div"));
  Object.defineProperties(element, {
    scrollHeight: { value: height },
    clientHeight: { value: screen },
  });
  element.getBoundingClientRect = () => ({ top: 100 }) as DOMRect;
  for (const [i, at] of marks.entries()) {
    const mark = h(i % 2 ? "ins" : "del", { "data-difference": `d${i}` });
    mark.getBoundingClientRect = () => ({ top: 100 + at - element.scrollTop }) as DOMRect;
    element.append(mark);
  }
  return element;
}

const percent = (value: string) => Number.parseFloat(value);

test("ticks stand where the marks do, wherever the text is scrolled to", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = seeded(seed);
    const height = 1000 + random(5000);
    const marks = Array.from({ length: random(20) }, () => random(height));
    const element = text(height, 300, marks);
    element.scrollTop = random(height - 300);
    const map = new Minimap(element);
    map.draw();
    const ticks = [...map.element.querySelectorAll<HTMLElement>(".cp-tick")];
    assert.equal(ticks.length, marks.length);
    for (const [i, tick] of ticks.entries()) {
      assert.ok(Math.abs(percent(tick.style.top) - (100 * marks[i]!) / height) < 0.01);
      assert.equal(tick.classList.contains("cp-tick-del"), i % 2 === 0);
    }
    map.close();
  }
});

test("the frame shows the part in sight and follows it", () => {
  const element = text(2000, 500, []);
  const map = new Minimap(element);
  map.draw();
  const { style } = map.element.querySelector<HTMLElement>(".cp-minimap-frame")!;
  assert.deepEqual([percent(style.top), percent(style.height)], [0, 25]);
  element.scrollTop = 1000;
  element.dispatchEvent(new window.Event("scroll"));
  assert.equal(percent(style.top), 50);
  map.close();
  element.scrollTop = 0;
  element.dispatchEvent(new window.Event("scroll"));
  assert.equal(percent(style.top), 50);
});

test("a click brings its place to the middle", () => {
  const element = text(2000, 500, []);
  const map = new Minimap(element);
  map.element.getBoundingClientRect = () => ({ top: 100, height: 400 }) as DOMRect;
  for (const [clientY, middle] of [
    [300, 1000],
    [400, 1500],
  ] as const) {
    map.element.dispatchEvent(new window.MouseEvent("click", { clientY }));
    assert.equal(element.scrollTop, middle - 250);
  }
});

test("a text of less than two screens, or one that is not shown, has no map", () => {
  for (const [height, screen, hidden] of [
    [999, 500, true],
    [1000, 500, false],
    [1000, 0, true],
  ] as const) {
    const map = new Minimap(text(height, screen, [1]));
    map.draw();
    assert.equal(map.element.hidden, hidden);
  }
});
