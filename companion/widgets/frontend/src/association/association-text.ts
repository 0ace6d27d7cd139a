// The words of a free association: written here, kept by Python, and in step with other pages.
//
// What the author writes is one text; what a partner says stands apart from it and can never be
// typed over. Every word goes to Python within half a second, and a copy stays in the browser
// until Python has it. What another page wrote of the same sitting comes in without taking a word
// away from this one.

import { defaultKeymap } from "@codemirror/commands";
import { Annotation, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder, type ViewUpdate } from "@codemirror/view";
import { type Channel, ConnectionLost } from "../core/channel";
import type { Sitting as Answer, SaidTurn } from "../core/protocol";
import type { AssociationBackup } from "./association-backup";
import { AuthorTurns } from "./author-turns";
import { noBackspace, setReach } from "./no-backspace";

/** How long words rest before they are sent, and before a failed sending is tried again, in ms. */
const SEND_DEBOUNCE_MS = 400;
const RETRY_MS = 1500;

/** Marks what another page wrote. */
const fromElsewhere = Annotation.define<boolean>();

/** A sitting as Python keeps it; `seen` is the mark of its turns. */
export interface Sitting extends Answer {
  readonly turns: readonly SaidTurn[];
}

interface Callbacks {
  /** The author has typed. */
  onTyped: () => void;
  /** The sitting has turns that were not made here. */
  onArrived: (sitting: Sitting) => void;
  /** Something is wrong, or no longer. */
  onTrouble: (text: string) => void;
}

export class AssociationText {
  readonly view: EditorView;
  private readonly turns: AuthorTurns;
  private number: number | null;
  private seen: string;
  private sendTimer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | null = null;
  /** Whether the author was told that words could not be sent. */
  private troubled = false;
  private closed = false;
  private readonly leave = () => this.sendNow();
  private readonly came = () =>
    document.visibilityState === "hidden" ? this.sendNow() : void this.send(true);

  constructor(
    private readonly channel: Channel,
    private readonly backup: AssociationBackup,
    parent: HTMLElement,
    sitting: Sitting,
    private readonly told: Callbacks,
  ) {
    this.number = sitting.association;
    this.seen = sitting.seen;
    this.turns = new AuthorTurns(sitting.turns);
    this.view = new EditorView({ parent, state: this.begin(this.turns.text) });
    window.addEventListener("pagehide", this.leave);
    window.addEventListener("focus", this.came);
    document.addEventListener("visibilitychange", this.came);
  }

  /** The number of the sitting, once it has words. */
  get association(): number | null {
    return this.number;
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** How many characters at the end can be taken back; null for all. */
  set reach(characters: number | null) {
    this.view.dispatch({ effects: setReach.of(characters) });
  }

  close(): void {
    this.sendNow();
    this.closed = true;
    clearTimeout(this.sendTimer);
    window.removeEventListener("pagehide", this.leave);
    window.removeEventListener("focus", this.came);
    document.removeEventListener("visibilitychange", this.came);
    this.view.destroy();
  }

  /** Writes at the end, with the caret after it. */
  append(insert: string): void {
    const end = this.view.state.doc.length;
    const anchor = end + insert.length;
    this.view.dispatch({
      changes: { from: end, insert },
      selection: { anchor },
      scrollIntoView: true,
    });
  }

  /** Lets what comes next begin on a line of its own. */
  endLine(): void {
    const { doc } = this.view.state;
    if (doc.length && doc.lineAt(doc.length).length) {
      this.view.dispatch({ changes: { from: doc.length, insert: "\n" } });
    }
  }

  focusEnd(): void {
    this.view.dispatch({ selection: { anchor: this.view.state.doc.length }, scrollIntoView: true });
    this.view.focus();
  }

  /** Another view of the sitting, or the partner, has written. */
  async sync(association: number, seen: string): Promise<void> {
    while (this.sending) await this.sending;
    if (association !== this.number && this.number !== null) return;
    if (seen !== this.seen) await this.send(true);
  }

  /**
   * Sends what Python does not have; resolves when it has, or when the connection is lost.
   * `asking` also sees what others wrote where there is nothing to send.
   */
  async send(asking = false): Promise<void> {
    clearTimeout(this.sendTimer);
    this.sendTimer = undefined;
    while (this.sending) await this.sending;
    if (this.closed) return;
    const { doc } = this.view.state;
    const turns = this.turns.unkept(doc);
    if (!turns.length && !asking) return;
    this.turns.sending(doc);
    const message = { association: this.number, seen: this.seen, turns };
    this.sending = this.channel
      .request("association-write", message)
      .then((answer) => {
        if (this.closed) return;
        this.number = answer.association;
        this.seen = answer.seen;
        if (answer.turns) this.arrive({ ...answer, turns: answer.turns });
        else this.turns.markKept(turns);
        this.writeBackup();
        if (this.troubled) this.told.onTrouble("");
        this.troubled = false;
      })
      .catch((error: Error) => {
        if (this.closed || !turns.length) return;
        this.troubled = true;
        const lost = error instanceof ConnectionLost;
        this.told.onTrouble(
          lost
            ? "The connection is lost. Your words stay in this browser until it is back."
            : error.message,
        );
        this.sendTimer ??= setTimeout(() => void this.send(), RETRY_MS);
      })
      .finally(() => (this.sending = null));
    await this.sending;
  }

  private begin(doc: string): EditorState {
    return EditorState.create({
      doc,
      selection: { anchor: doc.length },
      extensions: [
        drawSelection(),
        EditorView.lineWrapping,
        placeholder("Begin anywhere. Nothing here goes into the draft."),
        noBackspace,
        keymap.of([{ key: "Mod-z", run: () => true }, ...defaultKeymap]),
        EditorView.contentAttributes.of({
          role: "textbox",
          "aria-label": "Free association",
          "aria-multiline": "true",
          spellcheck: "false",
          autocorrect: "off",
          autocapitalize: "off",
          "data-gramm": "false",
        }),
        EditorView.updateListener.of((update) => this.updated(update)),
      ],
    });
  }

  private updated(update: ViewUpdate): void {
    if (!update.docChanged || update.transactions.some((tr) => tr.annotation(fromElsewhere)))
      return;
    this.turns.changed(update.changes);
    this.writeBackup();
    this.sendTimer ??= setTimeout(() => void this.send(), SEND_DEBOUNCE_MS);
    this.told.onTyped();
  }

  private arrive(sitting: Sitting): void {
    const { doc, selection } = this.view.state;
    const changes = this.turns.arrived(sitting.turns);
    const atEnd = selection.main.empty && selection.main.head === doc.length;
    this.view.dispatch({
      changes,
      ...(atEnd && { selection: { anchor: changes.newLength } }),
      annotations: fromElsewhere.of(true),
      filter: false,
    });
    this.told.onArrived(sitting);
  }

  /** Sends without waiting: the page is about to go. */
  private sendNow(): void {
    if (this.closed) return;
    const turns = this.turns.unkept(this.view.state.doc);
    if (!turns.length) return;
    this.writeBackup();
    this.channel.post("association-write", { association: this.number, seen: this.seen, turns });
  }

  /** Leaves in the browser what Python does not have; nothing once it has all. */
  private writeBackup(): void {
    const turns = this.turns.unkept(this.view.state.doc);
    this.backup.write(turns.length ? { association: this.number, turns } : null);
  }
}
