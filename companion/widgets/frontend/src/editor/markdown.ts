// Markdown as prose: marks stay quiet, headings hang their hashes in the margin, paragraphs
// carry the voice bar at their side.

import { commonmarkLanguage, markdownKeymap, pasteURLAsLink } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import { Decoration, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { lineDecorations } from "./line-decorations";

const highlight = HighlightStyle.define([
  { tag: tags.heading1, class: "cp-h1" },
  { tag: tags.heading2, class: "cp-h2" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "cp-h3" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strong, fontWeight: "650" },
  { tag: tags.monospace, class: "cp-code" },
  {
    tag: [tags.processingInstruction, tags.url, tags.labelName, tags.contentSeparator],
    class: "cp-quiet",
  },
  { tag: tags.link, class: "cp-link" },
  { tag: tags.quote, class: "cp-quote" },
]);

const HEADING = /^(#{1,6})\s/;
const blank = Decoration.line({ class: "cp-blank" });
const prose = Decoration.line({ class: "cp-prose" });
const heading = [1, 2, 3, 4, 5, 6].map((n) =>
  Decoration.line({ class: `cp-heading cp-heading-${n}` }),
);

const lines = lineDecorations((line) => {
  const hashes = HEADING.exec(line.text)?.[1];
  return hashes ? heading[hashes.length - 1]! : line.text.trim() ? prose : blank;
});

export const prosaicMarkdown: Extension = [
  // What `markdown()` is but for languages inside it: with those of HTML, its scripts and its style
  // sheets would come into the bundle, and a closing tag into the draft that nobody has typed.
  commonmarkLanguage,
  pasteURLAsLink,
  Prec.high(keymap.of(markdownKeymap)),
  syntaxHighlighting(highlight),
  lines,
  EditorState.tabSize.of(4),
];
