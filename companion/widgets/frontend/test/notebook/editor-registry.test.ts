// Parts of one session find its editor, in whatever order the cells are run.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ViewUpdate } from "@codemirror/view";
import type { DraftEditor } from "../../src/editor/draft-editor";
import { EditorRegistry, type Follower } from "../../src/notebook/editor-registry";
import { seeded } from "../support/random";

const editor = (name: string) => ({ name }) as unknown as DraftEditor;

test("any order of opening, following and leaving attaches each part to the last editor of its session", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = seeded(seed);
    const registry = new EditorRegistry();
    const open: Record<string, DraftEditor[]> = { a: [], b: [] };
    const attached: Record<string, Map<object, DraftEditor | null>> = {
      a: new Map(),
      b: new Map(),
    };
    const ends: (() => void)[] = [];
    for (let i = 0; i < 30; i++) {
      const session = random(2) ? "a" : "b";
      if (random(3) === 0 && ends.length) ends.splice(random(ends.length), 1)[0]!();
      else if (random(2)) {
        const made = editor(`${session}${i}`);
        const leave = registry.open(session, made);
        open[session]!.push(made);
        ends.push(() => {
          open[session] = open[session]!.filter((one) => one !== made);
          leave();
        });
      } else {
        const part: Follower = { attach: (now) => void attached[session]!.set(part, now) };
        const leave = registry.follow(session, part);
        ends.push(() => {
          attached[session]!.delete(part);
          leave();
        });
      }
      for (const name of ["a", "b"]) {
        const wanted = open[name]!.at(-1) ?? null;
        for (const now of attached[name]!.values()) assert.equal(now, wanted, `seed ${seed}`);
      }
    }
    for (const end of ends) end();
    assert.equal(registry.size, 0);
  }
});

test("only the editor that was opened last is followed", () => {
  const registry = new EditorRegistry();
  const [one, two] = [editor("1"), editor("2")];
  const seen: unknown[] = [];
  registry.follow("s", { attach: () => {}, update: (update) => seen.push(update) });
  registry.open("s", one);
  registry.open("s", two);
  registry.update("s", one, "first" as unknown as ViewUpdate);
  registry.update("s", two, "second" as unknown as ViewUpdate);
  registry.update("other", two, "third" as unknown as ViewUpdate);
  assert.deepEqual(seen, ["second"]);
});

test("the author is taken to the first part that shows a suggestion", () => {
  const registry = new EditorRegistry();
  const asked: string[] = [];
  for (const name of ["hidden", "shown", "later"]) {
    registry.follow("s", {
      attach: () => {},
      focus: () => {
        asked.push(name);
        return name === "shown";
      },
    });
  }
  registry.follow("s", { attach: () => {} });
  registry.focus("s", "x");
  registry.focus("other", "x");
  assert.deepEqual(asked, ["hidden", "shown"]);
});
