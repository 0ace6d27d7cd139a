// Looks of whole lines, drawn for those in sight.

import { type Extension, type Line, RangeSetBuilder } from "@codemirror/state";
import {
  type Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

/** Gives each line the look that `look` has for it. */
export function lineDecorations(look: (line: Line) => Decoration): Extension {
  const visible = (view: EditorView): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to } of view.visibleRanges) {
      for (let at = from; at <= to; ) {
        const line = view.state.doc.lineAt(at);
        builder.add(line.from, line.from, look(line));
        at = line.to + 1;
      }
    }
    return builder.finish();
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = visible(view);
      }
      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) this.decorations = visible(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
