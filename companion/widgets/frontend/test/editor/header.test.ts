// The top line never says that something is saved that is not.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { h } from "../../src/core/dom";
import type { SaveState } from "../../src/core/protocol";
import { Header } from "../../src/editor/header";
import { labelled, press, show } from "../support/browser";
import { Kernel } from "../support/kernel";

const state = (name: SaveState["state"], message = "") => ({ state: name, at: "14:02", message });

function header(
  save = state("saved"),
  tabs: { id: string; name: string; panel: HTMLElement }[] = [],
) {
  const kernel = new Kernel({ draft_name: "essay.md", save_state: save, minutes: 3 });
  const made = new Header(kernel.channel(), tabs);
  show(made.element);
  return { kernel, made, said: () => labelled(made.element, "Saved").textContent! };
}

test("it says Saved only where Python has saved all and the connection stands", () => {
  const connections = ["connected", "lost", "gone", "restarted", "refused"] as const;
  for (const name of ["saved", "unsaved", "saving", "error", "kept"] as const) {
    for (const dirty of [false, true]) {
      for (const connection of connections) {
        const { made, said } = header(state(name, "the disk is full"));
        made.update({ dirty, connection });
        const saved = name === "saved" && !dirty && connection === "connected";
        assert.equal(/^Saved/.test(said()), saved, `${name} ${dirty} ${connection}: ${said()}`);
        const problem = connection !== "connected" || name === "error";
        const marked = labelled(made.element, "Saved").classList.contains("cp-problem");
        assert.equal(marked, problem);
        if (problem) assert.match(said(), /^Not saved/);
      }
    }
  }
});

test("words and minutes are counted in plain words", () => {
  const { kernel, made } = header();
  made.update({ words: 1 });
  assert.match(made.element.textContent!, /1 word · 3 min/);
  made.update({ words: 12345 });
  kernel.set("minutes", 4);
  assert.match(made.element.textContent!, /12,345 words · 4 min/);
});

test("one tab is open at a time; arrow keys go round", () => {
  const panels = ["write", "compare", "history"].map((id) => ({
    id,
    name: id,
    panel: h("section"),
  }));
  const { made } = header(state("saved"), panels);
  const tabs = [...made.element.querySelectorAll<HTMLElement>("[role=tab]")];
  const opened = () => panels.filter((p) => !p.panel.hidden).map((p) => p.id);
  assert.deepEqual(opened(), ["write"]);
  for (const [key, wanted] of [
    ["ArrowLeft", "history"],
    ["ArrowRight", "write"],
    ["ArrowRight", "compare"],
    ["x", "compare"],
  ] as const) {
    press(tabs.find((tab) => tab.tabIndex === 0)!, key);
    assert.deepEqual(opened(), [wanted]);
    const selected = tabs.filter((tab) => tab.getAttribute("aria-selected") === "true");
    assert.deepEqual(
      selected.map((tab) => tab.textContent),
      [wanted],
    );
    const panel = panels.find((p) => p.id === wanted)!.panel;
    assert.equal(panel.id, selected[0]!.getAttribute("aria-controls"));
    assert.equal(panel.getAttribute("aria-labelledby"), selected[0]!.id);
  }
  made.show("history");
  assert.deepEqual(opened(), ["history"]);
  made.show("unknown");
  assert.deepEqual(opened(), ["history"]);
});
