// A browser whose database fails or does not answer must not keep the draft from opening.
// That it keeps what is put in is tested in a browser, with real kills.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { IndexedMirror } from "../../src/editor/indexed-mirror";

type Request = { onsuccess?: () => void; onerror?: () => void; error?: Error };
const factory = (open: (request: Request) => void) =>
  ({
    open: () => {
      const request: Request = {};
      queueMicrotask(() => open(request));
      return request;
    },
  }) as unknown as IDBFactory;

test("without a database, or with one that fails, there is nothing, and nothing is thrown", async () => {
  const failing = factory((request) => {
    request.error = new Error("blocked");
    request.onerror?.();
  });
  for (const mirror of [new IndexedMirror(undefined), new IndexedMirror(failing)]) {
    mirror.set("a", "1");
    mirror.remove("a");
    assert.deepEqual(await mirror.all(""), new Map());
  }
});

test("a database that does not answer is not waited for", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const all = new IndexedMirror(factory(() => {})).all("a");
    mock.timers.tick(60_000);
    assert.deepEqual(await all, new Map());
  } finally {
    mock.timers.reset();
  }
});
