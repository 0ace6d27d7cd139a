// Every word of an association gets to Python, or stays in the browser until it does.

import "../support/browser";
import assert from "node:assert/strict";
import { after, afterEach, before, mock, test } from "node:test";
import { AssociationBackup } from "../../src/association/association-backup";
import { AssociationText } from "../../src/association/association-text";
import { h } from "../../src/core/dom";
import type { SentTurn } from "../../src/core/protocol";
import { settle, show } from "../support/browser";
import { Kernel, type Sent } from "../support/kernel";
import { pick, seeded } from "../support/random";

before(() => mock.timers.enable({ apis: ["setTimeout"] }));
after(() => mock.timers.reset());
afterEach(() => window.localStorage.clear());

/** Python's part: it takes what continues what it has, and says so where a page has other words. */
function sitting() {
  const state = { kept: "", seen: 0 };
  const write = ({ turns }: Sent) => {
    for (const [, text] of turns as SentTurn[]) {
      if (text === state.kept) continue;
      state.kept = text;
      state.seen++;
    }
    return { association: 1, seen: String(state.seen), turns: null };
  };
  return { state, write };
}

function open(write: (message: Sent) => unknown) {
  const kernel = new Kernel({}, { "association-write": write });
  const backup = new AssociationBackup("d", window.localStorage);
  const told: string[] = [];
  const text = new AssociationText(
    kernel.channel(),
    backup,
    show(h("div")),
    { association: null, seen: "", turns: [] },
    { onTyped: () => {}, onArrived: () => {}, onTrouble: (what) => told.push(what) },
  );
  const left = () => new AssociationBackup("d", window.localStorage).read();
  return { kernel, text, told, left };
}

test("whatever is lost on the way, the words end in Python, and only then leave the browser", async () => {
  for (let seed = 1; seed <= 10; seed++) {
    window.localStorage.clear();
    const random = seeded(seed);
    const { state, write } = sitting();
    const { kernel, text, left } = open(write);
    for (let i = 0; i < 25; i++) {
      kernel.down = random(4) === 0;
      text.append(pick(random, ["a", " word", "\n", "é", "👩‍👧"]));
      if (text.text !== state.kept) assert.equal(left()[0]?.turns[0]?.[1], text.text);
      if (random(2)) mock.timers.tick(2000);
      if (random(2)) await settle();
    }
    kernel.down = false;
    for (let i = 0; i < 4; i++) {
      mock.timers.tick(2000);
      await settle();
    }
    assert.equal(state.kept, text.text, `seed ${seed}`);
    assert.deepEqual(left(), []);
    text.close();
  }
});

test("a lost connection is said once it is, and taken back when it is not", async () => {
  const { kernel, text, told } = open(sitting().write);
  kernel.down = true;
  text.append("one");
  mock.timers.tick(1000);
  await settle();
  assert.match(told.at(-1)!, /connection is lost. Your words stay/);
  kernel.down = false;
  mock.timers.tick(2000);
  await settle();
  assert.equal(told.at(-1), "");
  text.close();
});

test("a page that goes sends without waiting, and leaves the words here too", async () => {
  const { kernel, text, left } = open(sitting().write);
  text.append("one");
  window.dispatchEvent(new window.Event("pagehide"));
  assert.deepEqual(kernel.of("association-write"), [
    { association: null, seen: "", turns: [[0, "one", 0]] },
  ]);
  assert.equal(left()[0]?.turns[0]?.[1], "one");
  text.close();
});

test("what another page wrote comes in, the caret at the end stays there", async () => {
  const turns = [{ speaker: "author", text: "theirs\nmine" }];
  const { text } = open(() => ({ association: 1, seen: "2", turns }));
  text.append("mine");
  await text.send();
  assert.equal(text.text, "theirs\nmine");
  assert.equal(text.view.state.selection.main.head, text.text.length);
  assert.equal(text.association, 1);
  text.endLine();
  text.endLine();
  assert.equal(text.text, "theirs\nmine\n");
  text.close();
});
