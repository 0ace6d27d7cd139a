// Parts of one session in one page find one another here, by the session's name.

import { ViewUpdate } from "@codemirror/view";
import { DraftEditor } from "../editor/draft-editor";

/** A part that works on the draft of an editor beside it. */
export interface Follower {
  attach(editor: DraftEditor | null): void;
  update?(update: ViewUpdate): void;
  /** The author asked to go from the text to this suggestion; false if it is not here. */
  focus?(id: string): boolean;
}

export class Desk {
  private static readonly all = new Map<string, Desk>();
  private readonly editors: DraftEditor[] = [];
  private readonly followers = new Set<Follower>();

  static of(session: string): Desk {
    const desk = Desk.all.get(session) ?? new Desk();
    Desk.all.set(session, desk);
    return desk;
  }

  /** The editor that was opened last, if one is open. */
  get editor(): DraftEditor | null {
    return this.editors.at(-1) ?? null;
  }

  /** Opens an editor to the parts; returns the function that takes it away. */
  open(editor: DraftEditor): () => void {
    this.editors.push(editor);
    this.tell();
    return () => {
      this.editors.splice(this.editors.indexOf(editor), 1);
      this.tell();
    };
  }

  /** Lets a part follow the editor; returns the function that ends it. */
  follow(follower: Follower): () => void {
    this.followers.add(follower);
    follower.attach(this.editor);
    return () => void this.followers.delete(follower);
  }

  update(editor: DraftEditor, update: ViewUpdate): void {
    if (editor === this.editor) for (const f of this.followers) f.update?.(update);
  }

  focus(id: string): void {
    for (const f of this.followers) if (f.focus?.(id)) return;
  }

  private tell(): void {
    for (const f of this.followers) f.attach(this.editor);
  }
}
