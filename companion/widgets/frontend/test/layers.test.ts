// Folders know only those below them, and each module is in a folder that is named here.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";

/** From the bottom up; those on one line do not know each other. */
const LAYERS = [
  ["core"],
  ["voice", "association"],
  ["suggestions"],
  ["editor"],
  ["compare"],
  ["history"],
  ["notebook"],
  ["dashboard"],
];
/** What the browser loads. */
const ENTRIES = ["index.ts", "loader.ts"];

test("modules import from their own folder or from one below", () => {
  const layer = new Map(LAYERS.flatMap((folders, i) => folders.map((f) => [f, i] as const)));
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((f) =>
    f.endsWith(".ts"),
  );
  let imports = 0;
  for (const file of files) {
    const folder = dirname(file);
    if (folder === ".") {
      assert.ok(ENTRIES.includes(file), `${file} belongs into a folder`);
      continue;
    }
    const here = layer.get(folder);
    assert.notEqual(here, undefined, `${folder} is in no layer`);
    for (const [, path] of readFileSync(join("src", file), "utf8").matchAll(/from "(\.[^"]+)"/g)) {
      const other = dirname(relative("src", join("src", folder, path!)));
      imports++;
      if (other === folder) continue;
      assert.ok(layer.get(other)! < here!, `${file} imports from ${other}`);
    }
  }
  assert.ok(imports > 100);
});
