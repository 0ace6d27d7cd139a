// The author's turns as parts of one text: which of them are not kept yet, and where the next begins.

import { ChangeDesc, Text } from "@codemirror/state";

/** What was said, in order, as Python keeps it. */
export interface SaidTurn {
  speaker: "author" | "partner";
  text: string;
}

/** A turn of the author's: its place among all turns, and where it begins in the text. */
interface Bound {
  place: number;
  from: number;
}

export class AuthorTurns {
  private bounds: Bound[] = [];
  /** What Python is known to have, by place. */
  private kept = new Map<number, string>();
  /** The author's words, turn after turn. */
  readonly text: string;

  constructor(said: readonly SaidTurn[]) {
    let text = "";
    said.forEach((turn, place) => {
      if (turn.speaker !== "author") return;
      this.bounds.push({ place, from: text.length });
      this.kept.set(place, turn.text);
      text += turn.text;
    });
    const last = said.length - 1;
    if (said[last]?.speaker !== "author") this.bounds.push({ place: last + 1, from: text.length });
    this.text = text;
  }

  /** Follows a change of the text; what is typed where a turn begins belongs to that turn. */
  changed(changes: ChangeDesc): void {
    for (const bound of this.bounds) bound.from = changes.mapPos(bound.from, -1);
  }

  /** The partner has spoken, at `place`: what the author writes from now on comes after it. */
  partnerSpoke(place: number, doc: Text): void {
    const current = this.bounds.at(-1)!;
    const empty = current.from === doc.length;
    if (empty || (current.place === place && !this.kept.has(place))) current.place = place + 1;
    else this.bounds.push({ place: place + 1, from: doc.length });
  }

  /** The turns that Python does not have as they are now. */
  unkept(doc: Text): [place: number, text: string][] {
    return this.bounds
      .map(({ place, from }, i): [number, string] => [
        place,
        doc.sliceString(from, this.bounds[i + 1]?.from ?? doc.length),
      ])
      .filter(([place, text]) => text !== (this.kept.get(place) ?? ""));
  }

  markKept(turns: readonly [place: number, text: string][]): void {
    for (const [place, text] of turns) this.kept.set(place, text);
  }
}
