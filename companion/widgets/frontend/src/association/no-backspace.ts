// Freewriting goes forward: only the last few characters can be taken back, and nothing is undone.

import { EditorState, type Extension, StateEffect, StateField, Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** Sets how many characters at the end can be deleted; null for all of them. */
export const setReach = StateEffect.define<number | null>();

interface Reach {
  characters: number | null;
  /** Nothing before this position can be deleted. It never moves back. */
  floor: number;
}

const reach = StateField.define<Reach>({
  create: (state) => ({ characters: null, floor: state.doc.length }),
  update(value, tr) {
    for (const effect of tr.effects) {
      if (effect.is(setReach)) value = { characters: effect.value, floor: 0 };
    }
    const { characters, floor } = value;
    if (characters === null) return { characters, floor: 0 };
    const kept = tr.docChanged ? tr.changes.mapPos(floor, -1) : floor;
    return { characters, floor: Math.max(kept, tr.newDoc.length - characters) };
  },
});

/** What becomes of a change: deletions stop at the floor, and what is typed over stays. */
const onward = EditorState.transactionFilter.of((tr) => {
  if (!tr.docChanged) return tr;
  const { floor } = tr.startState.field(reach);
  let inserted = Text.empty;
  let deletes = false;
  let lastDeleted = 0;
  tr.changes.iterChanges((fromA, toA, _fromB, _toB, text) => {
    if (toA > fromA && fromA < floor) deletes = true;
    lastDeleted = Math.max(lastDeleted, toA);
    inserted = inserted.append(text);
  });
  if (!deletes) return tr;
  if (inserted.length) {
    const at = Math.max(lastDeleted, tr.startState.selection.main.to);
    return {
      changes: { from: at, insert: inserted },
      selection: { anchor: at + inserted.length },
      scrollIntoView: true,
    };
  }
  if (lastDeleted <= floor) return [];
  return { changes: { from: floor, to: lastDeleted }, selection: { anchor: floor } };
});

const nothingUndone = EditorView.domEventHandlers({
  beforeinput: (event) => {
    const undoes = event.inputType === "historyUndo" || event.inputType === "historyRedo";
    if (undoes) event.preventDefault();
    return undoes;
  },
});

export const noBackspace: Extension = [reach, onward, nothingUndone];
