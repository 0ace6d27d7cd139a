// Requests are answered once, by their own answer, or fail in a way that says what happened.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { ConnectionLost, RequestFailed } from "../../src/core/channel";
import { Kernel } from "../support/kernel";

test("a request resolves with its own answer, whatever the order of answers", async () => {
  const kernel = new Kernel();
  const channel = kernel.channel();
  const answers = [channel.request("facts"), channel.request("history"), channel.request("facts")];
  const ids = kernel.sent.map((message) => message.id);
  assert.equal(new Set(ids).size, 3);
  for (const i of [2, 0, 1]) {
    kernel.emit("msg:custom", { id: ids[i], ok: true, result: i });
    kernel.emit("msg:custom", { id: ids[i], ok: true, result: "again" });
  }
  assert.deepEqual(await Promise.all(answers), [0, 1, 2]);
});

test("two views of one model do not take each other's answers", async () => {
  const kernel = new Kernel({}, { facts: () => "yes" });
  const [one, other] = [kernel.channel(), kernel.channel()];
  assert.deepEqual(await Promise.all([one.request("facts"), other.request("facts")]), [
    "yes",
    "yes",
  ]);
  assert.equal(new Set(kernel.sent.map((message) => message.id)).size, 2);
});

test("an error comes in Python's words; no answer, or no way to send, is a lost connection", async () => {
  const kernel = new Kernel(
    {},
    {
      save: () => {
        throw new Error("this page belongs to another session: reload it");
      },
    },
  );
  const channel = kernel.channel();
  await assert.rejects(channel.request("save"), (error) => {
    assert.ok(error instanceof RequestFailed);
    assert.equal(error.message, "this page belongs to another session: reload it");
    return true;
  });
  kernel.down = true;
  await assert.rejects(channel.request("save"), ConnectionLost);
  channel.post("save"); // does not throw
});

test("a request that is not answered in time fails, and a late answer does no harm", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const kernel = new Kernel();
    const channel = kernel.channel();
    const asked = channel.request("facts", {}, { timeout: 50 });
    const patient = channel.request("facts", {}, { timeout: 0 });
    mock.timers.tick(10_000_000);
    await assert.rejects(asked, ConnectionLost);
    for (const { id } of kernel.sent) kernel.emit("msg:custom", { id, ok: true, result: 1 });
    assert.equal(await patient, 1);
  } finally {
    mock.timers.reset();
  }
});

test("a request that is given up is cancelled in Python by its id", async () => {
  const kernel = new Kernel();
  const abort = new AbortController();
  void kernel.channel().request("model-check", {}, { timeout: 0, signal: abort.signal });
  abort.abort();
  assert.deepEqual(kernel.sent[1], { id: kernel.sent[0]!.id, kind: "cancel" });
});

test("events go to those who listen, traits to those who are there late too", () => {
  const kernel = new Kernel({ draft_name: "a" });
  const channel = kernel.channel();
  const heard: unknown[] = [];
  const stop = channel.on("updates", (message) => heard.push(message.revision));
  kernel.say("updates", { revision: 1 });
  kernel.say("other", { revision: 2 });
  for (const noise of [null, undefined, 7, "x", {}, { id: "unknown", ok: true }]) {
    kernel.emit("msg:custom", noise);
  }
  stop();
  kernel.say("updates", { revision: 3 });
  const end = channel.trait("draft_name", (name) => heard.push(name));
  kernel.set("draft_name", "b");
  end();
  kernel.set("draft_name", "c");
  assert.deepEqual(heard, [1, "a", "b"]);
});

test("a channel that is closed lets nothing wait, and listens no more", async () => {
  const kernel = new Kernel();
  const channel = kernel.channel();
  const asked = channel.request("facts");
  channel.trait("draft_name", () => {});
  channel.close();
  await assert.rejects(asked, ConnectionLost);
  assert.equal(kernel.listening, 0);
});

test("a notebook that lost its kernel is heard as an event", () => {
  const kernel = new Kernel();
  let gone = 0;
  kernel.channel().on("kernel-gone", () => gone++);
  kernel.emit("comm_live_update", undefined);
  assert.equal(gone, 1);
});
