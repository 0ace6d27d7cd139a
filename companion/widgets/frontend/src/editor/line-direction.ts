// Each line is written in the direction of its own first letter, left to right or right to left.

import type { Extension } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { lineDecorations } from "./line-decorations";

const automatic = Decoration.line({ attributes: { dir: "auto" } });

export const lineDirections: Extension = [
  EditorView.perLineTextDirection.of(true),
  lineDecorations(() => automatic),
];
