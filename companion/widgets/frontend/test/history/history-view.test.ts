// Every kept version can be found, named, noted and erased; what fails is said.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { HistoryView } from "../../src/history/history-view";
import { labelled, named, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";

const version = (ref: number, title: string, more = {}) => ({
  ref,
  title,
  name: title,
  note: "",
  at: "2026-03-01T14:02:00",
  reason: "kept",
  maker: "",
  source: "",
  words: 1234,
  ...more,
});
const VERSIONS = [
  version(1, "first"),
  version(2, "after reading aloud", { note: "shorter", maker: "Ada" }),
  version(3, "sitting", { name: "", reason: "sitting" }),
];

async function open(handlers = {}) {
  const kernel = new Kernel({}, { history: () => ({ versions: VERSIONS }), ...handlers });
  const compared: unknown[] = [];
  const view = new HistoryView(kernel.channel(), (ref) => compared.push(ref));
  show(view.element);
  await view.show();
  const titles = () => [...view.element.querySelectorAll("li b")].map((b) => b.textContent);
  const said = () => labelled(view.element, "History").textContent;
  return { kernel, view, compared, titles, said, element: view.element };
}

test("versions are found by any word of what is known of them", async () => {
  const { element, titles, said } = await open();
  assert.equal(said(), "3 versions");
  const filter = labelled<HTMLInputElement>(element, "Filter versions");
  for (const [wanted, found] of [
    ["ALOUD", 1],
    ["ada", 1],
    ["shorter", 1],
    ["2026-03", 3],
    ["nothing like it", 0],
  ] as const) {
    filter.value = ` ${wanted} `;
    filter.dispatchEvent(new window.Event("input"));
    assert.equal(titles().length, found, wanted);
    assert.equal(said(), found === 3 ? "3 versions" : `${found} of 3 versions`);
  }
});

test("what is typed in the dialog is sent; cancelled, nothing is", async () => {
  const { kernel, element } = await open({ "rename-version": () => null });
  named(element, "Rename: first").click();
  const input = labelled<HTMLInputElement>(element.querySelector("dialog")!, "Name");
  assert.equal(input.value, "first");
  named(element, "Cancel").click();
  assert.equal(element.querySelector("dialog"), null);
  named(element, "Rename: first").click();
  labelled<HTMLInputElement>(element.querySelector("dialog")!, "Name").value = "1st";
  const form = element.querySelector("dialog form")!;
  form.dispatchEvent(new window.Event("submit", { cancelable: true }));
  await settle();
  assert.deepEqual(kernel.of("rename-version"), [{ version: 1, name: "1st" }]);
  assert.equal(kernel.of("history").length, 2);
});

test("nothing is erased without a yes", async () => {
  const { kernel, element } = await open({ "delete-version": () => null });
  named(element, "Delete: sitting").click();
  assert.deepEqual(kernel.of("delete-version"), []);
  assert.match(element.querySelector("dialog")!.textContent!, /erased from the history for good/);
  const form = element.querySelector("dialog form")!;
  form.dispatchEvent(new window.Event("submit", { cancelable: true }));
  await settle();
  assert.deepEqual(kernel.of("delete-version"), [{ version: 3 }]);
});

test("a pasted version is sent byte by byte, and stays there if that fails", async () => {
  let fail = true;
  const text = `“Shálom שלום 👩‍👧”\n${"word ".repeat(20_000)}`;
  const { kernel, element, said } = await open({
    "import-version": () => {
      if (fail) throw new Error("it is not a text");
    },
  });
  const pasted = labelled<HTMLTextAreaElement>(element, "Paste a version");
  for (const left of [text, ""]) {
    pasted.value = text;
    named(element, "Import the pasted text").click();
    await settle();
    assert.equal(pasted.value, left);
    if (fail) assert.equal(said(), "it is not a text");
    fail = false;
  }
  const sent = Buffer.from(String(kernel.of("import-version")[1]!.content), "base64");
  assert.equal(sent.toString("utf8"), text);
});

test("nothing is sent of an empty paste, or of a file that is too large", async () => {
  const { kernel, element, said } = await open();
  named(element, "Import the pasted text").click();
  const file = labelled<HTMLInputElement>(element, "File to import");
  Object.defineProperty(file, "files", { value: [{ name: "book.docx", size: 8_000_000 }] });
  file.dispatchEvent(new window.Event("change"));
  await settle();
  assert.deepEqual(kernel.of("import-version"), []);
  assert.match(said()!, /book\.docx is too large/);
});

test("a version is compared by its number", async () => {
  const { element, compared } = await open();
  named(element, "Compare: after reading aloud").click();
  assert.deepEqual(compared, [2]);
});
