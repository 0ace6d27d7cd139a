// The author's turns as parts of one text: which of them are not kept yet, where the next begins,
// and what other pages wrote meanwhile.

import { ChangeSet, Text } from "@codemirror/state";
import type { SaidTurn, SentTurn } from "../core/protocol";

/** A turn of the author's: its place among all turns, and where it begins in the text. */
interface Bound {
  place: number;
  from: number;
}

export class AuthorTurns {
  private bounds!: Bound[];
  /** What Python is known to have, by place. */
  private kept!: Map<number, string>;
  /** The text as it was last sent, and what was typed since. */
  private sent!: { doc: Text; since: ChangeSet };
  /** The author's words that Python has, turn after turn. */
  text = "";

  constructor(said: readonly SaidTurn[]) {
    this.read(said);
    this.sending(Text.of(this.text.split("\n")));
  }

  private read(said: readonly SaidTurn[]): void {
    this.bounds = [];
    this.kept = new Map();
    this.text = "";
    said.forEach((turn, place) => {
      if (turn.speaker !== "author") return;
      this.bounds.push({ place, from: this.text.length });
      this.kept.set(place, turn.text);
      this.text += turn.text;
    });
    if (said.at(-1)?.speaker !== "author")
      this.bounds.push({ place: said.length, from: this.text.length });
  }

  /** Follows a change of the text; what is typed where a turn begins belongs to that turn. */
  changed(changes: ChangeSet): void {
    for (const bound of this.bounds) bound.from = changes.mapPos(bound.from, -1);
    this.sent.since = this.sent.since.compose(changes);
  }

  /** The turns that Python does not have as they are now. */
  unkept(doc: Text): SentTurn[] {
    return this.bounds
      .map(({ place, from }, i): SentTurn => {
        const text = doc.sliceString(from, this.bounds[i + 1]?.from ?? doc.length);
        return [place, text, commonStart(text, this.kept.get(place) ?? "")];
      })
      .filter(([place, text]) => text !== (this.kept.get(place) ?? ""));
  }

  /** What is sent now is of this text. */
  sending(doc: Text): void {
    this.sent = { doc, since: ChangeSet.empty(doc.length) };
  }

  markKept(turns: readonly SentTurn[]): void {
    for (const [place, text] of turns) this.kept.set(place, text);
  }

  /** Python has other turns than were sent: what to change so that the text has them, and what was typed since. */
  arrived(said: readonly SaidTurn[]): ChangeSet {
    const { doc, since } = this.sent;
    this.read(said);
    const remote = difference(doc.toString(), this.text);
    const typed = since.map(remote);
    for (const bound of this.bounds) bound.from = typed.mapPos(bound.from, -1);
    this.sent = { doc: remote.apply(doc), since: typed };
    return remote.map(since, true);
  }
}

/** The change from one text to another, as one replacement. */
function difference(before: string, after: string): ChangeSet {
  const start = commonUnits(before, after);
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const insert = after.slice(start, after.length - tail);
  return ChangeSet.of({ from: start, to: before.length - tail, insert }, before.length);
}

function commonUnits(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

/** How many characters, as Python counts them, two texts begin with alike. */
function commonStart(one: string, other: string): number {
  return [...one.slice(0, commonUnits(one, other))].length;
}
