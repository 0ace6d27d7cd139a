// The boundaries between the Markdown cells of a notebook: seen as rules, never edited away.
//
// In the text a cell stands under a line `<!-- cell: ID -->` between empty lines. An edit that would
// touch one changes only what lies beside it; a boundary that is pasted comes in as nothing.

import {
  type ChangeSpec,
  EditorState,
  type Extension,
  StateField,
  type Text,
  type Transaction as Tr,
  Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { h } from "../core/dom";

/** What may not be touched: the line and the empty lines around it. `at` is where the line begins. */
interface Boundary {
  from: number;
  to: number;
  at: number;
}

const LINE = /^<!-- cell: .*? -->$/;
const PASTED = /(?:\n\n)?^<!-- cell: .*? -->$(?:\n\n)?/gm;

function find(doc: Text): Boundary[] {
  const found: Boundary[] = [];
  let at = 0;
  for (const line of doc.iterLines()) {
    if (LINE.test(line)) {
      const to = Math.min(at + line.length + 2, doc.length);
      found.push({ from: Math.max(0, at - 2), to, at });
    }
    at += line.length + 1;
  }
  return found;
}

const boundaries = StateField.define<readonly Boundary[]>({
  create: (state) => find(state.doc),
  update(found, tr) {
    if (!tr.docChanged) return found;
    // Python may bring other cells; what is typed here only moves those that there are.
    if (tr.annotation(Transaction.remote)) return find(tr.newDoc);
    return found.map(({ from, to, at }) => ({
      from: from && tr.changes.mapPos(from, 1),
      to: tr.changes.mapPos(to, -1),
      at: tr.changes.mapPos(at, 1),
    }));
  },
});

/** The same edit without what it would do to boundaries. */
function spare(tr: Tr): TransactionSpec | null {
  const kept = tr.startState.field(boundaries);
  const specs: { from: number; to: number; insert: string }[] = [];
  let touched = false;
  tr.changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    const whole = inserted.toString();
    let insert = whole.replace(PASTED, "\n\n");
    if (insert !== whole) touched = true;
    let at = fromA;
    for (const { from, to } of kept) {
      const inside = fromA === toA ? at < to && (from < at || from === 0) : from < toA && at < to;
      if (!inside) continue;
      touched = true;
      if (at < from) {
        specs.push({ from: at, to: from, insert });
        insert = "";
      }
      at = to;
    }
    if (at < toA || insert) specs.push({ from: at, to: Math.max(at, toA), insert });
  }, true);
  if (!touched) return null;
  const changes = tr.startState.changes(specs as ChangeSpec[]);
  const typed = specs.find((s) => s.insert);
  const userEvent = tr.annotation(Transaction.userEvent);
  return {
    changes,
    effects: tr.effects,
    scrollIntoView: true,
    ...(typed ? { selection: { anchor: changes.mapPos(typed.from, 1) } } : {}),
    ...(userEvent ? { userEvent } : {}),
  };
}

class Rule extends WidgetType {
  constructor(readonly number: number) {
    super();
  }
  override eq(other: Rule): boolean {
    return other.number === this.number;
  }
  toDOM(): HTMLElement {
    const name = `Cell ${this.number}`;
    return h("span", { class: "cp-cell-rule", role: "separator", "aria-label": name }, name);
  }
}

const rules = (state: EditorState): DecorationSet =>
  Decoration.set(
    state
      .field(boundaries)
      .map(({ at }, i) =>
        Decoration.replace({ widget: new Rule(i + 1) }).range(at, state.doc.lineAt(at).to),
      ),
  );

const untouchable = Decoration.mark({});

export const cellBoundaries: Extension = [
  boundaries,
  EditorState.transactionFilter.of((tr) => (tr.docChanged ? (spare(tr) ?? tr) : tr)),
  EditorView.decorations.compute([boundaries], rules),
  EditorView.atomicRanges.of((view) =>
    Decoration.set(view.state.field(boundaries).map(({ from, to }) => untouchable.range(from, to))),
  ),
];
