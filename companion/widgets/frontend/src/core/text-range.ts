// A range of the text, and how it moves with what is typed.

import type { ChangeDesc } from "@codemirror/state";

/** `from` and `to` count UTF-16 units, as the editor does. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Moves a range through changes; null where its own words were touched. */
export function mapRange<T extends TextRange>(range: T, changes: ChangeDesc): T | null {
  if (changes.touchesRange(range.from, range.to)) return null;
  const from = changes.mapPos(range.from, 1);
  const to = range.from === range.to ? from : changes.mapPos(range.to, -1);
  return from === range.from && to === range.to ? range : { ...range, from, to };
}

/** Moves a range through changes, and shrinks it to what is left; null where nothing is. */
export function shrinkRange<T extends TextRange>(range: T, changes: ChangeDesc): T | null {
  const from = changes.mapPos(range.from, 1);
  const to = changes.mapPos(range.to, -1);
  return from < to ? { ...range, from, to } : null;
}

/** What `move` makes of each, without those that are gone. */
export function surviving<T>(items: readonly T[], move: (item: T) => T | null): T[] {
  return items.flatMap((item) => {
    const moved = move(item);
    return moved === null ? [] : [moved];
  });
}
