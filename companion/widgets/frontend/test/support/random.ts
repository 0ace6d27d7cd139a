// Numbers that look random and are the same each time: a failing case can be run again.

export type Random = (below: number) => number;

export function seeded(seed: number): Random {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random(items.length)]!;
}

/** A change of a text of `length` units: something goes, something comes, or both. */
export function anyChange(random: Random, length: number, pieces: readonly string[]) {
  const from = random(length + 1);
  const to = Math.min(length, from + random(7));
  return { from, to, insert: pick(random, pieces) };
}
