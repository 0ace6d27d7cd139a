// Keeps the browser's text and Python's text the same, in deltas.
//
// Python is the authority over the order of changes (CodeMirror's collaborative editing
// protocol): the browser pushes its changes with the revision they stand on, and takes in what
// came before them. A change by another program on the same file comes as one more update.

import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { isolateHistory } from "@codemirror/commands";
import {
  type ChangeDesc,
  ChangeSet,
  type EditorState,
  type Extension,
  Text,
  Transaction,
} from "@codemirror/state";
import { type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { type Channel, ConnectionLost, RequestFailed } from "../core/channel";
import { randomId } from "../core/dom";
import { inNotebook } from "../core/host-page";
import type { ChangeSet as ChangeSetJson, Push, Suggestion, Update } from "../core/protocol";
import { mapRange, surviving, type TextRange } from "../core/text-range";
import type { SyncState } from "./backup";

/** How long typing rests before its changes are sent, in ms. */
const PUSH_DEBOUNCE_MS = 25;
/** How many confirmed changes are kept, to map what Python says about an older revision. */
const MAX_LOG = 1000;

/**
 * "gone" is lost for so long that waiting will hardly help; after a restart of a notebook's kernel
 * there is nothing to wait for: the cell must be run again. Where Python refuses what is typed,
 * another page went on with the draft.
 */
export type Connection = "connected" | "lost" | "gone" | "restarted" | "refused";
/** Attempts after which a lost connection counts as gone. */
const MAX_RETRIES = 3;

export class Sync {
  private view: EditorView | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private again = false;
  private log = new Map<number, ChangeDesc>();
  private retry = 0;
  private readonly client = `page-${randomId()}`;
  /** The text at the revision that was confirmed last, and how many of our updates are in it. */
  private confirmed: Text;
  private first = 0;
  private readonly waiting: { revision: number; act: () => void }[] = [];
  connection: Connection = "connected";

  constructor(
    private readonly channel: Channel,
    private readonly session: string,
    text: string,
    private readonly onConnection: (state: Connection) => void,
  ) {
    this.confirmed = Text.of(text.split("\n"));
    channel.on("updates", () => void this.flush());
    channel.on("kernel-gone", () => {
      if (inNotebook()) this.setConnection("restarted");
      void this.flush(); // should it be there after all, it answers
    });
  }

  extension(revision: number): Extension {
    const sync = this;
    return [
      collab({ startVersion: revision, clientID: this.client }),
      ViewPlugin.fromClass(
        class {
          constructor(private readonly view: EditorView) {
            sync.view = view;
          }
          update(update: ViewUpdate) {
            if (!update.docChanged) return;
            forgetOrigins(update.state);
            sync.schedule();
          }
          destroy() {
            if (sync.view !== this.view) return;
            sync.view = null; // else a page that is closed would try to send for ever
            clearTimeout(sync.timer);
          }
        },
      ),
    ];
  }

  /** Whether every change has reached Python. */
  get settled(): boolean {
    return !this.view || sendableUpdates(this.view.state).length === 0;
  }

  /** The revision that browser and Python last agreed on. */
  get revision(): number {
    return this.view ? getSyncedVersion(this.view.state) : 0;
  }

  /** Where the page stands, for the copy of what Python may not have. */
  syncState(): SyncState {
    return {
      session: this.session,
      client: this.client,
      revision: this.revision,
      first: this.first,
      pending: this.view ? sendableUpdates(this.view.state).map((u) => u.changes.toJSON()) : [],
      base: this.confirmed,
      adrift: this.connection !== "connected" && this.connection !== "lost",
    };
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), PUSH_DEBOUNCE_MS);
  }

  /** Sends what is unsent and takes in what is new; resolves when that is done. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.exchange().finally(() => {
      this.running = null;
      if (this.again) {
        this.again = false;
        void this.flush();
      }
    });
    return this.running;
  }

  /** Sends what is unsent without waiting: for a page that is about to go. */
  post(): void {
    if (this.view && !this.settled) this.channel.post("push", { ...this.unsent(), save: true });
    else this.channel.post("save");
  }

  private unsent(): Push {
    const { state } = this.view!;
    return {
      revision: getSyncedVersion(state),
      updates: sendableUpdates(state).map((u) => ({
        client: u.clientID,
        changes: u.changes.toJSON(),
      })),
    };
  }

  private async exchange(): Promise<void> {
    if (!this.view) return;
    try {
      const sent = this.unsent();
      const reply = await this.channel.request("push", sent);
      this.receive(sent.revision, reply.updates);
      this.retry = 0;
      this.setConnection("connected");
    } catch (error) {
      if (error instanceof RequestFailed) return this.setConnection("refused");
      if (!(error instanceof ConnectionLost)) throw error;
      this.retry = Math.min(this.retry + 1, 5);
      if (this.connection !== "restarted") {
        this.setConnection(this.retry < MAX_RETRIES ? "lost" : "gone");
      }
      this.timer = setTimeout(() => void this.flush(), 1000 * this.retry);
    }
  }

  private setConnection(state: Connection): void {
    if (state === this.connection) return;
    this.connection = state;
    this.onConnection(state);
  }

  /** Acts once the text is at `revision`, which Python may speak of before it is here; in order. */
  whenAt(revision: number, act: () => void): void {
    if (!this.waiting.length && revision <= this.revision) {
      act();
      return;
    }
    this.waiting.push({ revision, act });
    void this.flush();
  }

  private receive(revision: number, updates: readonly Update[]): void {
    const view = this.view;
    if (!view || getSyncedVersion(view.state) !== revision || !updates.length) return;
    const parsed = updates.map((u) => ({
      clientID: u.client,
      changes: ChangeSet.fromJSON(u.changes),
    }));
    parsed.forEach((u, i) => {
      this.log.set(revision + i, u.changes.desc);
      this.confirmed = u.changes.apply(this.confirmed);
      if (u.clientID === this.client) this.first++;
    });
    for (const old of this.log.keys()) {
      if (this.log.size <= MAX_LOG) break;
      this.log.delete(old);
    }
    view.dispatch(receiveUpdates(view.state, parsed));
    while (this.waiting[0] && this.waiting[0].revision <= this.revision)
      this.waiting.shift()!.act();
  }

  /** Makes a change that fits `revision`, as one that undo takes back; false if the text moved on. */
  apply(revision: number, changes: ChangeSetJson, userEvent: string): boolean {
    const view = this.view;
    if (!view || !this.settled || getSyncedVersion(view.state) !== revision) return false;
    view.dispatch({
      changes: ChangeSet.fromJSON(changes),
      annotations: [isolateHistory.of("full"), Transaction.userEvent.of(userEvent)],
    });
    return true;
  }

  /** Brings suggestions that Python made at `revision` to the text as it is now. */
  current(revision: number, suggestions: readonly Suggestion[]): Suggestion[] {
    const doc = this.view?.state.doc;
    return doc ? this.carry(revision, suggestions).filter((s) => holds(doc, s)) : [];
  }

  /** Brings what Python placed in the text at `revision` to the text as it is now. */
  carry<T extends TextRange>(revision: number, items: readonly T[]): T[] {
    if (!this.view) return [];
    const { state } = this.view;
    const steps: ChangeDesc[] = [];
    for (let at = revision; at < getSyncedVersion(state); at++) {
      const step = this.log.get(at);
      if (!step) return [];
      steps.push(step);
    }
    steps.push(...sendableUpdates(state).map((u) => u.changes.desc));
    return surviving(items, (item) =>
      steps.reduce<T | null>((at, step) => at && mapRange(at, step), item),
    );
  }
}

/**
 * Lets go of the transactions that unconfirmed updates came from. A transaction holds the state
 * before it, whose updates hold theirs: without this no state of the sitting is ever freed.
 */
function forgetOrigins(state: EditorState): void {
  for (const update of sendableUpdates(state)) Object.assign(update, { origin: null });
}

/** A suggestion only counts where its words really stand. */
function holds(doc: Text, s: Suggestion): boolean {
  return s.end <= doc.length && doc.sliceString(s.start, s.end) === s.before;
}
