// The editors that are open in a page, by the name of their session, so that the parts of one
// session in several cells of a notebook find one another. A page has one registry: `index.ts`.

import type { ViewUpdate } from "@codemirror/view";
import type { DraftEditor } from "../editor/draft-editor";

/** A part that works on the draft of an editor beside it. */
export interface Follower {
  attach(editor: DraftEditor | null): void;
  update?(update: ViewUpdate): void;
  /** The author asked to go from the text to this suggestion; false if it is not here. */
  focus?(id: string): boolean;
}

interface Session {
  /** In the order in which they were opened. */
  readonly editors: DraftEditor[];
  readonly followers: Set<Follower>;
}

export class EditorRegistry {
  private readonly sessions = new Map<string, Session>();

  /** How many sessions have an editor or a follower. */
  get size(): number {
    return this.sessions.size;
  }

  /** Opens an editor to the parts of its session; returns the function that takes it away. */
  open(name: string, editor: DraftEditor): () => void {
    const session = this.session(name);
    session.editors.push(editor);
    tell(session);
    return () => {
      session.editors.splice(session.editors.indexOf(editor), 1);
      tell(session);
      this.forget(name, session);
    };
  }

  /** Lets a part follow the editor of a session; returns the function that ends it. */
  follow(name: string, follower: Follower): () => void {
    const session = this.session(name);
    session.followers.add(follower);
    follower.attach(current(session));
    return () => {
      session.followers.delete(follower);
      this.forget(name, session);
    };
  }

  /** Passes on what the editor that was opened last has done. */
  update(name: string, editor: DraftEditor, update: ViewUpdate): void {
    const session = this.sessions.get(name);
    if (session && editor === current(session))
      for (const f of session.followers) f.update?.(update);
  }

  /** Goes to a suggestion in the first part that shows it. */
  focus(name: string, id: string): void {
    for (const f of this.sessions.get(name)?.followers ?? []) if (f.focus?.(id)) return;
  }

  private session(name: string): Session {
    const session = this.sessions.get(name) ?? { editors: [], followers: new Set() };
    this.sessions.set(name, session);
    return session;
  }

  private forget(name: string, { editors, followers }: Session): void {
    if (!editors.length && !followers.size) this.sessions.delete(name);
  }
}

/** The editor that was opened last, if one is open. */
function current({ editors }: Session): DraftEditor | null {
  return editors.at(-1) ?? null;
}

function tell(session: Session): void {
  for (const f of session.followers) f.attach(current(session));
}
