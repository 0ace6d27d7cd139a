// The browser's copy of unsaved words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import { Backup } from "../src/backup";

function storage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as unknown as Storage;
}

const of = (text: string) => Text.of(text.split("\n"));

test("unsaved words are kept with what they grew from, and let go once saved", () => {
  const place = storage();
  const backup = new Backup("d1", place);
  backup.markSaved(of("one"));
  assert.equal(backup.read(), null);
  backup.markChanged(of("one two"));
  backup.write();
  assert.deepEqual(new Backup("d1", place).read(), { base: "one", text: "one two" });
  assert.equal(new Backup("d2", place).read(), null);
  backup.markSaved(of("one two"));
  assert.equal(backup.read(), null);
});

test("a damaged copy, or a full storage, does no harm", () => {
  const place = storage();
  place.setItem("companion-unsaved-d", '{"text": 3');
  const backup = new Backup("d", place);
  assert.equal(backup.read(), null);
  place.setItem = () => {
    throw new Error("quota exceeded");
  };
  backup.markSaved(of("a"));
  backup.markChanged(of("b"));
  backup.write();
});
