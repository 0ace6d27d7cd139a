// A copy of unsaved words in the browser's own storage, in case Python goes before it has saved.
//
// It holds the text and the last saved state it grew from, so that it can be merged into whatever
// the file has become. It is removed as soon as everything is saved.

import { Text } from "@codemirror/state";

export interface Copy {
  base: string;
  text: string;
}

/** Code units that a browser surely stores: its usual limit is five million, for both texts. */
const MOST = 2_000_000;
/** Waiting time between copies, in ms: at least this, and more for long drafts. */
const REST = 250;
const UNITS_PER_MS = 400;

export class Backup {
  private saved: Text | null = null;
  private text: Text | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly key: string;

  constructor(
    draftId: string,
    private readonly storage: Storage,
  ) {
    this.key = `companion-unsaved-${draftId}`;
  }

  /** What an earlier page left unsaved, if anything. */
  read(): Copy | null {
    try {
      const copy = JSON.parse(this.storage.getItem(this.key) ?? "null");
      return typeof copy?.text === "string" && typeof copy.base === "string" ? copy : null;
    } catch {
      return null;
    }
  }

  /** Everything up to this text is on disk. */
  markSaved(text: Text): void {
    this.saved = text;
    this.text = null;
    clearTimeout(this.timer);
    this.timer = undefined;
    try {
      this.storage.removeItem(this.key);
    } catch {
      // A browser without storage has nothing to remove.
    }
  }

  /** What is in no file is never saved: its copy stays, grown from this text. */
  startFrom(text: Text): void {
    this.saved = text;
  }

  /** The text has changed and is not on disk yet. */
  markChanged(text: Text): void {
    this.text = text;
    this.timer ??= setTimeout(() => this.write(), REST + text.length / UNITS_PER_MS);
  }

  /** Copies at once: the page is about to go. */
  write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.text || !this.saved || this.text.length + this.saved.length > MOST) return;
    const copy: Copy = { base: this.saved.toString(), text: this.text.toString() };
    try {
      this.storage.setItem(this.key, JSON.stringify(copy));
    } catch {
      // Full, or forbidden: the words are still on the page, and the status says "not saved".
    }
  }
}
