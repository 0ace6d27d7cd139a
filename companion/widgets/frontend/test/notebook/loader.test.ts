// What a widget in a notebook carries: it loads the code that all of them share, once a build.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { h } from "../../src/core/dom";
import loader from "../../src/loader";
import { settle } from "../support/browser";
import { Kernel } from "../support/kernel";

// Node imports nothing from a Blob: here its address is its text.
const addresses: string[] = [];
const revoked: string[] = [];
Object.assign(globalThis, {
  Blob: class {
    constructor(readonly parts: string[]) {}
  },
});
Object.assign(URL, {
  createObjectURL: ({ parts }: { parts: string[] }) => {
    addresses.push(`data:text/javascript,${encodeURIComponent(parts.join(""))}`);
    return addresses.at(-1);
  },
  revokeObjectURL: (address: string) => revoked.push(address),
});

/** A notebook whose bundles are these, by the id of their model. */
function notebook(bundles: Record<string, { build: string; source: string; style: string }>) {
  const asked: string[] = [];
  const widget_manager = {
    get_model: async (id: string) => {
      asked.push(id);
      const found = bundles[id];
      if (!found) throw new Error(`no model ${id}`);
      return { get: (name: keyof typeof found) => found[name] };
    },
  };
  const widget = (id: string) => {
    const kernel = new Kernel({ bundle: `IPY_MODEL_${id}` });
    return { model: Object.assign(kernel, { widget_manager }), el: h("div") };
  };
  return { asked, widget };
}

/** Code that writes into its element how often code of its kind ran. */
const code = (name: string) => `
const count = (globalThis.ran ??= {});
count.${name} = (count.${name} ?? 0) + 1;
const text = "${name} " + count.${name};
export default { render: ({ el }) => { el.textContent = text; return () => { el.textContent = ""; }; } };`;

const styles = () => [...document.head.querySelectorAll("style")].map((s) => s.textContent);

test("all widgets of a build share one run of the code and one style; another build has its own", async () => {
  const { asked, widget } = notebook({
    old: { build: "1", source: code("one"), style: ".one {}" },
    same: { build: "1", source: "throw new Error('not again')", style: "" },
    fresh: { build: "2", source: code("two"), style: ".two {}" },
  });
  const widgets = ["old", "old", "same", "fresh"].map(widget);
  const ends = await Promise.all(widgets.map((one) => loader.render(one)));
  assert.deepEqual(asked, ["old", "old", "same", "fresh"]);
  assert.deepEqual(
    widgets.map(({ el }) => el.textContent),
    ["one 1", "one 1", "one 1", "two 1"],
  );
  assert.deepEqual(styles(), [".one {}", ".two {}"]);
  ends[0]!();
  assert.deepEqual(
    widgets.map(({ el }) => el.textContent),
    ["", "one 1", "one 1", "two 1"],
  );
  await settle();
  assert.deepEqual(revoked.sort(), addresses.sort());
});

test("a widget whose bundle is not there says so, and keeps no other from loading", async () => {
  const { widget } = notebook({ here: { build: "3", source: code("three"), style: "" } });
  await assert.rejects(loader.render(widget("gone")), /no model gone/);
  const found = widget("here");
  await loader.render(found);
  assert.equal(found.el.textContent, "three 1");
});

test("what failed to load is loaded anew", async () => {
  const bundles = { here: { build: "4", source: "no code (", style: ".four {}" } };
  const { widget } = notebook(bundles);
  await assert.rejects(loader.render(widget("here")));
  bundles.here.source = code("four");
  const found = widget("here");
  await loader.render(found);
  assert.equal(found.el.textContent, "four 1");
  assert.equal(styles().filter((style) => style === ".four {}").length, 1);
});
