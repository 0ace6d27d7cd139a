// Which versions are compared: the first with each of the others, none twice, old to new.

import type { Column, Ref } from "../core/protocol";

export const MAX_COLUMNS = 6;

/** The latest version that is not the same, and the draft. */
export function firstChoice(columns: readonly Column[]): Ref[] {
  const now = columns.at(-1);
  if (!now) return ["now"];
  const others = columns.slice(0, -1).reverse();
  const differs = others.find(
    (c) => c.bits !== now.bits || c.words !== now.words || c.grade !== now.grade,
  );
  const latest = differs ?? others[0];
  return latest ? [latest.ref, "now"] : ["now"];
}

/**
 * With a version picked: one that is there goes, another comes beside them or instead of them. The
 * draft keeps its side.
 */
export function picked(refs: readonly Ref[], ref: Ref, add: boolean): Ref[] {
  if (refs.includes(ref))
    return refs.length > 2 ? refs.filter((other) => other !== ref) : [...refs];
  const last = refs.at(-1) === "now";
  if (add && refs.length < MAX_COLUMNS)
    return last ? [...refs.slice(0, -1), ref, "now"] : [...refs, ref];
  return last ? [ref, "now"] : [refs[0]!, ref];
}

/** With another version in a column; one that stands in another column changes places with it. */
export function replaced(refs: readonly Ref[], column: number, ref: Ref): Ref[] {
  const before = refs[column]!;
  return refs.map((other, at) => (at === column ? ref : other === ref ? before : other));
}

/** The latest version that has no column yet. */
export function nextColumn(refs: readonly Ref[], columns: readonly Column[]): Ref | null {
  if (refs.length >= MAX_COLUMNS) return null;
  return [...columns].reverse().find((c) => !refs.includes(c.ref))?.ref ?? null;
}
