// The keys, once: the help shows what the lists obey.

import { openDialog } from "./dialog";
import { h } from "./dom";

const KEYS: readonly [where: string, rows: readonly [string, string][]][] = [
  [
    "In the draft",
    [
      ["F8 / Shift+F8", "next, previous suggestion"],
      ["Ctrl+. or ⌘.", "to the suggestion at the caret"],
      ["Ctrl+Z or ⌘Z", "undo, an accepted change too"],
      ["Ctrl+S or ⌘S", "save now (it saves by itself, too)"],
      ["Ctrl+F or ⌘F", "find"],
      ["Esc", "back to plain writing"],
    ],
  ],
  [
    "In the list of suggestions",
    [
      ["↑ ↓ or j k", "previous, next"],
      ["Enter or a", "accept"],
      ["x or Delete", "reject"],
      ["n", "never again"],
      ["u", "undo the last decision"],
      ["Esc", "back to the draft"],
      ["?", "these keys"],
    ],
  ],
  [
    "Where versions are compared",
    [
      ["j k", "next, previous difference"],
      ["t", "take it into the draft"],
      ["Ctrl+Z or ⌘Z", "take that back"],
    ],
  ],
];

/** Opens the help as a modal dialog; focus returns to where it was. */
export function showKeys(root: HTMLElement): void {
  const close = () => dialog.close();
  const dialog = h(
    "dialog",
    { class: "cp-help", "aria-label": "Keys" },
    h("h2", {}, "Keys"),
    ...KEYS.flatMap(([where, rows]) => [
      h("h3", {}, where),
      h(
        "dl",
        {},
        ...rows.flatMap(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)]),
      ),
    ]),
    h("button", { onclick: close, autofocus: true }, "Close"),
  );
  void openDialog(dialog, root);
}
