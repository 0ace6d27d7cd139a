// A cell of the notebook is changed only where it still holds what was run.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { WriteBack } from "../../src/notebook/write-back";
import { labelled, named, settle } from "../support/browser";
import { Kernel } from "../support/kernel";

function open(source: string | null) {
  const kernel = new Kernel(
    { of_cell: true },
    {
      "write-back": () => ({
        cell: "c1",
        expected: "%%companion\nold",
        source: "%%companion\nnew",
      }),
      "write-later": () => null,
      written: () => null,
    },
  );
  const cell = { source, writes: 0 };
  if (source !== null) {
    const sharedModel = {
      getSource: () => cell.source,
      setSource: (text: string) => {
        cell.source = text;
        cell.writes++;
      },
    };
    const cells = [
      { id: "other", sharedModel: {} },
      { id: "c1", sharedModel },
    ];
    kernel.widget_manager = { context: { model: { cells } } };
  }
  const part = new WriteBack(kernel.channel());
  const write = async () => {
    named(part.element, "Write into the cell").click();
    await settle();
    return labelled(part.element, "Cell").textContent;
  };
  return { kernel, cell, write };
}

test("the cell that was run takes the text, and Python is told", async () => {
  const { kernel, cell, write } = open("%%companion\nold");
  assert.equal(await write(), "");
  assert.equal(cell.source, "%%companion\nnew");
  assert.deepEqual(kernel.of("written"), [{ source: "%%companion\nnew" }]);
});

test("a cell that was changed since is left alone", async () => {
  const { kernel, cell, write } = open("%%companion\nedited");
  assert.match((await write())!, /changed after it was run/);
  assert.equal(cell.writes, 0);
  assert.deepEqual(kernel.of("written"), []);
});

test("where the notebook is out of reach, it is done when the cell is run again", async () => {
  const { kernel, write } = open(null);
  assert.match((await write())!, /Run this cell once more/);
  assert.equal(kernel.of("write-later").length, 1);
});
