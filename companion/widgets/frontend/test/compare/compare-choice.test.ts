// Whatever is picked, the versions that are compared are two to six, and none stands there twice.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_COLUMNS, nextColumn, picked, replaced } from "../../src/compare/compare-choice";
import type { Column, Ref } from "../../src/core/protocol";
import { pick, seeded } from "../support/random";

test("any run of picks keeps the choice in order", () => {
  const all: Ref[] = ["now", 1, 2, 3, 4, 5, 6, 7, 8];
  const columns = all.map((ref) => ({ ref }) as Column);
  for (let seed = 1; seed <= 100; seed++) {
    const random = seeded(seed);
    let refs: Ref[] = ["now", 8];
    for (let i = 0; i < 30; i++) {
      const ref = pick(random, all);
      const before = refs;
      refs = random(2)
        ? picked(refs, ref, random(2) === 1)
        : replaced(refs, random(refs.length), ref);
      assert.ok(refs.length >= 2 && refs.length <= MAX_COLUMNS, `seed ${seed}`);
      assert.equal(new Set(refs).size, refs.length);
      assert.ok(refs.every((one) => one === ref || before.includes(one)));
      const next = nextColumn(refs, columns);
      if (next !== null) assert.ok(!refs.includes(next));
      else assert.equal(refs.length, MAX_COLUMNS);
    }
  }
});
