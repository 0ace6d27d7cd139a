// How suggestions look in the text: the author's words struck, the proposed ones beside them.
// These are decorations only; the document keeps the author's words until one is accepted.

import { type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { h, spoken } from "../core/dom";
import type { Suggestion } from "../core/protocol";
import { isVisible, selectSuggestion, suggestionField } from "./suggestion-state";

class Insertion extends WidgetType {
  constructor(
    readonly id: string,
    readonly text: string,
    readonly replaces: boolean,
    readonly current: boolean,
    readonly held: boolean,
  ) {
    super();
  }
  override eq(other: Insertion): boolean {
    return (
      other.id === this.id &&
      other.text === this.text &&
      other.current === this.current &&
      other.held === this.held
    );
  }
  toDOM(): HTMLElement {
    return h(
      "ins",
      { class: markClass(this.current, this.held), "data-suggestion": this.id },
      spoken(this.replaces ? " suggested instead: " : " suggested insertion: "),
      this.text.replace(/\n/g, "↵"),
      spoken(" "),
    );
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

class SpokenMark extends WidgetType {
  constructor(readonly text: string) {
    super();
  }
  override eq(other: SpokenMark): boolean {
    return other.text === this.text;
  }
  toDOM(): HTMLElement {
    return spoken(this.text);
  }
}

const spokenDeletion = (side: number) =>
  Decoration.widget({ widget: new SpokenMark(" suggested deletion: "), side });
const beforeDeletion = spokenDeletion(-1);
/** Where a suggestion ends at the same place, whose insertion comes first. */
const afterInsertion = spokenDeletion(2);

const markClass = (current: boolean, held: boolean) =>
  ["cp-mark", current && "cp-now", held && "cp-held-mark"].filter(Boolean).join(" ");

function build(items: readonly Suggestion[], current: string | null): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let end = -1;
  for (const s of items) {
    const now = s.id === current;
    const held = s.verdict === "held";
    if (s.start < s.end) {
      builder.add(s.start, s.start, s.start === end ? afterInsertion : beforeDeletion);
      builder.add(
        s.start,
        s.end,
        Decoration.mark({
          tagName: "del",
          class: markClass(now, held),
          attributes: { "data-suggestion": s.id },
        }),
      );
    }
    if (s.after) {
      const widget = new Insertion(s.id, s.after, s.start < s.end, now, held);
      builder.add(s.end, s.end, Decoration.widget({ widget, side: 1 }));
    }
    end = s.end;
  }
  return builder.finish();
}

/** Overlapping suggestions cannot both be drawn: the first one stands, the others wait. */
function drawable(items: readonly Suggestion[]): Suggestion[] {
  let end = -1;
  return items.filter((s) => {
    if (s.start < end) return false;
    end = Math.max(s.end, s.start + 1);
    return true;
  });
}

export const suggestionMarks: Extension = [
  EditorView.decorations.compute([suggestionField], (state) => {
    const field = state.field(suggestionField);
    return build(drawable(field.items.filter((s) => isVisible(field, s))), field.current);
  }),
  EditorView.domEventHandlers({
    mousedown(event, view) {
      const target = (event.target as Element).closest?.("[data-suggestion]");
      const id = target?.getAttribute("data-suggestion");
      if (id) view.dispatch({ effects: selectSuggestion.of(id) });
      return false;
    },
  }),
];
