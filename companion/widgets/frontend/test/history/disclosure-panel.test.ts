// The statement can be had for each venue, and copied where the browser allows it.

import "../support/browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DisclosurePanel } from "../../src/history/disclosure-panel";
import { labelled, named, settle, show } from "../support/browser";
import { Kernel } from "../support/kernel";

const VENUES = [
  ["generic", "anywhere"],
  ["acl", "ACL"],
];

test("it is asked anew for the venue that is chosen", async () => {
  const kernel = new Kernel(
    {},
    {
      disclosure: ({ venue }) => ({
        title: "",
        text: `for ${venue}`,
        advice: "Say so.",
        facts: [["changes accepted", "3"]],
        venues: VENUES,
      }),
    },
  );
  const panel = new DisclosurePanel(kernel.channel());
  show(panel.element);
  await panel.load();
  const text = labelled<HTMLTextAreaElement>(panel.element, "Statement");
  assert.equal(text.value, "for generic");
  const venue = labelled<HTMLSelectElement>(panel.element, "Where it goes");
  assert.deepEqual(
    [...venue.options].map((o) => o.value),
    ["generic", "acl"],
  );
  venue.value = "acl";
  venue.dispatchEvent(new window.Event("change"));
  await settle();
  assert.equal(text.value, "for acl");
  assert.equal(venue.options.length, 2);
  assert.match(panel.element.textContent!, /changes accepted3/);
  named(panel.element, "Copy").click(); // jsdom has no clipboard: as where it is forbidden
  await settle();
  assert.match(panel.element.textContent!, /press Ctrl\+C/);
});

test("what goes wrong is said", async () => {
  const kernel = new Kernel(
    {},
    {
      disclosure: () => {
        throw new Error("the history cannot be read");
      },
    },
  );
  const panel = new DisclosurePanel(kernel.channel());
  await panel.load();
  assert.match(panel.element.textContent!, /the history cannot be read/);
});
