// The browser's copy of unsaved words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import { Backup, type Mirror, type SyncState } from "../../src/editor/backup";

function storage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (i: number) => [...items.keys()][i] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as unknown as Storage;
}

/** Locks of one browser, in which many pages live. */
function locks(): LockManager {
  const held = new Set<string>();
  return {
    request: async (name: string, work: () => Promise<void>) => {
      held.add(name);
      await work();
      held.delete(name);
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  } as unknown as LockManager;
}

const of = (text: string) => Text.of(text.split("\n"));

function standing(more: Partial<SyncState> = {}): SyncState {
  return {
    session: "s1",
    client: "page-1",
    revision: 3,
    first: 2,
    pending: [[3, [0, " two"]]],
    base: of("one"),
    adrift: false,
    ...more,
  };
}

test("unsaved words are kept with the revision they stand on, until they are saved", async () => {
  const place = storage();
  const browser = locks();
  const backup = new Backup("d1", place, null, browser);
  backup.start(() => standing(), null);
  backup.markChanged(of("one two"));
  backup.write(true);
  backup.close();
  await Promise.resolve();
  const [copy] = await new Backup("d1", place, null, browser).read();
  const { key, ...rest } = copy!;
  assert.match(key, /^companion-unsaved-d1-/);
  assert.deepEqual(rest, {
    session: "s1",
    client: "page-1",
    version: 3,
    first: 2,
    pending: [[3, [0, " two"]]],
    base: "one",
    text: "one two",
  });
  assert.deepEqual(await new Backup("d2", place, null, browser).read(), []);
  new Backup("d1", place, null, browser).forget([key]);
  assert.deepEqual(await new Backup("d1", place, null, browser).read(), []);
  backup.markChanged(of("one two"));
  backup.markSaved();
  backup.write(true);
  assert.equal(place.length, 0);
});

test("the copy of a page that lives is left to it, unless it has lost its Python", async () => {
  const place = storage();
  const browser = locks();
  const backup = new Backup("d", place, null, browser);
  const here = standing();
  backup.start(() => here, null);
  backup.markChanged(of("one two"));
  backup.write(false);
  const other = new Backup("d", place, null, browser);
  assert.deepEqual(await other.read(), []);
  here.adrift = true;
  backup.markChanged(of("one two three"));
  backup.write(true);
  assert.deepEqual(
    (await other.read()).map((copy) => copy.text),
    ["one two three"],
  );
});

test("of what two storages hold the later is read", async () => {
  const place = storage();
  const kept = new Map<string, string>();
  const mirror: Mirror = {
    all: async (prefix) => new Map([...kept].filter(([key]) => key.startsWith(prefix))),
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
  };
  const key = "companion-unsaved-d-x";
  const say = (at: number, version: number) => JSON.stringify({ at, session: "s", version });
  place.setItem(key, say(1, 4));
  kept.set(key, say(2, 5));
  assert.deepEqual(
    (await new Backup("d", place, mirror, locks()).read()).map((c) => c.version),
    [5],
  );
  place.setItem(key, say(3, 6));
  assert.deepEqual(
    (await new Backup("d", place, mirror, locks()).read()).map((c) => c.version),
    [6],
  );
  const backup = new Backup("d", place, mirror, locks());
  backup.forget([key]);
  assert.equal(kept.size + place.length, 0);
});

test("a long text is copied whole when the page goes, and its updates at every pause", async () => {
  const place = storage();
  const backup = new Backup("d", place, null, locks());
  const long = of("word ".repeat(100_000));
  backup.start(() => standing({ base: long }), null);
  const written = () => JSON.parse(place.getItem(place.key(0)!)!);
  backup.markChanged(long);
  backup.write(true);
  assert.equal(written().text.length, long.length);
  backup.markChanged(long);
  backup.write(false);
  assert.equal(written().text, undefined);
  assert.deepEqual(written().pending, standing().pending);
});

test("a damaged copy, or a full storage, does no harm", async () => {
  const place = storage();
  place.setItem("companion-unsaved-d-1", '{"text": 3');
  place.setItem("companion-unsaved-d-2", "7");
  const backup = new Backup("d", place, null, locks());
  assert.deepEqual(await backup.read(), []);
  place.setItem = () => {
    throw new Error("quota exceeded");
  };
  backup.start(() => standing(), null);
  backup.markChanged(of("b"));
  backup.write(true);
});
