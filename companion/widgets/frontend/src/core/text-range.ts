// A range of the text, and how it moves with what is typed.

import type { ChangeDesc } from "@codemirror/state";

/** Half-open; it counts UTF-16 units, as the editor does. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Moves a range through changes; null where its own words were touched. */
export function mapRange<T extends TextRange>(range: T, changes: ChangeDesc): T | null {
  if (changes.touchesRange(range.start, range.end)) return null;
  const start = changes.mapPos(range.start, 1);
  const end = range.start === range.end ? start : changes.mapPos(range.end, -1);
  return start === range.start && end === range.end ? range : { ...range, start, end };
}

/** Moves a range through changes, and shrinks it to what is left; null where nothing is. */
export function shrinkRange<T extends TextRange>(range: T, changes: ChangeDesc): T | null {
  const start = changes.mapPos(range.start, 1);
  const end = changes.mapPos(range.end, -1);
  return start < end ? { ...range, start, end } : null;
}

/** What `move` makes of each, without those that are gone. */
export function surviving<T>(items: readonly T[], move: (item: T) => T | null): T[] {
  return items.flatMap((item) => {
    const moved = move(item);
    return moved === null ? [] : [moved];
  });
}
