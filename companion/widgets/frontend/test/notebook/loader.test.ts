// The code of the parts in a notebook is loaded once, and again where that failed.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import loader from "../../src/loader";

function context(source: string, build: string) {
  const traits: Record<string, string> = { source, style: ".x {}", build };
  const bundle = { get: (name: string) => traits[name]! };
  const model = {
    get: () => "IPY_MODEL_1",
    widget_manager: { get_model: async () => bundle },
  };
  return { model, el: document.createElement("div") } as never as Parameters<
    typeof loader.render
  >[0];
}

const DRAWS =
  "export default { render: ({ el }) => { el.textContent = 'drawn'; return () => {}; } }";

test("what failed to load is loaded anew, and what was loaded is not", async () => {
  const { createObjectURL, revokeObjectURL } = URL;
  let imports = 0;
  URL.createObjectURL = ((_: Blob) => {
    imports++;
    return `data:text/javascript,${encodeURIComponent(imports === 1 ? "no code (" : DRAWS)}`;
  }) as typeof createObjectURL;
  URL.revokeObjectURL = () => {};
  try {
    await assert.rejects(loader.render(context("", "a")));
    for (const _ of [1, 2]) {
      const part = context("", "a");
      await loader.render(part);
      assert.equal((part as { el: HTMLElement }).el.textContent, "drawn");
    }
    assert.equal(imports, 2);
    assert.equal(document.querySelectorAll("style").length, 1);
  } finally {
    Object.assign(URL, { createObjectURL, revokeObjectURL });
  }
});
