// Each line is written in the direction of its own first letter, left to right or right to left.

import { Extension } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { eachLine } from "./line-decorations";

const automatic = Decoration.line({ attributes: { dir: "auto" } });

export const ownDirections: Extension = [
  EditorView.perLineTextDirection.of(true),
  eachLine(() => automatic),
];
