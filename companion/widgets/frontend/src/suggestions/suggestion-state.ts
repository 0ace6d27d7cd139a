// Suggestions in the editor's state: where they stand, which one is current, and what was decided.
//
// The document never holds a proposal. A suggestion is mapped through what is typed; one whose
// own words were touched is stale and goes. Accepting is one transaction that undo takes back
// whole, decision included.

import { invertedEffects, isolateHistory } from "@codemirror/commands";
import {
  type ChangeDesc,
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
  Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import type { Decision, Suggestion } from "../core/protocol";
import { mapRange, surviving } from "../core/text-range";

export interface Decided {
  readonly suggestion: Suggestion;
  readonly decision: Decision;
}

export interface SuggestionState {
  /** Open suggestions in the order of the text, held ones included. */
  readonly items: readonly Suggestion[];
  readonly current: string | null;
  /** Held suggestions that the author asked to see in the text. */
  readonly shown: ReadonlySet<string>;
  /** Accepted ones whose new words still stand untouched, with the span of those words. */
  readonly accepted: readonly Suggestion[];
}

const EMPTY: SuggestionState = { items: [], current: null, shown: new Set(), accepted: [] };

const mapDecided = (value: Decided, changes: ChangeDesc): Decided => ({
  ...value,
  suggestion: {
    ...value.suggestion,
    start: changes.mapPos(value.suggestion.start, 1),
    end: changes.mapPos(value.suggestion.end, -1),
  },
});

/** What Python's reading changes in the open suggestions. */
export interface SuggestionPatch {
  readonly remove: readonly string[] | "all";
  readonly add: readonly Suggestion[];
}

export const patchSuggestions = StateEffect.define<SuggestionPatch>();
export const selectSuggestion = StateEffect.define<string | null>();
export const showHeld = StateEffect.define<string>();
/** A decision, or with `undone` the taking back of one; undo and redo carry it along. */
export const decide = StateEffect.define<Decided>({ map: mapDecided });

function inOrder(items: Iterable<Suggestion>): Suggestion[] {
  return [...items].sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}

function without(items: readonly Suggestion[], id: string): Suggestion[] {
  return items.filter((s) => s.id !== id);
}

function update(state: SuggestionState, tr: Transaction): SuggestionState {
  let { items, current, shown, accepted } = state;
  if (tr.docChanged) {
    const move = (list: readonly Suggestion[]) => surviving(list, (s) => mapRange(s, tr.changes));
    const decidedNow = tr.effects.find((e) => e.is(decide))?.value.suggestion.id;
    items = move(items.filter((s) => s.id !== decidedNow));
    accepted = move(accepted.filter((s) => s.id !== decidedNow));
  }
  for (const effect of tr.effects) {
    if (effect.is(patchSuggestions)) {
      const { remove, add } = effect.value;
      const gone = new Set([...add.map((s) => s.id), ...(remove === "all" ? [] : remove)]);
      const kept = remove === "all" ? [] : items.filter((s) => !gone.has(s.id));
      items = inOrder([...kept, ...add]);
    } else if (effect.is(selectSuggestion)) {
      current = effect.value;
    } else if (effect.is(showHeld)) {
      shown = new Set(shown).add(effect.value);
    } else if (effect.is(decide)) {
      const { suggestion: s, decision } = effect.value;
      items = without(items, s.id);
      accepted = without(accepted, s.id);
      if (decision === "undone") items = inOrder([...items, s]);
      if (decision === "accepted") {
        accepted = [...accepted, { ...s, end: s.start + s.after.length }];
      }
    }
  }
  if (current !== null && !items.some((s) => s.id === current)) current = null;
  if (
    items === state.items &&
    current === state.current &&
    shown === state.shown &&
    accepted === state.accepted
  )
    return state;
  return { items, current, shown, accepted };
}

export const suggestionField = StateField.define<SuggestionState>({
  create: () => EMPTY,
  update,
});

// Undoing an acceptance reopens the suggestion; redoing it decides it again.
const decisionsUndo = invertedEffects.of((tr) => {
  const inverted: StateEffect<unknown>[] = [];
  for (const effect of tr.effects) {
    if (!effect.is(decide) || !tr.docChanged) continue;
    const { suggestion, decision } = effect.value;
    if (decision === "accepted") {
      const at = { ...suggestion, end: suggestion.start + suggestion.before.length };
      inverted.push(decide.of({ suggestion: at, decision: "undone" }));
    } else if (decision === "undone") {
      inverted.push(decide.of({ suggestion, decision: "accepted" }));
    }
  }
  return inverted;
});

export const suggestionState: Extension = [suggestionField, decisionsUndo];

export function suggestionsOf(state: EditorState): SuggestionState {
  return state.field(suggestionField);
}

/** Whether a suggestion stands in the text: the mechanical ones, and held ones on request. */
export function isVisible(state: SuggestionState, s: Suggestion): boolean {
  return s.verdict === "mechanical" || state.shown.has(s.id);
}

export function visibleSuggestions(state: EditorState): Suggestion[] {
  const field = suggestionsOf(state);
  return field.items.filter((s) => isVisible(field, s));
}

export function findSuggestion(state: EditorState, id: string): Suggestion | null {
  return suggestionsOf(state).items.find((s) => s.id === id) ?? null;
}

/** The transaction that accepts a suggestion, or null if its words are no longer there. */
export function acceptance(state: EditorState, id: string): TransactionSpec | null {
  const s = findSuggestion(state, id);
  if (!s || state.sliceDoc(s.start, s.end) !== s.before) return null;
  return {
    changes: { from: s.start, to: s.end, insert: s.after },
    effects: decide.of({ suggestion: s, decision: "accepted" }),
    annotations: [isolateHistory.of("full"), Transaction.userEvent.of("accept")],
  };
}

/** The transaction that turns a suggestion away; the text does not change. */
export function refusal(
  state: EditorState,
  id: string,
  decision: "rejected" | "never",
): TransactionSpec | null {
  const s = findSuggestion(state, id);
  return s && { effects: decide.of({ suggestion: s, decision }) };
}

/**
 * The transaction that takes back one decision and nothing else, or null where the accepted
 * words were changed since (then only the editor's own undo can help).
 */
export function retraction(state: EditorState, last: Decided): TransactionSpec | null {
  const { suggestion, decision } = last;
  if (decision === "accepted") {
    const s = suggestionsOf(state).accepted.find((a) => a.id === suggestion.id);
    if (!s || state.sliceDoc(s.start, s.end) !== s.after) return null;
    const back = { ...s, end: s.start + s.before.length };
    return {
      changes: { from: s.start, to: s.end, insert: s.before },
      effects: decide.of({ suggestion: back, decision: "undone" }),
      annotations: [isolateHistory.of("full"), Transaction.userEvent.of("undo.decision")],
    };
  }
  if (state.sliceDoc(suggestion.start, suggestion.end) !== suggestion.before) return null;
  return { effects: decide.of({ suggestion, decision: "undone" }) };
}

/** The next visible suggestion after a place (or before it), wrapping round the text. */
export function neighbour(
  state: EditorState,
  from: number,
  direction: 1 | -1,
  not?: string | null,
): Suggestion | null {
  const items = visibleSuggestions(state).filter((s) => s.id !== not);
  if (!items.length) return null;
  if (direction > 0) return items.find((s) => s.start >= from) ?? items[0]!;
  return items.filter((s) => s.start <= from).at(-1) ?? items.at(-1)!;
}

/** The suggestion at the caret, or the nearest one in its line. */
export function suggestionAt(state: EditorState, pos: number): Suggestion | null {
  const items = visibleSuggestions(state);
  const inside = items.find((s) => s.start <= pos && pos <= s.end);
  if (inside) return inside;
  const line = state.doc.lineAt(pos);
  const distance = (s: Suggestion) => Math.min(Math.abs(s.start - pos), Math.abs(s.end - pos));
  return (
    items
      .filter((s) => s.start >= line.from && s.end <= line.to)
      .sort((a, b) => distance(a) - distance(b))[0] ?? null
  );
}
